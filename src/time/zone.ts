/** The four US zones by the short names people type; each keeps its daylight time. */
export const ZONE_ALIASES: Readonly<Record<string, string>> = {
  EST: 'America/New_York',
  CST: 'America/Chicago',
  MST: 'America/Denver',
  PST: 'America/Los_Angeles',
};

/**
 * The IANA name that `name` stands for: an alias of the four US zones, or any IANA name in any case.
 * Returns null where no such zone exists. Plain offsets such as `+02:00` are refused, since they
 * know no daylight time.
 */
export function zoneNamed(name: string): string | null {
  const trimmed = name.trim();
  const alias = ZONE_ALIASES[trimmed.toUpperCase()];
  if (alias !== undefined) return alias;
  try {
    const zone = Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(trimmed).timeZoneId;
    // Temporal also takes the zone out of a whole time stamp, such as `T10:00[+02:00]`.
    return /^[A-Za-z]/.test(zone) && zone.toLowerCase() === trimmed.toLowerCase() ? zone : null;
  } catch {
    return null;
  }
}

/** Whether two IANA names mean one zone, links such as `US/Pacific` included. */
export function sameZone(a: string, b: string): boolean {
  const epoch = Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(a);
  return epoch.equals(epoch.withTimeZone(b));
}
