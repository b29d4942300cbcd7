const WRITTEN = /^\d{4}-\d{2}-\d{2}$/;

/** A date written `2026-12-24`. Returns null where the text is none, or no such day exists. */
export function parseDate(text: string): Temporal.PlainDate | null {
  const trimmed = text.trim();
  if (!WRITTEN.test(trimmed)) return null;
  try {
    return Temporal.PlainDate.from(trimmed);
  } catch {
    return null;
  }
}

/** Whether a text is written as a date, though the day may not exist. */
export function looksLikeDate(text: string): boolean {
  return WRITTEN.test(text.trim());
}
