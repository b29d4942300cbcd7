import type { RawEvent } from '../../test/google/stand-in/raw-event.ts';

/**
 * What the invariants at rest look at. A simulated world has it, and so has a run of real processes
 * (`crashes/`), so that both are held against the same.
 */
export interface Evidence {
  readonly server: { rows<Row extends object>(sql: string): Promise<readonly Row[]> };
  readonly timeline: { instant(): Temporal.Instant };
  readonly script: {
    readonly watchMinutes: number;
    readonly adminChat: boolean;
    readonly candidates: readonly { readonly name: string; readonly email: string }[];
  };
  /** Who was queued, by address. */
  readonly arrived: ReadonlySet<string>;
  readonly google: {
    /** Events that stand in the calendars that mocks are booked in. */
    events(): readonly { readonly event: RawEvent }[];
    readonly calls: readonly {
      readonly method: string;
      readonly status: number | string;
      readonly body: string;
    }[];
    readonly world: {
      /** By id: everything in each calendar. */
      readonly calendars: ReadonlyMap<
        string,
        { readonly events: ReadonlyMap<string, { readonly event: RawEvent }> }
      >;
    };
  };
  readonly telegram: {
    /** What reached chats, and when (milliseconds since the epoch). */
    readonly texts: readonly { readonly at: number; readonly chatId: number; readonly html: string }[];
  };
  readonly people: { readonly admins: readonly Listener[]; readonly other: Listener };
  /** Something is that must not be. */
  failed(invariant: string, what: string): void;
}

interface Listener {
  readonly person: { readonly id: number };
}
