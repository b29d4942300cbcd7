/** The clock port: the time, and waiting for it. The system's one is made where the program is put together. */
export interface Clock {
  now(): Temporal.Instant;
  /** Resolves after so many milliseconds, or at once when `signal` is aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}
