import { createClient } from '@supabase/supabase-js';
import type { Driver } from '../driver.ts';
import { StoreUnavailable } from '../store.ts';
import { faultOf, NOT_A_DATA_API } from './fault.ts';

/** Above the limit of eight seconds that hosted projects set for a statement. */
const SILENCE_MS = 20_000;

/** Far above what twenty thousand candidates come to; what goes on beyond is no answer of a data API. */
const ANSWER_BYTES_MAX = 256 * 1024 * 1024;

/**
 * An empty "not found" is nothing that a data API says. supabase-js takes it for the success of a
 * function without an answer, so it is made the error that it is. Nor does one redirect: whoever does
 * would be given the key.
 */
const fetchFromDataApi: typeof fetch = async (input, init) => {
  const response = await fetch(input, { ...init, redirect: 'manual' });
  if (response.status >= 300 && response.status < 400) {
    await response.body?.cancel();
    return Response.json({ code: NOT_A_DATA_API, message: 'Redirected' }, { status: 502 });
  }
  if (response.status !== 404 || response.headers.get('content-type')?.includes('json') === true) {
    return bounded(response);
  }
  await response.body?.cancel();
  return Response.json({ code: NOT_A_DATA_API, message: 'Not found' }, { status: 404 });
};

/** The same answer, read to its end; one without an end is none of a data API. */
async function bounded(response: Response): Promise<Response> {
  if (response.body === null) return response;
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    chunks.push(chunk);
    size += chunk.length;
    // Leaving the loop ends the request.
    if (size > ANSWER_BYTES_MAX) {
      return Response.json({ code: NOT_A_DATA_API, message: 'Too long' }, { status: 502 });
    }
  }
  const { status, statusText, headers } = response;
  return new Response(new Blob(chunks), { status, statusText, headers });
}

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
