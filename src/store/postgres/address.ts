import { Client } from 'pg';
import { UserError } from '../../errors.ts';

/** A connection URL, read as node-postgres reads it. */
export interface Address {
  readonly url: string;
  /** For people, without the password. */
  readonly description: string;
  /**
   * Each transaction may meet another session there: no LISTEN, no session settings, no prepared
   * statements. Supabase's is on port 6543; others say `pgbouncer=true`, as is usual.
   */
  readonly transactionPooler: boolean;
}

/** Throws `UserError`, without the URL in it: it may hold a password. */
export function readAddress(url: string): Address {
  if (!/^postgres(ql)?:\/\//.test(url)) throw notAnAddress();
  try {
    const { host, port, database } = new Client({ connectionString: url });
    const place = host.startsWith('/') ? `${host}` : `${host}:${port}`;
    return {
      url,
      description: `PostgreSQL at ${place}, database ${database}`,
      transactionPooler: port === 6543 || /[?&]pgbouncer=true\b/.test(url),
    };
  } catch {
    throw notAnAddress();
  }
}

function notAnAddress(): UserError {
  return new UserError('DATABASE_URL cannot be read as the address of a PostgreSQL database.', {
    remedy:
      'Write postgresql://user:password@host:5432/database, with special characters of the password percent-encoded.',
  });
}
