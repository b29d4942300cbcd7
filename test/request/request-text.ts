import type { RequestContext } from '../../src/request/parse-requests.ts';
import type { Procedure } from '../../src/sop/model.ts';
import { procedureFromSource } from '../../src/sop/procedure-from-source.ts';

/** The context of every test here: the default procedure's zone, a Sunday morning there. */
export const CONTEXT: RequestContext = {
  sopTimeZone: 'America/Los_Angeles',
  now: Temporal.Instant.from('2026-11-22T09:00:00-08:00'),
};

/** A procedure with two mocks of FS1 and, in windows of a few weeks, one of Own. */
export const PROCEDURE: Procedure = procedureOf();

function procedureOf(): Procedure {
  const reading = procedureFromSource({
    sop: 1,
    name: 'Mocks',
    timeZone: 'America/Los_Angeles',
    interviewers: {
      alpha: { name: 'Alpha', email: 'alpha@example.com', hours: { everyday: ['09:00-21:00'] } },
      echo: { name: 'Echo', email: 'echo@example.com', hours: { everyday: ['09:00-21:00'] } },
    },
    courses: { FS1: { mocks: [90, 90], main: ['alpha'] }, Own: { mocks: [60, 60], main: ['echo'] } },
    sequence: [{ inOrder: ['FS1', 'Own'] }],
    rules: { startEvery: '30m', minGap: '12h' },
    variants: [{ name: 'short', when: { windowDays: { max: 40 } }, courses: { Own: { mocks: [60] } } }],
  });
  if (!reading.ok) throw new Error('the procedure of these tests is wrong');
  return reading.procedure;
}

/** A small right request; tests change what they are about. */
export const REQUEST = `{
  "candidate": { "name": "Casey", "email": "casey@example.com", "timeZone": "America/New_York" },
  "window": { "start": "2026-12-01", "end": "2026-12-28" },
  "slots": { "weekdays": ["18:00-22:00"], "weekends": ["10:00-14:00", "18:00-22:00"] },
  "now": "2026-11-23T09:00:00-08:00",
  "busy": [
    { "email": "alpha@example.com", "start": "2026-12-02T18:00:00-08:00", "end": "2026-12-02T19:30:00-08:00", "kind": "mock" }
  ]
}`;

/** A text of the request, and what is put in its place. */
export type Edit = readonly [from: string, to: string];

/** The request with texts replaced, each of which must be there. */
export function requestText(...edits: readonly Edit[]): string {
  return edits.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the request has no ${JSON.stringify(from)}`);
    return text.replace(from, () => to);
  }, REQUEST);
}

/** The request on one line, as `.jsonl` files have them. */
export function onOneLine(text: string): string {
  return JSON.stringify(JSON.parse(text));
}
