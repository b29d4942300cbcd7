import { SqlFault } from './driver.ts';

/**
 * A connection as the owner of the tables, for what is done to the schema and to the data as a whole
 * (migrations, dumps). Programs that schedule use a `Driver`.
 */
export interface Connection {
  /** Where the database is, for people; never with a password. */
  readonly description: string;

  /** One statement. Throws `StatementFault` where it is refused. */
  rows<Row extends object>(sql: string, values?: readonly unknown[]): Promise<readonly Row[]>;

  /** Any number of statements without parameters, in one go. Throws `StatementFault`. */
  run(sql: string): Promise<void>;

  close(): Promise<void>;
}

/** A statement that the database refused, or that did not reach it. */
export class StatementFault extends SqlFault {
  /** Where in the text, counted in characters from 1, PostgreSQL saw the fault; null where it did not say. */
  readonly position: number | null;

  constructor(fault: { code: string; message: string; hint?: string | undefined; position?: unknown }) {
    super('a statement', fault);
    const position = Number(fault.position);
    this.position = Number.isInteger(position) && position > 0 ? position : null;
  }
}

/** Runs everything in one transaction, or nothing of it. */
export async function inTransaction<T>(connection: Connection, work: () => Promise<T>): Promise<T> {
  await connection.run('begin');
  try {
    const result = await work();
    await connection.run('commit');
    return result;
  } catch (error) {
    // A connection that is lost has nothing to undo.
    await connection.run('rollback').catch(() => {});
    throw error;
  }
}
