import { type Driver, type Hearer, type SqlArguments, SqlFault } from '../src/store/driver.ts';
import { type Database, openDatabase } from '../src/store/pglite/database.ts';
import { pgliteDriver } from '../src/store/pglite/driver.ts';
import { CHANNELS } from '../src/store/signals.ts';
import { storeTemplate } from '../test/store/template.ts';
import type { Network } from './network.ts';
import type { SimulatedProcess } from './process.ts';

/** So many runs with rows deleted one by one; then the files are made anew. */
const DELETES = 25;
/** Questions that differ each time are not worth it. */
const PREPARED_MOST = 40;
const PATIENCE_MS = 30_000;
const SIGNAL_MS = 5;

/** A call that the database has carried out. */
export interface DoneCall {
  readonly by: SimulatedProcess;
  readonly name: string;
  readonly args: SqlArguments;
  readonly answer: unknown;
}

/**
 * The database server: the real functions on PGlite in memory, one for many runs. It has the right time;
 * whoever calls, and with whatever clock, is answered by that.
 */
export class DatabaseServer {
  readonly #database: Database;
  readonly #driver: Driver;
  readonly #tables: readonly string[];
  readonly #sequences: readonly string[];
  /** Functions that can be told the time. */
  readonly timed: ReadonlySet<string>;
  /** By its text, the name of a statement; false for one that was asked once. */
  readonly #prepared = new Map<string, string | false>();
  #runs = 0;
  #hear: Hearer = () => {};

  private constructor(
    database: Database,
    { tables, sequences, timed }: Record<'tables' | 'sequences' | 'timed', readonly string[]>,
  ) {
    this.#database = database;
    this.#driver = pgliteDriver(database, 'simulated', () => {});
    this.#tables = tables;
    this.#sequences = sequences;
    this.timed = new Set(timed);
  }

  static async open(): Promise<DatabaseServer> {
    const database = await openDatabase(null, await storeTemplate());
    // Of no use to a database that lives for minutes and has few rows.
    await database.exec('set jit = off; set track_counts = off; set plan_cache_mode = force_generic_plan;');
    const { rows } = await database.query<{ kind: string; name: string }>(
      `select relkind::text as kind, format('public.%I', relname) as name from pg_class
       where relnamespace = 'public'::regnamespace and relkind in ('r', 'S') and relname <> 'schema_versions'
       union all
       select 'p_now', proname from pg_proc
       where pronamespace = 'public'::regnamespace and 'p_now' = any (proargnames)
       order by 1, 2`,
    );
    const named = (wanted: string) => rows.filter(({ kind }) => kind === wanted).map(({ name }) => name);
    const server = new DatabaseServer(database, {
      tables: named('r'),
      sequences: named('S'),
      timed: named('p_now'),
    });
    await server.#driver.listen((channel, said) => server.#hear(channel, said));
    return server;
  }

  /** Empty, as it was made. `hear` is told what the database signals from now on. */
  async begin(hear: Hearer): Promise<void> {
    this.#hear = hear;
    this.#runs += 1;
    const empty =
      this.#runs % DELETES === 0
        ? `truncate ${this.#tables.join(', ')} restart identity cascade;`
        : this.#tables.map((table) => `delete from ${table};`).join('');
    const restart = this.#sequences.map((name) => `alter sequence ${name} restart;`).join('');
    await this.#database.exec(
      `set session_replication_role = replica; ${this.#runs === 1 ? '' : empty} ${restart}
       set session_replication_role = origin;
       insert into public.workspaces (id) values ('default') on conflict do nothing;`,
    );
  }

  call(name: string, args: SqlArguments): Promise<unknown> {
    return this.#driver.call(name, args);
  }

  /** What stands in the tables, asked for as their owner. What is asked again is prepared. */
  async rows<Row extends object>(sql: string): Promise<readonly Row[]> {
    const known = this.#prepared.get(sql);
    if (known === false) {
      const name = `look_${[...this.#prepared.keys()].indexOf(sql)}`;
      await this.#database.exec(`prepare ${name} as ${sql}`);
      this.#prepared.set(sql, name);
      return this.rows(sql);
    }
    if (known === undefined && this.#prepared.size < PREPARED_MOST) this.#prepared.set(sql, false);
    const [result] = await this.#database.exec(known === undefined ? sql : `execute ${known}`);
    return (result?.rows ?? []) as unknown as readonly Row[];
  }

  /** Changes the schema: the database is of no use for other runs then. */
  async alter(sql: string): Promise<void> {
    await this.#database.exec(sql);
  }

  /** Every row of every table as text. */
  async everything(): Promise<string> {
    const all = this.#tables.map((table) => `select t::text as row from ${table} t`).join(' union all ');
    return (await this.rows<{ row: string }>(all)).map(({ row }) => row).join('\n');
  }

  close(): Promise<void> {
    return this.#driver.close();
  }
}

/** What a run does with the signals and the calls of its processes. */
export interface Switchboard {
  /** Each process that hears the signals, and how. */
  readonly hearers: Map<SimulatedProcess, Hearer>;
  /** After each call that was carried out. */
  readonly onCall: (call: DoneCall) => Promise<void>;
}

/** Brings a signal of the database to every process that listens. */
export function ring({ hearers }: Switchboard, network: Network, channel: string, said: string | null): void {
  for (const [process, hear] of hearers) {
    if (network.isDown('store', process)) continue;
    process.deliver(SIGNAL_MS, () => hear(channel, said));
  }
}

/** How one process reaches the database. `hears`: whether this way to it carries signals. */
export function driverOf(
  process: SimulatedProcess,
  parts: {
    readonly server: DatabaseServer;
    readonly network: Network;
    readonly switchboard: Switchboard;
    readonly now: () => Temporal.Instant;
    readonly hears: boolean;
  },
): Driver {
  const { server, network, switchboard, now, hears } = parts;
  return {
    description: 'simulated',

    call: (name, args) =>
      network.carry({
        from: process,
        link: 'store',
        method: name,
        patienceMs: PATIENCE_MS,
        work: async () => {
          // The server's own clock counts, as it does where none is given.
          const timed = server.timed.has(name) ? { ...args, p_now: now().toString() } : args;
          const answer = await server.call(name, timed);
          await switchboard.onCall({ by: process, name, args, answer });
          return answer;
        },
        unheard: (timedOut) =>
          new SqlFault(name, { code: timedOut ? 'call-timeout' : 'ECONNRESET', message: 'no answer' }),
        refused: ({ reason }) => {
          throw new SqlFault(name, { code: reason, message: 'refused' });
        },
        garbled: () => {
          throw new SqlFault(name, { code: 'HTTP 502', message: 'garbled' });
        },
      }),

    listen: async (hear) => {
      if (!hears) return null;
      switchboard.hearers.set(process, hear);
      let wasDown = false;
      return {
        get live() {
          const isDown = network.isDown('store', process);
          // Made anew, the connection says that some signals may have been missed.
          if (wasDown && !isDown)
            for (const channel of CHANNELS) process.deliver(SIGNAL_MS, () => hear(channel, null));
          wasDown = isDown;
          return !isDown;
        },
        close: async () => {
          if (switchboard.hearers.get(process) === hear) switchboard.hearers.delete(process);
        },
      };
    },

    close: async () => {},
  };
}
