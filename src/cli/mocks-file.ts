import { eventOfBooking } from '../booking/event-of-booking.ts';
import { icsOfMocks } from '../calendar/ics/write-calendar.ts';
import type { Procedure } from '../sop/model.ts';
import type { Store } from '../store/store.ts';
import { systemClock } from './system-clock.ts';

/** More candidates than a company prepares in years. */
const CANDIDATES_MAX = 20_000;

/** Our own mocks whose events exist, as a calendar file: out of the store, without asking the calendar. */
export async function icsOfBookedMocks(
  store: Pick<Store, 'bookings' | 'candidates'>,
  { base, variants }: Procedure,
  workspace: string,
): Promise<string> {
  const bookings = await store.bookings({ workspace });
  const candidates = await store.candidates({ workspace, limit: CANDIDATES_MAX });
  const known = new Map(candidates.map((candidate) => [candidate.id, candidate]));
  const mocks = bookings
    .filter(({ state }) => state === 'booked' || state === 'moving')
    .map((booking) => {
      const { variant, timeZone } = known.get(booking.candidateId) ?? { variant: null, ...base };
      const sop = variants.find(({ name }) => name === variant)?.sop ?? base;
      const person = { name: booking.candidateName, email: booking.candidateEmail, timeZone };
      const event = eventOfBooking(sop, person, booking);
      const link = booking.meetLink === null ? '' : `\n\n${booking.meetLink}`;
      return { ...event, description: `${event.description}${link}` };
    });
  return icsOfMocks(mocks, { name: 'Mock interviews', timeZone: base.timeZone }, systemClock.now());
}
