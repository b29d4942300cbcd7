import { UserError } from '../errors.ts';
import type { SqlFault } from './driver.ts';
import { IllegalChange, LostLease, StaleConversation, StoreUnavailable } from './store.ts';

/**
 * When a driver may make the same call again by itself. `always`: nothing can have happened.
 * `repeatable`: it may have happened and only the answer been lost, so only what may be repeated is.
 * `never`: again at once would meet the same, or was waited for long enough already.
 */
export type Again = 'always' | 'repeatable' | 'never';

interface Row {
  /** The first row that matches counts. */
  readonly code: RegExp;
  readonly again: Again;
  readonly means: (fault: SqlFault, where: string) => Error;
}

const goesOn = 'nothing that was confirmed is lost, and a running program goes on by itself.';

/**
 * What a fault means to the program. The codes `MS…` are raised by our own functions
 * (`supabase/migrations/…_invariants.sql` lists them), five characters are PostgreSQL's, `PGRST…`
 * and `HTTP …` the data API's, `E…` and `UND_ERR_…` the system's and its network library's, words
 * with a dash those of our drivers.
 */
const rows: readonly Row[] = [
  { code: /^MS001$/, again: 'never', means: (fault) => new LostLease(fault.message) },
  { code: /^MS002$/, again: 'never', means: (fault) => new StaleConversation(fault.message) },
  {
    code: /^MS003$/,
    again: 'never',
    means: (fault) => new UserError(fault.message, fault.hint === undefined ? {} : { remedy: fault.hint }),
  },
  { code: /^MS004$/, again: 'never', means: (fault) => new IllegalChange(fault.message) },
  {
    code: /^(22021|22P05)$/,
    again: 'never',
    means: () =>
      new UserError('A text holds a character that cannot be stored (a null character).', {
        remedy: 'Type the text again instead of pasting it.',
      }),
  },

  // Rolled back in favour of somebody else's change, which is done by now.
  unavailable(
    /^(40001|40P01)$/,
    'always',
    'is busy with changes that exclude each other',
    `Wait; ${goesOn} Where it lasts, run fewer workers.`,
  ),
  // Waited for as long as the driver allows (`lock_timeout`).
  unavailable(
    /^55P03$/,
    'never',
    'has a row locked that is needed',
    `See who holds it (pg_stat_activity) where it lasts; ${goesOn}`,
  ),
  // Cancelled after as long as the database or the driver allows; rolled back.
  unavailable(
    /^(57014|call-timeout)$/,
    'never',
    'took too long to answer',
    `Look at the load of the database where it lasts; ${goesOn}`,
  ),

  // The connection is refused for a while; nothing was sent yet.
  unavailable(/^57P03$/, 'always', 'is starting or shutting down', `Wait; ${goesOn}`),
  unavailable(
    /^(53300|53400|too-many-clients)$/,
    'always',
    'takes no more connections',
    `Run fewer processes, connect through a pooler, or raise max_connections; ${goesOn}`,
  ),
  unavailable(
    /^53100$/,
    'never',
    'has no space left on its disk',
    `The disk of the database is full: free some space; ${goesOn}`,
  ),
  // Lasts minutes (a standby takes over) or until a person acts.
  unavailable(
    /^25006$/,
    'never',
    'lets itself only be read',
    `See whether this is a standby, or whether the project is over its disk quota and read-only for that; ${goesOn}`,
  ),

  // The names of functions or tables are unknown: the program is newer than the schema.
  unavailable(
    /^(42883|42P01|42703|3F000|PGRST202)$/,
    'never',
    'lacks a function that this program calls: its schema is older than the program',
    'Run `mock-scheduler db migrate` (through a data API: `supabase db push`, or what `mock-scheduler db sql` prints). ' +
      "If that was done just now, `notify pgrst, 'reload schema'` makes the data API see it.",
  ),
  unavailable(
    /^PGRST106$/,
    'never',
    'does not expose the schema "public" through its data API',
    'Add "public" to the exposed schemas in the settings of the data API.',
  ),

  unavailable(
    /^(28P01|28000|password-missing)$/,
    'never',
    'does not accept the user or password in DATABASE_URL',
    'Correct them in .env (special characters percent-encoded) and start the program again; ' +
      'a password that was changed has to be changed there too. Nothing that was confirmed is lost.',
  ),
  unavailable(
    /^3D000$/,
    'never',
    'is not there under this name',
    'Correct the name at the end of DATABASE_URL, or create the database.',
  ),
  unavailable(
    /^(PGRST30\d|HTTP 401|HTTP 403)$/,
    'never',
    'does not accept SUPABASE_SERVICE_ROLE_KEY: the key is wrong, has expired, or was replaced',
    'Copy the service_role or secret key from the API settings of the project into .env and start the program again. ' +
      'Nothing that was confirmed is lost.',
  ),
  unavailable(
    /^42501$/,
    'never',
    'does not let this key or user call the scheduler’s functions',
    'Use the service_role or secret key (not the anon or publishable one), or in DATABASE_URL the owner of the tables ' +
      'or a role with bypassrls that was granted service_role.',
  ),

  unavailable(
    /^HTTP 540$/,
    'never',
    'is paused, as projects of the free plan are after a week without use',
    `Restore the project in the Supabase dashboard; ${goesOn}`,
  ),
  unavailable(/^HTTP 429$/, 'always', 'was asked too often', `Run fewer processes; ${goesOn}`),
  unavailable(
    /^(HTTP 404|PGRST125|not-a-data-api)$/,
    'never',
    'does not answer as Supabase’s data API does',
    'Correct SUPABASE_URL: it is https://<project>.supabase.co, without a path.',
  ),

  unavailable(
    /^(ENOTFOUND|EAI_NONAME)$/,
    'always',
    'has a host name that is unknown',
    `Correct the host name in .env, or see that this machine is online; ${goesOn}`,
  ),
  unavailable(
    /^(ECONNREFUSED|EAI_AGAIN|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|ENOENT|08001|08004)$/,
    'always',
    'cannot be reached',
    `See that it runs and that host and port are right; ${goesOn}`,
  ),
  // Waited for as long as the driver allows.
  unavailable(
    /^(connect-timeout|UND_ERR_CONNECT_TIMEOUT)$/,
    'never',
    'cannot be reached: it does not answer at all',
    `See that it runs, that host and port are right, and that no firewall is between; ${goesOn}`,
  ),
  unavailable(
    /CERT|SIGNATURE|^ERR_TLS|^ERR_SSL|^EPROTO$|^no-tls$/,
    'never',
    'cannot be reached over TLS as the address wants it',
    'In DATABASE_URL, sslmode=verify-full&sslrootcert=<file> trusts the authority of that file (Supabase offers its own ' +
      'for download), sslmode=no-verify encrypts without checking, sslmode=disable does not encrypt.',
  ),

  // The database cannot be reached by the data API, or the connection broke: while the call was
  // under way, so that it may have been done.
  unavailable(
    /^(08...|57P0[1245]|PGRST00\d|HTTP 5\d\d|connection-lost|E[A-Z]+|UND_ERR_\w+)$/,
    'repeatable',
    'cannot be reached, or went away in the middle of a call',
    `See that it runs; ${goesOn}`,
  ),
  // Classes of PostgreSQL that say that it is the database that has a trouble, not the call.
  unavailable(
    /^(53|57|58|F0|XX)...$/,
    'never',
    'has a trouble of its own',
    `Look into the log of the database; ${goesOn}`,
  ),
];

function unavailable(code: RegExp, again: Again, what: string, remedy: string): Row {
  const means = (fault: SqlFault, where: string) =>
    new StoreUnavailable(`The database (${where}) ${what} (${fault.code}).`, remedy);
  return { code, again, means };
}

function rowOf(fault: SqlFault): Row | undefined {
  return rows.find(({ code }) => code.test(fault.code));
}

/** @param where the database, for people */
export function meaningOf(fault: SqlFault, where: string): Error {
  return (
    rowOf(fault)?.means(fault, where) ??
    new Error(`The database function ${fault.calling} failed (${fault.code}): ${fault.message}`)
  );
}

export function againAfter(fault: SqlFault): Again {
  return rowOf(fault)?.again ?? 'never';
}

/** There is no function of this name, or none with these arguments. */
export function isUnknownFunction(fault: SqlFault): boolean {
  return /^(42883|3F000|PGRST202)$/.test(fault.code);
}
