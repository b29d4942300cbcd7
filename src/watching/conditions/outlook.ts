import { procedureFor, type Sop } from '../../sop/model.ts';
import type { BookingRow } from '../../store/rows.ts';
import { daysInWindow } from '../../time/zoned-day.ts';
import type { HandPlace, Sight } from '../model.ts';
import { type Stand, standOf } from './stand.ts';

/** A mock that is to come, and how its event stands. */
export interface Coming {
  readonly booking: BookingRow;
  readonly stand: Stand;
}

/** A sight with what follows from it at once. */
export interface Outlook {
  readonly sight: Sight;
  /** The procedure in force for the candidate's window. */
  readonly sop: Sop;
  /** In time order of the bookings. */
  readonly coming: readonly Coming[];
}

/**
 * Which mocks are to come: those of which neither is over, the booked start or the start at which the event
 * stands. So one that somebody drags to a later day is not held when its booked time passes, and one that is
 * dragged into the past is not held either.
 */
export function outlookOf(sight: Sight): Outlook {
  const { procedure, request, candidate, now } = sight;
  const { sop } = procedureFor(procedure, daysInWindow(request.window.start, request.window.end));
  const coming = inTime(sight.held).flatMap((booking): Coming[] => {
    const stand = standOf(sop, candidate, booking, sight.events.get(booking.id));
    const isOver =
      !isAfter(booking, now) && (stand.how !== 'there' || !stand.isMoved || !isAfter(stand.place, now));
    return isOver ? [] : [{ booking, stand }];
  });
  return { sight, sop, coming };
}

/** A mock as it would be booked in another place. */
export function placedAt(sop: Sop, booking: BookingRow, place: HandPlace): BookingRow {
  const { interviewer, start, end } = place;
  const known = sop.interviewers.get(interviewer);
  if (interviewer === booking.interviewer || known === undefined) return { ...booking, start, end };
  return {
    ...booking,
    interviewer,
    interviewerName: known.name,
    interviewerEmail: known.email.toLowerCase(),
    role: sop.courses.get(booking.course)?.main.includes(interviewer) ? 'main' : 'backup',
    start,
    end,
  };
}

export function placeOf({ interviewer, start, end }: BookingRow): HandPlace {
  return { interviewer, start, end };
}

export function isAfter({ start }: { readonly start: Temporal.Instant }, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(start, now) > 0;
}

export function inTime<T extends { readonly start: Temporal.Instant; readonly id: string }>(
  mocks: readonly T[],
): T[] {
  return [...mocks].sort(
    (a, b) => Temporal.Instant.compare(a.start, b.start) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  );
}
