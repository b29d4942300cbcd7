import type { ObservationRow } from '../../src/store/rows.ts';
import type { Deed, Ledger } from './ledger.ts';
import { type AskedFor, type MendedHow, mendsOf, type Outcome, outcomeOf, sizeOf } from './outcomes.ts';
import type { Year } from './year.ts';

/** Something that was seen, what somebody had done before at that mock, and what became of it. */
export interface Fate {
  readonly row: ObservationRow;
  /** What people did that led to it; `a consequence` where nobody did anything at that mock itself. */
  readonly cause: string;
  readonly since: Temporal.Instant;
  readonly outcome: Outcome;
}

export const CONSEQUENCE = 'a consequence of another change';

export interface Totals {
  readonly fates: readonly Fate[];
  /** Of those at which something had to be done. */
  readonly mended: number;
  readonly asked: number;
  readonly byWay: ReadonlyMap<MendedHow, number>;
  readonly byWhy: ReadonlyMap<AskedFor, number>;
  /** Of each change that was ordered by the watcher: mocks at another time, and with other people. */
  readonly sizes: readonly { readonly moved: number; readonly people: number }[];
  /** From what somebody did to the end of the mending, without a human. */
  readonly minutes: readonly number[];
  /** Of those that people were asked about, from the question to when it was settled. */
  readonly answerMinutes: readonly number[];
  readonly callsADay: readonly number[];
}

export function totalsOf(year: Year): Totals {
  const fates = year.observations.map((row) => fateOf(row, year.ledger));
  const mended = fates.filter(({ outcome }) => outcome.what === 'mended');
  const asked = fates.filter(({ outcome }) => outcome.what === 'asked');
  const own = mendsOf(year.ledger)
    .map(({ order }) => sizeOf(order))
    .filter(({ moved, people }) => moved + people > 0);
  return {
    fates,
    mended: mended.length,
    asked: asked.length,
    byWay: counted(mended.flatMap(({ outcome }) => ('how' in outcome ? outcome.how : []))),
    byWhy: counted(asked.flatMap(({ outcome }) => ('why' in outcome ? outcome.why : []))),
    sizes: own,
    minutes: mended.flatMap(({ row, since }) => minutesTo(row.settledAt, since)),
    answerMinutes: asked.flatMap(({ row }) => minutesTo(row.settledAt, row.seenAt)),
    // The first and the last day are no whole ones.
    callsADay: [...year.callsByDay.values()].slice(1, -1).sort((a, b) => a - b),
  };
}

function fateOf(row: ObservationRow, ledger: Ledger): Fate {
  const deed = deedBefore(row, ledger);
  return {
    row,
    cause: deed?.what ?? CONSEQUENCE,
    since: deed?.at ?? row.seenAt,
    outcome: outcomeOf(row, ledger),
  };
}

/** An edit of the SOP is done at no mock in particular. */
function deedBefore(row: ObservationRow, ledger: Ledger): Deed | null {
  if (row.kind !== 'rule') return ledger.seen.get(row.id)?.deed ?? null;
  return (
    ledger.deeds.findLast(
      ({ what, at }) => what.startsWith('the SOP') && Temporal.Instant.compare(at, row.seenAt) <= 0,
    ) ?? null
  );
}

function minutesTo(settledAt: Temporal.Instant | null, since: Temporal.Instant): number[] {
  return settledAt === null ? [] : [settledAt.since(since).total('minutes')];
}

export function counted<Key>(keys: readonly Key[]): ReadonlyMap<Key, number> {
  return new Map([...Map.groupBy(keys, (key) => key)].map(([key, all]) => [key, all.length]));
}
