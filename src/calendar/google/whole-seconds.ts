/** Google looks at whole seconds only, so a range of time is asked for a little too wide. */
export function secondsDown(instant: Temporal.Instant): string {
  return instant.round({ smallestUnit: 'second', roundingMode: 'floor' }).toString();
}

/** The end of such a range. */
export function secondsUp(instant: Temporal.Instant): string {
  return instant.round({ smallestUnit: 'second', roundingMode: 'ceil' }).toString();
}
