import { Chance } from '../../simulation/chance.ts';
import type { BookingRow, ObservationRow } from '../../src/store/rows.ts';
import type { Store } from '../../src/store/store.ts';
import { type Checked, eventsAsBooked, nobodyTwice, plansRight, Violation } from './checks.ts';
import { Coordinator } from './coordinator.ts';
import type { Scene } from './deeds.ts';
import { Entries } from './entries.ts';
import type { Ledger } from './ledger.ts';
import { enterLife } from './life.ts';
import { NextLook } from './next-look.ts';
import { openOffice, WORKSPACE } from './office.ts';
import { teamProcedure, ZONE } from './team.ts';

/** From the queue to the last mock it is never longer. */
const SEQUENCE_DAYS = 70;
export const FIRST_DAY = Temporal.PlainDate.from('2027-01-04');

export interface YearOptions {
  readonly seed: string;
  readonly weeks: number;
  readonly openStore: (now: () => Temporal.Instant) => Promise<Store>;
  readonly progress: (text: string) => void;
}

/** A year as it was lived. */
export interface Year {
  readonly weeks: number;
  readonly ledger: Ledger;
  readonly coordinator: Coordinator;
  /** All that was ever seen, as it is at the end. */
  readonly observations: readonly ObservationRow[];
  readonly counts: Readonly<Record<string, number>>;
  /** Of all candidates, what is held at the end. */
  readonly bookings: readonly BookingRow[];
  readonly checked: Checked;
  readonly callsByDay: ReadonlyMap<string, number>;
  readonly looks: number;
  readonly idleLooks: number;
  readonly seconds: number;
}

/**
 * Lives a year of one team: the program's own worker and watcher, store and Google adapter, on a clock that
 * passes as they wait, while people do what people do. Throws a `Violation` at the first thing that must not be.
 */
export async function liveYear({ seed, weeks, openStore, progress }: YearOptions): Promise<Year> {
  const began = performance.now();
  const chance = new Chance(seed);
  const start = FIRST_DAY.toZonedDateTime(ZONE).toInstant();
  const end = FIRST_DAY.add({ days: weeks * 7 })
    .toZonedDateTime(ZONE)
    .toInstant();
  const office = await openOffice({ start, chance, procedure: teamProcedure(), openStore });
  const scene: Scene = { office, entries: new Entries(office.google) };
  const coordinator = new Coordinator(office);
  const checked: Checked = { times: 0, events: 0, plans: 0, exceptions: 0 };
  const next = new NextLook(office);
  enterLife(scene, FIRST_DAY, weeks);
  let isToBeJudged = false;
  try {
    while (Temporal.Instant.compare(office.clock.now(), end) < 0) {
      await office.worker.runUntilIdle();
      await coordinator.lookAtEscalations();
      next.notice();
      await office.clock.until(earliest([next.at(), office.agenda.next ?? end, end]));
      next.notice();
      if (!next.isDue) continue;
      const isDaily = await next.look();
      if (office.faults.length > 0) throw new Violation(office.clock.now(), office.faults.join('\n'));
      isToBeJudged = isToBeJudged || isDaily;
      if (next.isQuiet) {
        nobodyTwice(office.clock.now(), next.held, checked);
        if (isToBeJudged) await judge(scene, checked);
        isToBeJudged = false;
      }
      if (isDaily) tellOf(scene, progress);
    }
    return {
      weeks,
      ledger: office.ledger,
      coordinator,
      observations: await office.store.observations({
        workspace: WORKSPACE,
        settled: true,
        limit: 1_000_000,
      }),
      counts: await office.store.counts({ workspace: WORKSPACE }),
      bookings: await office.store.bookings({ workspace: WORKSPACE }),
      checked,
      callsByDay: office.google.callsByDay,
      looks: next.looks,
      idleLooks: next.idleLooks,
      seconds: (performance.now() - began) / 1000,
    };
  } finally {
    await office.close();
  }
}

/** What is looked at once a day. */
async function judge(scene: Scene, checked: Checked): Promise<void> {
  const { store, clock, google } = scene.office;
  // Sequences are judged with what of them has begun.
  const from = clock.now().subtract({ hours: SEQUENCE_DAYS * 24 });
  const held = await store.bookings({ workspace: WORKSPACE, from });
  const observations = await store.observations({ workspace: WORKSPACE });
  const candidates = await store.candidates({ workspace: WORKSPACE, state: 'scheduled', limit: 1000 });
  eventsAsBooked(scene, held, observations, checked);
  await plansRight(scene, { candidates, held, observations }, checked);
  google.putAwayOld();
  scene.entries.forget(from);
}

function tellOf({ office }: Scene, progress: (text: string) => void): void {
  const today = office.clock.now().toZonedDateTimeISO(ZONE).toPlainDate();
  if (today.day === 1) progress(`the year is at ${today}`);
}

function earliest(moments: readonly Temporal.Instant[]): Temporal.Instant {
  return moments.reduce((a, b) => (Temporal.Instant.compare(a, b) <= 0 ? a : b));
}
