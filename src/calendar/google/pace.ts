/**
 * Who may call next, for all processes of one account together. Kept by the store: only there do
 * all of them meet.
 */
export interface Pace {
  /**
   * Lets one call start now (`waitMs` 0), or says how long to wait before asking again. `successes`
   * since the last asking ease a pace that was slowed.
   */
  takeTurn(input: {
    account: string;
    delayMs: number;
    successes: number;
  }): Promise<{ waitMs: number; paceMs: number }>;

  /** Calls came too fast: doubles the distance between them, and holds all back for at least `holdMs`. */
  slow(input: {
    account: string;
    delayMs: number;
    holdMs: number;
  }): Promise<{ paceMs: number; nextTurnAt: Temporal.Instant }>;
}
