const WRITTEN = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)(Z|[+-]\d{2}(?::?\d{2})?)?$/;

/**
 * An instant written in ISO 8601: `2026-12-24T18:00-08:00`, `…Z`, with seconds or without. A time
 * without an offset is wall-clock time of `timeZone`, read as Temporal's `compatible` does. Returns
 * null where the text is none, or no such day or time exists.
 */
export function parseInstant(text: string, timeZone: string): Temporal.Instant | null {
  const match = WRITTEN.exec(text.trim());
  if (match === null) return null;
  try {
    if (match[3] !== undefined) return Temporal.Instant.from(match[0]);
    return Temporal.PlainDateTime.from(match[0]).toZonedDateTime(timeZone).toInstant();
  } catch {
    return null;
  }
}
