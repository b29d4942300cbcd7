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
   * Throws `SqlFault` where the database refused, `StoreUnavailable` where it cannot be used.
   */
  call(name: string, args: SqlArguments): Promise<unknown>;

  close(): Promise<void>;
}

/**
 * What the database answered in place of a value. Holds no arguments, no row contents and no cause:
 * database errors carry whole statements with personal data, and this one may reach a log.
 */
export class SqlFault extends Error {
  override readonly name = 'SqlFault';
  readonly sqlstate: string;
  readonly hint: string | undefined;
  readonly calling: string;

  constructor(calling: string, fault: { sqlstate: string; message: string; hint?: string | undefined }) {
    super(fault.message);
    this.calling = calling;
    this.sqlstate = fault.sqlstate;
    this.hint = fault.hint;
  }
}
