import { readFileSync } from 'node:fs';
import type { PlanRequest } from '../src/request/model.ts';
import { parseRequests } from '../src/request/parse-requests.ts';
import { loadSop } from '../src/sop/load-sop.ts';
import type { Procedure } from '../src/sop/model.ts';
import { busyCalendars } from './calendars.ts';
import { seeded } from './random.ts';

/** Something to plan: a procedure, a request, and the request as the command reads it. */
export interface Instance {
  readonly procedure: Procedure;
  readonly request: PlanRequest;
  readonly requestText: string;
}

/** What requests of one kind have in common. */
export interface Kind {
  readonly procedure: Procedure;
  readonly weeks: number;
  /** Part of every interviewer's hours that is taken, 0 to 1. */
  readonly busy: number;
  /** The candidate's slots, as a request writes them; by default evenings and weekend mornings. */
  readonly slots?: Readonly<Record<string, readonly string[]>>;
}

const FIRST_DAY = Temporal.PlainDate.from('2026-12-01');
const SLOTS = { weekdays: ['18:00-22:00'], weekends: ['10:00-14:00', '18:00-22:00'] };

/** The default procedure, read as the program reads it. */
export function defaultProcedure(): Procedure {
  const file = new URL('../sop/techpath.yaml', import.meta.url);
  return procedureOf(readFileSync(file, 'utf8'));
}

/** A procedure from the text of an SOP file, which must be right. */
export function procedureOf(text: string): Procedure {
  const loaded = loadSop(text, 'bench');
  if (!loaded.ok) throw new Error(`the procedure is faulty: ${JSON.stringify(loaded.faults)}`);
  return loaded.procedure;
}

/** The same kind and seed give the same instance. */
export function instanceOf({ procedure, weeks, busy, slots = SLOTS }: Kind, seed: number): Instance {
  const window = { start: FIRST_DAY, end: FIRST_DAY.add({ days: weeks * 7 - 1 }) };
  const zones = ['America/Los_Angeles', 'America/New_York'];
  const requestText = JSON.stringify({
    candidate: {
      name: `Candidate ${seed}`,
      email: `candidate-${seed}@example.com`,
      timeZone: zones[seed % zones.length],
    },
    window,
    slots,
    now: '2026-11-22T09:00:00-08:00',
    busy: busyCalendars(procedure.base, window, busy, seeded(seed)),
  });
  const parsed = parseRequests(
    requestText,
    'bench',
    { jsonLines: false },
    { sopTimeZone: procedure.base.timeZone, now: Temporal.Instant.from('2026-11-22T09:00:00-08:00') },
  );
  if (!parsed.ok) throw new Error(`the request is faulty: ${JSON.stringify(parsed.faults)}`);
  return { procedure, request: parsed.requests[0]!, requestText };
}

/** Instances of a kind, by seeds from 1. */
export function instancesOf(kind: Kind, count: number): Instance[] {
  return Array.from({ length: count }, (_, index) => instanceOf(kind, index + 1));
}
