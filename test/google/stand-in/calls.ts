export type CallMethod =
  | 'list'
  | 'get'
  | 'insert'
  | 'patch'
  | 'update'
  | 'delete'
  | 'freebusy'
  | 'calendarList'
  | 'calendars'
  | 'watch'
  | 'stop'
  | 'token'
  | 'unknown';

/** One call as it arrived, and what came of it. */
export interface RecordedCall {
  /** When it arrived, by the simulated clock. */
  readonly at: Temporal.Instant;
  readonly method: CallMethod;
  /** `dropped`: the connection was closed without an answer; `hung`: no answer ever came. */
  readonly status: number | 'dropped' | 'hung';
  /** Parameters that repeat come as a list. */
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  /** As it was sent: JSON, or the form of the token endpoint. */
  readonly body: Readonly<Record<string, unknown>> | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** Parameters by name; those that repeat as a list. */
export function byName(parameters: URLSearchParams): Record<string, string | readonly string[]> {
  return Object.fromEntries(
    [...new Set(parameters.keys())].map((name) => {
      const values = parameters.getAll(name);
      return [name, values.length === 1 ? values[0]! : values];
    }),
  );
}
