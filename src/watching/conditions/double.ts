import { quoted } from '../../booking/change-text.ts';
import { named } from '../../booking/clashes.ts';
import { instantsOf } from '../../calendar/event.ts';
import type { BookingRow } from '../../store/rows.ts';
import type { Condition } from '../model.ts';
import { isAfter, type Outlook } from './outlook.ts';

/** Copies of a mock's event that are to come, each as a condition of its own; one that has begun harms nobody. */
export function doubleConditions({ sop, sight }: Outlook, booking: BookingRow): Condition[] {
  const copies = sight.copies.get(booking.id) ?? [];
  return copies.flatMap(({ id, title, when }): Condition[] => {
    const copy = { eventId: id, title, ...instantsOf(when) };
    if (!isAfter(copy, sight.now)) return [];
    return [
      {
        bookingId: booking.id,
        kind: 'double',
        // Dragged elsewhere, it may be in other people's way.
        key: `${id} ${copy.start}/${copy.end}`,
        summary: `Another event in the calendar says that it is ${named(sop, booking)}, as a copy by hand does: ${quoted(copy, sop.timeZone)}.`,
        broken: [],
        copy,
      },
    ];
  });
}
