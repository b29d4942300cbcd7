import { icsOfMocks } from '../calendar/ics/write-calendar.ts';
import { hasEvent, mockEvent } from '../chat/mocks-file.ts';
import type { Procedure } from '../sop/model.ts';
import type { Store } from '../store/store.ts';
import { systemClock } from './system-clock.ts';

/** More candidates than a company prepares in years. */
const CANDIDATES_MAX = 20_000;

/** Our own mocks whose events exist, as a calendar file: out of the store, without asking the calendar. */
export async function icsOfBookedMocks(
  store: Pick<Store, 'bookings' | 'candidates'>,
  procedure: Procedure,
  workspace: string,
): Promise<string> {
  const bookings = await store.bookings({ workspace });
  const candidates = await store.candidates({ workspace, limit: CANDIDATES_MAX });
  const known = new Map(candidates.map((candidate) => [candidate.id, candidate]));
  const unknown = { variant: null, timeZone: procedure.base.timeZone };
  const mocks = bookings
    .filter(hasEvent)
    .map((booking) => mockEvent(procedure, known.get(booking.candidateId) ?? unknown, booking));
  return icsOfMocks(mocks, { name: 'Mock interviews', timeZone: procedure.base.timeZone }, systemClock.now());
}
