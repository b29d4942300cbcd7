import { createEmulator } from 'emulate';
import { CREDENTIALS } from './stand-in/oauth.ts';

export const CALENDAR = 'mocks@example.com';
export const REDIRECT = 'http://127.0.0.1:4711/back';

/** The Google service of the npm package `emulate`, with one account and one calendar in UTC. */
export interface GoogleEmulator {
  readonly root: string;
  readonly tokenUrl: string;
  close(): Promise<void>;
}

/** Starts it on a free port, for the same OAuth client as the stand-in has. */
export async function startEmulator(): Promise<GoogleEmulator> {
  const { clientId, clientSecret } = CREDENTIALS;
  const emulator = await createEmulator({
    service: 'google',
    port: 0,
    seed: {
      google: {
        users: [{ email: CALENDAR, name: 'Mocks' }],
        oauth_clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [REDIRECT] }],
        calendars: [
          { id: CALENDAR, user_email: CALENDAR, summary: 'Mocks', primary: true, time_zone: 'UTC' },
        ],
      },
    },
  });
  // It listens on 127.0.0.1, and calls that "localhost", which may be another address here.
  const root = `http://127.0.0.1:${new URL(emulator.url).port}/`;
  return { root, tokenUrl: `${root}oauth2/token`, close: () => emulator.close() };
}

/** Its consent page is a form of the parameters it was opened with, on which the person chooses an account. */
export function sayYes({ root }: GoogleEmulator, parameters: Record<string, string>): Promise<Response> {
  return fetch(`${root}o/oauth2/v2/auth/callback`, {
    method: 'POST',
    body: new URLSearchParams({ ...parameters, email: CALENDAR }),
    redirect: 'manual',
  });
}
