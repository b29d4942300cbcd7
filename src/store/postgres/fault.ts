import { SqlFault } from '../driver.ts';

/** node-postgres tells these by their words alone. */
const toldInWords: readonly (readonly [words: RegExp, code: string])[] = [
  [/connection timeout|timeout exceeded when trying to connect/i, 'connect-timeout'],
  [/query read timeout/i, 'call-timeout'],
  [/does not support SSL/i, 'no-tls'],
  [/password must be a( non-empty)? string/i, 'password-missing'],
  [/terminated|not queryable|connection error|closed/i, 'connection-lost'],
];

/**
 * What node-postgres threw, without its statement and parameters. Null for what is no fault of the
 * database.
 */
export function faultOf(calling: string, error: unknown): SqlFault | null {
  if (!(error instanceof Error)) return null;
  const { message } = error;
  if ('code' in error && typeof error.code === 'string') {
    const hint = 'hint' in error && typeof error.hint === 'string' ? error.hint : undefined;
    return new SqlFault(calling, { code: error.code, message, hint });
  }
  const code = toldInWords.find(([words]) => words.test(message))?.[1];
  return code === undefined ? null : new SqlFault(calling, { code, message });
}
