import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { PlainMap } from '../../../src/document/plain-data.ts';
import type { Busy } from '../../../src/request/model.ts';
import { loadSop } from '../../../src/sop/load-sop.ts';
import type { Procedure } from '../../../src/sop/model.ts';
import { type RealCase, readRequest } from './real-case.ts';

const FILE = join(import.meta.dirname, '../../../sop/techpath.yaml');

/** The procedure that comes with the program. */
export const DEFAULT_PROCEDURE: Procedure = loaded();

function loaded(): Procedure {
  const sop = loadSop(readFileSync(FILE, 'utf8'), 'techpath.yaml');
  if (!sop.ok) throw new Error('the default procedure is faulty');
  return sop.procedure;
}

/** What a test says of a request for the default procedure. */
export interface Asked {
  readonly from: string;
  readonly to: string;
  readonly slots: Readonly<Record<string, readonly string[]>>;
  readonly busy?: readonly Busy[];
  /** Interviewer ids. */
  readonly unreadable?: readonly string[];
  readonly now?: string;
}

export function ask({ from, to, slots, busy = [], unreadable = [], now }: Asked): RealCase {
  const json: PlainMap = {
    candidate: { name: 'Casey', email: 'casey@example.com', timeZone: 'America/Los_Angeles' },
    window: { start: from, end: to },
    slots,
  };
  const request = readRequest(json, {
    now: Temporal.Instant.from(now ?? '2026-11-22T09:00:00-08:00'),
    busy,
    unreadable: new Set(unreadable.map((id) => `${id}@example.com`)),
  });
  return { procedure: DEFAULT_PROCEDURE, request, json };
}

/** An interviewer busy at the same wall-clock hours on each of so many days. */
export function busyEvenings(id: string, first: string, days: number, kind: Busy['kind'] = 'other'): Busy[] {
  return Array.from({ length: days }, (_, index) => {
    const day = Temporal.PlainDate.from(first).add({ days: index });
    const at = (plainTime: string) =>
      day.toZonedDateTime({ timeZone: 'America/Los_Angeles', plainTime }).toInstant();
    return { email: `${id}@example.com`, start: at('17:00'), end: at('23:00'), kind };
  });
}

const hour = (from: number, to: number) => [`${from}:00-${to}:00`];
const evening = fc
  .tuple(fc.integer({ min: 15, max: 20 }), fc.integer({ min: 1, max: 4 }))
  .map(([from, hours]) => hour(from, Math.min(24, from + hours)));
const week = fc.oneof(
  fc.record({ everyday: evening }),
  fc.record({ weekdays: evening, weekends: evening }),
  fc.record({ weekdays: evening }),
  fc.record({ tuesday: evening, thursday: evening, saturday: evening }),
);

/** Requests of every tightness, with evenings of the interviewers taken. */
export const requests: fc.Arbitrary<Asked> = fc
  .record({
    start: fc.integer({ min: 0, max: 20 }),
    days: fc.integer({ min: 9, max: 35 }),
    slots: week,
    busy: fc.array(
      fc.tuple(
        fc.constantFrom(...DEFAULT_PROCEDURE.base.interviewers.keys()),
        fc.integer({ min: 0, max: 30 }),
        fc.integer({ min: 1, max: 6 }),
        fc.constantFrom<Busy['kind']>('mock', 'other'),
      ),
      { maxLength: 10 },
    ),
    unreadable: fc.oneof(
      { weight: 4, arbitrary: fc.constant<string[]>([]) },
      { weight: 1, arbitrary: fc.constantFrom(['alpha'], ['echo'], ['golf', 'echo']) },
    ),
  })
  .map(({ start, days, slots, busy, unreadable }) => {
    const first = Temporal.PlainDate.from('2026-12-01').add({ days: start });
    return {
      from: first.toString(),
      to: first.add({ days: days - 1 }).toString(),
      slots,
      busy: busy.flatMap(([id, from, lasts, kind]) =>
        busyEvenings(id, first.add({ days: from }).toString(), lasts, kind),
      ),
      unreadable,
    };
  });
