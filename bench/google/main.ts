import { embeddedTemplate, openEmbeddedStore } from '../../src/store/pglite/open.ts';
import type { GoogleStandIn } from '../../test/google/stand-in/google.ts';
import type { Report } from '../report.ts';
import { bookedRun, type Case, DELAY_SECONDS } from './booked-run.ts';

const MOCKS = 13;
/** Of a candidate whose video calls are there when they are first looked for. */
const CALLS_MAX = 16;
/** What a run may take longer than its calls times the delay. */
const LONGER_MAX = 0.05;

export const CASES: readonly Case[] = [
  { name: 'an empty calendar' },
  { name: "and interviewers' own calendars", ownCalendars: true },
  {
    name: 'a calendar of 2,400 other entries',
    ownCalendars: true,
    arrange: (google) => addEntries(google, 2400),
  },
  { name: 'the third candidate of a process', ownCalendars: true, before: 2 },
  { name: 'each link of a video call asked for once more', ownCalendars: true, lookups: 1 },
];

/** What a candidate of 13 mocks costs in calls and time; throws where that is more than it may be. */
export async function benchGoogle(report: Report): Promise<void> {
  const template = await embeddedTemplate();
  report.heading(`Booking a candidate of the default procedure, ${DELAY_SECONDS} s between two calls`);
  const rows: string[][] = [];
  for (const each of CASES) {
    const run = await bookedRun(each, (clock) => openEmbeddedStore({ dataDir: null, clock, template }));
    const most = run.calls * DELAY_SECONDS * (1 + LONGER_MAX);
    const right =
      run.state === 'scheduled' &&
      run.mocks === MOCKS &&
      run.calls <= CALLS_MAX + (each.lookups ?? 0) * (MOCKS + 1) &&
      run.seconds <= most &&
      run.leastSecondsApart >= DELAY_SECONDS;
    rows.push([
      each.name,
      `${run.mocks}`,
      `${run.calls}`,
      run.leastSecondsApart.toFixed(3),
      run.seconds.toFixed(1),
      most.toFixed(1),
    ]);
    if (!right) throw new Error(`Booking costs more than it may: ${each.name}, ${JSON.stringify(run)}.`);
  }
  const head = ['Calendar', 'Mocks', 'Calls', 'Least s apart', 'Seconds', 'At most (calls × delay + 5 %)'];
  report.table(head, rows);
  report.text(
    'The time is simulated: pacing, and 0.35 s for each answer. A link that Google has not made by the last look is asked for by itself, then the calendar is looked at once more.',
  );
}

/** Entries of people whom no plan concerns, a quarter of an hour each. */
function addEntries(google: GoogleStandIn, count: number): void {
  const first = Temporal.Instant.from('2026-11-30T16:00:00Z');
  for (let number = 0; number < count; number += 1) {
    const start = first.add({ minutes: 15 * number });
    google.put({
      summary: `Entry ${number}`,
      start: { dateTime: `${start}` },
      end: { dateTime: `${start.add({ minutes: 15 })}` },
    });
  }
}
