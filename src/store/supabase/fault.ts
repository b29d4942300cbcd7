import { SqlFault } from '../driver.ts';

export const NOT_A_DATA_API = 'not-a-data-api';

/** What `rpc` answers in place of data. */
export interface RpcError {
  readonly code?: string | null;
  readonly message?: string | null;
  readonly details?: string | null;
  readonly hint?: string | null;
}

/**
 * The data API's error by its code, or by its HTTP status where the gateway in front of it spoke.
 *
 * @param status 0 where there was no answer at all
 * @param key taken out of the message, should anybody have put it in
 */
export function faultOf(calling: string, status: number, error: RpcError, key: string): SqlFault {
  const code = error.code || (status === 0 ? networkCode(error) : statusCode(status));
  const message = (error.message ?? '').replaceAll(key, '…');
  return new SqlFault(calling, { code, message, hint: error.hint || undefined });
}

/** A success that cannot be read is a page of somebody else's. */
function statusCode(status: number): string {
  return status < 300 ? NOT_A_DATA_API : `HTTP ${status}`;
}

/** supabase-js names the system's code at the end of the line that begins with "Caused by". */
function networkCode({ message, details }: RpcError): string {
  if (/^(AbortError|TimeoutError)/.test(message ?? '')) return 'call-timeout';
  return /^Caused by: .*\(([A-Z][A-Z0-9_]+)\)$/m.exec(details ?? '')?.[1] ?? 'connection-lost';
}
