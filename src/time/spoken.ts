const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Making one takes a hundred times as long as using it. */
const zoneNames = new Map<string, Intl.DateTimeFormat>();

/** `Tue Dec 1` */
export function dayText(instant: Temporal.Instant, zone: string): string {
  return dateText(instant.toZonedDateTimeISO(zone).toPlainDate());
}

/** `Tue Dec 1` of a date. */
export function dateText({ dayOfWeek, month, day }: Temporal.PlainDate): string {
  return `${WEEKDAYS[dayOfWeek - 1]} ${MONTHS[month - 1]} ${day}`;
}

/** `18:00` */
export function clockText(instant: Temporal.Instant, zone: string): string {
  const { hour, minute } = instant.toZonedDateTimeISO(zone);
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** `Tue Dec 1 18:00–19:30` */
export function spanText(
  { start, end }: { readonly start: Temporal.Instant; readonly end: Temporal.Instant },
  zone: string,
): string {
  return `${dayText(start, zone)} ${clockText(start, zone)}–${clockText(end, zone)}`;
}

/** The zone's short name at an instant, `PST`. */
export function zoneText(instant: Temporal.Instant, zone: string): string {
  const format =
    zoneNames.get(zone) ?? new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'short' });
  zoneNames.set(zone, format);
  const parts = format.formatToParts(instant.epochMilliseconds);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone;
}

/** `Tue Dec 1 18:00 PST` */
export function momentText(instant: Temporal.Instant, zone: string): string {
  return `${dayText(instant, zone)} ${clockText(instant, zone)} ${zoneText(instant, zone)}`;
}

/** A text with exactly one full stop at its end. */
export function sentence(text: string): string {
  return `${text.trim().replace(/\.+$/, '')}.`;
}
