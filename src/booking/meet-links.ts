import type { CalendarEvent } from '../calendar/event.ts';
import type { Sop } from '../sop/model.ts';
import type { BookingRow } from '../store/rows.ts';
import { named } from './clashes.ts';
import type { Turn } from './turn.ts';

/** Before each look-up, in seconds: a video call mostly exists within some, and hardly ever after minutes. */
const REST_SECONDS = [2, 4, 8, 16, 32, 60, 60, 60];

export type MeetLinks =
  | { readonly outcome: 'known'; readonly lookedUp: number }
  /** What stands in the way and what helps. */
  | { readonly outcome: 'missing'; readonly message: string };

/**
 * Sees to it that every mock has the link of its video call: notes those that are known by now, and
 * looks the others up again until they are, or for about four minutes. A calendar that makes no video
 * calls says so of each event, and then there is nothing to wait for.
 */
export async function awaitMeetLinks(
  turn: Turn,
  sop: Sop,
  mocks: readonly BookingRow[],
  shown: ReadonlyMap<string, CalendarEvent>,
): Promise<MeetLinks> {
  if (sop.event.conference === 'none') return { outcome: 'known', lookedUp: 0 };
  const { desk, lease } = turn;
  let open = await settled(
    turn,
    mocks.filter(({ meetLink }) => meetLink === null),
    shown,
  );
  let lookedUp = 0;
  for (const seconds of REST_SECONDS) {
    if (open.failed.length > 0) return { outcome: 'missing', message: noVideoCall(sop, open.failed) };
    if (open.pending.length === 0) return { outcome: 'known', lookedUp };
    await lease.rest(seconds * 1000);
    const found = new Map<string, CalendarEvent>();
    for (const mock of open.pending) {
      await lease.keep();
      const event = await desk.calendar.find(mock.eventId);
      lookedUp += 1;
      if (event !== null) found.set(mock.id, event);
    }
    open = await settled(turn, open.pending, found);
  }
  if (open.failed.length > 0) return { outcome: 'missing', message: noVideoCall(sop, open.failed) };
  if (open.pending.length === 0) return { outcome: 'known', lookedUp };
  return { outcome: 'missing', message: tooLate(sop, open.pending) };
}

/** Notes the links that are there; an event that is gone is no matter of its link. */
async function settled(
  { desk, lease }: Turn,
  mocks: readonly BookingRow[],
  shown: ReadonlyMap<string, CalendarEvent>,
): Promise<{ pending: BookingRow[]; failed: BookingRow[] }> {
  for (const mock of mocks) {
    const event = shown.get(mock.id);
    if (event?.meetLink == null) continue;
    await desk.store.confirm({
      bookingId: mock.id,
      ...lease.held,
      eventId: event.id,
      meetLink: event.meetLink,
      htmlLink: event.htmlLink,
    });
  }
  const having = (conference: CalendarEvent['conference']) =>
    mocks.filter(({ id }) => {
      const event = shown.get(id);
      return event !== undefined && event.meetLink === null && event.conference === conference;
    });
  return { pending: having('pending'), failed: having('failed') };
}

const TAKEN_BACK =
  'What was booked is taken back. Turn Google Meet on for the account of the calendar, or set event.conference: none in the SOP; then retry.';

/** Why mocks without their video call are not booked, and what helps. */
export function noVideoCall(sop: Sop, mocks: readonly BookingRow[]): string {
  return `Google refused to make the video call of ${listed(sop, mocks)}. ${TAKEN_BACK}`;
}

function tooLate(sop: Sop, mocks: readonly BookingRow[]): string {
  const minutes = Math.round(REST_SECONDS.reduce((sum, seconds) => sum + seconds, 0) / 60);
  return `Google did not make the video call of ${listed(sop, mocks)} within ${minutes} minutes. ${TAKEN_BACK}`;
}

function listed(sop: Sop, mocks: readonly BookingRow[]): string {
  return mocks.map((mock) => named(sop, mock)).join(', ');
}
