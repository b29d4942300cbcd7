/** `Tue Dec 1` */
export function dayText(instant: Temporal.Instant, zone: string): string {
  return instant
    .toZonedDateTimeISO(zone)
    .toLocaleString('en-US', { weekday: 'short', month: 'short', day: 'numeric' })
    .replace(',', '');
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
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'short' }).formatToParts(
    instant.epochMilliseconds,
  );
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
