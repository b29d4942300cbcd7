import { readFileSync } from 'node:fs';
import type { Store } from '../../src/store/store.ts';
import { enqueue, TestClock } from '../../test/booking/office.ts';
import { driveToTheEnd, openGoogleOffice } from '../../test/google/office/google-office.ts';
import type { GoogleStandIn } from '../../test/google/stand-in/google.ts';

/** The delay where nobody sets another. */
export const DELAY_SECONDS = 2;
/** What Google takes to answer, about. */
const ANSWER_MS = 350;
const BEGIN = '2026-11-27T09:00:00-08:00';
const WINDOW = { start: '2026-11-30', end: '2026-12-28' };

/** A calendar in which the candidates of the default procedure are booked, one after the other. */
export interface Case {
  readonly name: string;
  /** Whether interviewers have calendars of their own, which are read too. */
  readonly ownCalendars?: boolean;
  readonly arrange?: (google: GoogleStandIn) => void;
  /** Booked before by the same process, so that it knows the calendar already. */
  readonly before?: number;
  /** How often the link of each video call has to be asked for: a call each time. */
  readonly lookups?: number;
}

/** What booking one candidate came to. */
export interface BookedRun {
  readonly state: string;
  readonly mocks: number;
  readonly calls: number;
  /** Simulated time: what waits and answers take, not the processor. */
  readonly seconds: number;
  /** Between the starts of two calls, as the server saw them. */
  readonly leastSecondsApart: number;
}

/**
 * Books a candidate of 13 mocks over the stand-in for Google, with the real worker, store and adapter
 * and a clock that is moved by waiting alone: an hour of pacing costs milliseconds.
 */
export async function bookedRun(
  each: Case,
  openStore: (now: () => Temporal.Instant) => Promise<Store>,
): Promise<BookedRun> {
  const clock = new TestClock(BEGIN);
  const store = await openStore(clock.now);
  const workspace = 'bench';
  const { ownCalendars = false, before = 0, lookups = 0 } = each;
  const sop = procedureText(ownCalendars);
  const office = await openGoogleOffice({
    store,
    clock,
    workspace,
    sop,
    delaySeconds: DELAY_SECONDS,
    conference: { pendingLookups: lookups },
  });
  const { google } = office;
  try {
    if (ownCalendars) for (const address of addressesIn(sop)) google.addCalendar(address);
    each.arrange?.(google);
    const answering = () => clock.pass({ milliseconds: ANSWER_MS });
    google.fault({ kind: 'slow', when: 'after', times: Number.POSITIVE_INFINITY, meanwhile: answering });
    const { worker } = office.process();
    for (let number = 1; number <= before; number += 1) {
      await driveToTheEnd(office, worker, await enqueue(store, `Earlier ${number}`, WINDOW, workspace));
    }
    const sent = google.calls.length;
    const began = clock.now();
    const id = await enqueue(store, 'Dana', WINDOW, workspace);
    const { state } = await driveToTheEnd(office, worker, id);
    const seconds = clock.now().since(began).total('seconds');
    const calls = google.calls.slice(sent).filter(({ method }) => method !== 'token');
    const apart = calls.slice(1).map(({ at }, index) => at.since(calls[index]!.at).total('seconds'));
    const mocks = (await store.bookings({ workspace, candidateId: id })).length;
    return { state, mocks, calls: calls.length, seconds, leastSecondsApart: Math.min(...apart) };
  } finally {
    await google.close();
    await store.close();
  }
}

/** The default procedure; with `calendar:` for everybody where they have calendars of their own. */
function procedureText(ownCalendars: boolean): string {
  const text = readFileSync(new URL('../../sop/techpath.yaml', import.meta.url), 'utf8');
  return ownCalendars ? text.replaceAll(/^( +)email: (.+)$/gm, '$1email: $2\n$1calendar: $2') : text;
}

function addressesIn(procedure: string): string[] {
  return [...procedure.matchAll(/^ +calendar: (.+)$/gm)].map(([, address]) => address!);
}
