import { createClient } from '@supabase/supabase-js';
import type { Driver } from '../driver.ts';
import { StoreUnavailable } from '../store.ts';
import { faultOf, NOT_A_DATA_API } from './fault.ts';

/** Above the limit of eight seconds that hosted projects set for a statement. */
const SILENCE_MS = 20_000;

/**
 * An empty "not found" is nothing that a data API says. supabase-js takes it for the success of a
 * function without an answer, so it is made the error that it is.
 */
const fetchFromDataApi: typeof fetch = async (input, init) => {
  const response = await fetch(input, init);
  if (response.status !== 404 || response.headers.get('content-type')?.includes('json') === true) {
    return response;
  }
  await response.body?.cancel();
  return Response.json({ code: NOT_A_DATA_API, message: 'Not found' }, { status: 404 });
};

/** The driver over Supabase's data API: each call is one request, thus one transaction. */
export function supabaseDriver(url: string, key: string): Driver {
  const description = `Supabase at ${url}`;
  const client = createClient(url, key, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
    db: { timeout: SILENCE_MS },
    global: { fetch: fetchFromDataApi },
  });
  let closed = false;

  return {
    description,

    call: async (name, args) => {
      if (closed) throw new StoreUnavailable(`The store (${description}) is closed.`, 'Open it again.');
      const { data, error, status } = await client.rpc(name, args);
      if (error !== null) throw faultOf(name, status, error, key);
      return data as unknown;
    },

    /** A data API cannot tell anybody of anything. */
    listen: async () => null,

    close: async () => {
      closed = true;
    },
  };
}
