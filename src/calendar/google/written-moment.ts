const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)$/i;
const LOCAL = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?$/i;
const DAY = /^\d{4}-\d\d-\d\d$/;

/** An instant as Google writes it, RFC 3339 with its offset. Throws a `RangeError` for anything else. */
export function instantWritten(text: string): Temporal.Instant {
  return Temporal.Instant.from(matching(INSTANT, text));
}

/** As `instantWritten`, or wall-clock time of `timeZone` where no offset is written. */
export function instantWrittenIn(text: string, timeZone: string | null): Temporal.Instant {
  if (INSTANT.test(text)) return instantWritten(text);
  return Temporal.PlainDateTime.from(matching(LOCAL, text))
    .toZonedDateTime(timeZone ?? '')
    .toInstant();
}

/** A day, `2026-12-01`. Throws a `RangeError` for anything else. */
export function dayWritten(text: string): Temporal.PlainDate {
  return Temporal.PlainDate.from(matching(DAY, text));
}

function matching(pattern: RegExp, text: string): string {
  if (pattern.test(text)) return text;
  throw new RangeError('it is written in another way');
}
