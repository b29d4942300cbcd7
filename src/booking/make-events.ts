import { CalendarError } from '../calendar/calendar.ts';
import type { CandidateRequest } from '../request/model.ts';
import { procedureFor } from '../sop/model.ts';
import type { BookingRow } from '../store/rows.ts';
import { momentText } from '../time/spoken.ts';
import { daysInWindow } from '../time/zoned-day.ts';
import { eventOfBooking } from './event-of-booking.ts';
import { noVideoCall } from './meet-links.ts';
import type { Saga } from './saga.ts';
import type { Turn } from './turn.ts';

/**
 * Makes the events that are still missing and moves those that are still elsewhere, in time order.
 * Returns all bookings as they are then; null where that could not be done and the saga has ended.
 */
export async function makeEvents(
  turn: Turn,
  saga: Saga,
  request: CandidateRequest,
  bookings: readonly BookingRow[],
): Promise<readonly BookingRow[] | null> {
  const { desk, lease, tell } = turn;
  const { sop } = procedureFor(desk.procedure, daysInWindow(request.window.start, request.window.end));
  const missed = bookings.find(
    ({ state, start }) => state !== 'booked' && Temporal.Instant.compare(start, desk.clock.now()) < 0,
  );
  if (missed !== undefined) {
    const late = `${missed.course} Mock${missed.number} should have begun ${momentText(missed.start, sop.timeZone)}, before its event could be made`;
    await saga.giveUp(
      bookings,
      'late',
      `${late}. What was booked is taken back; retry to plan anew from now.`,
    );
    return null;
  }
  const rows = [...bookings];
  for (const [index, booking] of rows.entries()) {
    if (booking.state === 'booked') continue;
    await lease.keep();
    const asked = eventOfBooking(sop, request.candidate, booking);
    const isMoving = booking.state === 'moving';
    try {
      const event = await (isMoving ? desk.calendar.move(asked) : desk.calendar.create(asked));
      const links = { meetLink: event.meetLink, htmlLink: event.htmlLink };
      await desk.store.confirm({ bookingId: booking.id, ...lease.held, eventId: event.id, ...links });
      rows[index] = {
        ...booking,
        state: 'booked',
        meetLink: links.meetLink ?? booking.meetLink,
        htmlLink: links.htmlLink ?? booking.htmlLink,
      };
      if (event.conference === 'failed') {
        await saga.giveUp(rows, 'meet', noVideoCall(sop, [booking]));
        return null;
      }
    } catch (error) {
      if (!(error instanceof CalendarError)) throw error;
      await saga.calendarRefused(error, rows);
      return null;
    }
    if (isMoving) tell({ step: 'moved', title: asked.title });
    else {
      const done = rows.filter(({ state }) => state === 'booked').length;
      tell({ step: 'booked', done, mocks: rows.length, title: asked.title });
    }
  }
  return rows;
}
