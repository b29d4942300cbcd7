/**
 * The id of a booking's event: derived from the booking, so that creating it twice is creating it
 * once. A UUID's hexadecimal digits are within the alphabet of Google's event ids (a–v and 0–9,
 * 5 to 1024 characters); a booking that is planned anew is another booking and gets another id,
 * since a deleted event's id stays taken.
 */
export function eventIdOf(bookingId: string): string {
  return `mock${bookingId.replaceAll('-', '').toLowerCase()}`;
}
