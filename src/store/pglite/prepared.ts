import type { SqlArguments } from '../driver.ts';
import { sqlCall } from '../sql-call.ts';
import type { Database } from './database.ts';

/**
 * Calls functions by prepared statements. PGlite's own `query` has PostgreSQL parse, describe and plan
 * a statement each time, in six messages; one that is prepared takes one message and half the time.
 * What is asked for the first time is not prepared yet: most of that is not asked again.
 */
export class PreparedCalls {
  readonly #database: Pick<Database, 'query' | 'exec'>;
  /** By the text of the statement; null where it was asked for once. */
  readonly #names = new Map<string, Promise<string> | null>();
  /** One count for all: a session's names are its own, whoever asks. */
  static #made = 0;

  constructor(database: Pick<Database, 'query' | 'exec'>) {
    this.#database = database;
  }

  /** What the function answers. Fails as PGlite does. */
  async call(name: string, args: SqlArguments): Promise<unknown> {
    const { text, values } = sqlCall(name, args);
    const literals = values.map(literal);
    const isFirst = !this.#names.has(text);
    if (isFirst) this.#names.set(text, null);
    if (isFirst || literals.includes(null)) {
      const { rows } = await this.#database.query<{ answer: unknown }>(text, values);
      return rows[0]?.answer;
    }
    const prepared = await this.#prepared(text);
    const given = literals.length === 0 ? '' : `(${literals.join(', ')})`;
    const [result] = await this.#database.exec(`execute ${prepared}${given}`);
    return (result?.rows[0] as { answer?: unknown } | undefined)?.answer;
  }

  #prepared(text: string): Promise<string> {
    const known = this.#names.get(text);
    if (known !== null && known !== undefined) return known;
    PreparedCalls.#made += 1;
    const name = `call_${PreparedCalls.#made}`;
    const preparing = this.#database.exec(`prepare ${name} as ${text}`).then(() => name);
    this.#names.set(text, preparing);
    preparing.catch(() => this.#names.set(text, null));
    return preparing;
  }
}

/**
 * A value as a literal of SQL, whose type is then that of the argument; null where it cannot be one: a
 * zero byte would end the statement (and PostgreSQL refuses it as a value).
 */
function literal(value: unknown): string | null {
  if (value === null || value === undefined) return 'null';
  const text = String(value);
  if (text.includes('\0')) return null;
  // Backslashes mean nothing in such a literal (standard_conforming_strings).
  return `'${text.replaceAll("'", "''")}'`;
}
