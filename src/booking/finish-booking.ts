import { CalendarError } from '../calendar/calendar.ts';
import type { CandidateRequest } from '../request/model.ts';
import { procedureFor } from '../sop/model.ts';
import type { BookingRow } from '../store/rows.ts';
import { daysInWindow } from '../time/zoned-day.ts';
import { lookAgain } from './look-again.ts';
import { makeEvents } from './make-events.ts';
import { awaitMeetLinks } from './meet-links.ts';
import { moveMocks } from './move-mocks.ts';
import type { Saga } from './saga.ts';
import type { Turn } from './turn.ts';

/** How often mocks are moved out of the way of what came up meanwhile, before a person is asked. */
const MOVES_MAX = 3;

/** A candidate whose plan is reserved. */
export interface Booked {
  readonly request: CandidateRequest;
  readonly bookings: readonly BookingRow[];
  /** What people should know of the reading that the plan rests on. */
  readonly warnings: readonly string[];
}

/**
 * All events exist: looks at the calendar again, moves mocks out of the way of what came up meanwhile,
 * waits for the links of video calls, and finishes. Whatever of this was done before a crash is simply
 * found done.
 */
export async function finishBooking(turn: Turn, saga: Saga, booked: Booked): Promise<void> {
  const { desk } = turn;
  const { request, warnings } = booked;
  const { sop } = procedureFor(desk.procedure, daysInWindow(request.window.start, request.window.end));
  let { bookings } = booked;
  let moved = 0;
  try {
    for (let tries = 0; ; ) {
      const look = await lookAgain(turn, sop, request, bookings);
      if (look.changed.length > 0) {
        await saga.giveUp(bookings, 'changed', changedMessage(look.changed));
        return;
      }
      if (look.clashes.length > 0) {
        if (tries === MOVES_MAX) {
          const found = look.clashes.map(({ why }) => why);
          await saga.giveUp(bookings, 'overlap', [...found, restless()].join('\n'));
          return;
        }
        tries += 1;
        const move = await moveMocks(turn, request, bookings, look);
        if (move.outcome === 'impossible') {
          await saga.giveUpFor(bookings, move.escalation);
          return;
        }
        if (move.outcome === 'conflict') {
          await saga.noteConflict(tries, move.message);
          continue;
        }
        moved += move.moved;
        const made = await makeEvents(turn, saga, request, move.bookings);
        if (made === null) return;
        bookings = made;
        continue;
      }
      const links = await awaitMeetLinks(turn, sop, bookings, look.own);
      if (links.outcome === 'missing') {
        await saga.giveUp(bookings, 'meet', links.message);
        return;
      }
      if (links.lookedUp === 0) break;
      // Minutes may have passed: what came up in them is looked for as well.
      bookings = await saga.heldNow();
    }
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    await saga.calendarRefused(error, await saga.heldNow());
    return;
  }
  await saga.finish(sop, bookings, { warnings, moved });
}

function changedMessage(changed: readonly string[]): string {
  return [
    ...changed,
    'Somebody did this while the mocks were being booked. What was booked is taken back; retry to plan anew, and leave the events alone until the candidate is scheduled.',
  ].join('\n');
}

function restless(): string {
  return `Mocks were moved out of the way ${MOVES_MAX} times, and each time something else came up. What was booked is taken back; retry when the calendar is quiet.`;
}
