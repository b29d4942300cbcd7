import type { Busy } from '../../src/request/model.ts';
import type { RawEvent, RawTime } from '../../test/google/stand-in/raw-event.ts';
import { ZONE } from '../draw-sop.ts';
import { isOurs } from '../hands.ts';

/**
 * Who is busy by the entries of a calendar, by the plain reading of the default table: an attendee who
 * has not declined, where the entry is not marked free. Ours count by their bookings, not here.
 */
export function busyByEvents(kept: readonly { readonly event: RawEvent }[], owner: string | null): Busy[] {
  return kept.flatMap(({ event }) => {
    if (event.status === 'cancelled' || event.transparency === 'transparent' || isOurs(event)) return [];
    const [start, end] = [instantOf(event.start), instantOf(event.end)];
    const people =
      owner === null
        ? (event.attendees ?? [])
            .filter(({ responseStatus }) => responseStatus !== 'declined')
            .map(({ email }) => email)
        : [owner];
    return people.map((email): Busy => ({ email, start, end, kind: 'other' }));
  });
}

function instantOf(time: RawTime | undefined): Temporal.Instant {
  return time?.dateTime === undefined
    ? Temporal.PlainDate.from(time!.date!).toZonedDateTime(ZONE).toInstant()
    : Temporal.Instant.from(time.dateTime);
}
