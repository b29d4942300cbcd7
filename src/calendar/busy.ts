/** An instant range in which somebody cannot take a mock. */
export interface BusyRange {
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
}
