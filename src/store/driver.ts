/** JSON as it goes to the database; `undefined` leaves the argument to its default. */
export type SqlArgument = string | number | boolean | null | object | undefined;
export type SqlArguments = Readonly<Record<string, SqlArgument>>;

/**
 * All that a database has to be able to do. One driver per way to reach one; they differ in how a
 * function is called, and in nothing else: rows, errors and clocks are shared (`sql-store.ts`).
 */
export interface Driver {
  /** Where the database is, for people; never with a password. */
  readonly description: string;

  /**
   * Calls one SQL function, as one transaction, with named arguments and answers its JSON value.
   * Throws `SqlFault` where the database refused or was not reached, `StoreUnavailable` where the
   * driver itself is of no use any more.
   */
  call(name: string, args: SqlArguments): Promise<unknown>;

  /** Hears the signals of `signals.ts` as they are given; null where this way to the database cannot. */
  listen(hear: Hearer): Promise<Listening | null>;

  close(): Promise<void>;
}

/** Told the channel and what was said on it; null: some signals may have been missed. */
export type Hearer = (channel: string, said: string | null) => void;

export interface Listening {
  /** False while the connection is being made anew. */
  readonly live: boolean;
  close(): Promise<void>;
}

/**
 * What came in place of a value. Holds no arguments, no row contents and no cause: database errors
 * carry whole statements with personal data, and this one may reach a log.
 */
export class SqlFault extends Error {
  override readonly name = 'SqlFault';
  /**
   * An SQLSTATE; else the code of the data API (`PGRST…`, `HTTP 503`), of the system (`ECONNRESET`)
   * or of the driver (`connection-lost`). `faults.ts` has them all.
   */
  readonly code: string;
  readonly hint: string | undefined;
  readonly calling: string;

  constructor(calling: string, fault: { code: string; message: string; hint?: string | undefined }) {
    super(fault.message);
    this.calling = calling;
    this.code = fault.code;
    this.hint = fault.hint;
  }
}
