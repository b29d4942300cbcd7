import { z } from 'zod';
import { type Environment, settingOf } from './setting-of.ts';
import { VARIABLES } from './variables.ts';

/** How Google Calendar is reached; roots that are null are Google's own. */
export interface GoogleSettings {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
  readonly calendarId: string;
  /** Ends with a slash. */
  readonly apiRoot: string | null;
  readonly tokenUrl: string | null;
}

/** What is set of it: while it is being set up, anything may still be missing. */
export type GoogleParts = { readonly [Part in keyof GoogleSettings]: GoogleSettings[Part] | null };

const WEB_ADDRESS = z.url({ protocol: /^https?$/ });

/** Reads Google's variables; addresses that are none are added to `faults`. */
export function readGoogleParts(environment: Environment, faults: string[]): GoogleParts {
  const value = (name: string) =>
    settingOf(environment, VARIABLES.find((variable) => variable.name === name)!) ?? null;
  const address = (name: string) => {
    const text = value(name);
    if (text !== null && !WEB_ADDRESS.safeParse(text).success) {
      faults.push(`${name} is "${text}"; expected an address such as https://example.com/.`);
      return null;
    }
    return text;
  };
  return {
    clientId: value('GOOGLE_CLIENT_ID'),
    clientSecret: value('GOOGLE_CLIENT_SECRET'),
    refreshToken: value('GOOGLE_REFRESH_TOKEN'),
    calendarId: value('GOOGLE_CALENDAR_ID'),
    apiRoot: address('GOOGLE_API_ROOT')?.replace(/\/*$/, '/') ?? null,
    tokenUrl: address('GOOGLE_TOKEN_URL'),
  };
}

/** Null while a part that is needed is missing. */
export function wholeGoogleSettings(parts: GoogleParts): GoogleSettings | null {
  const { clientId, clientSecret, refreshToken, calendarId, apiRoot, tokenUrl } = parts;
  if (clientId === null || clientSecret === null || refreshToken === null || calendarId === null) return null;
  return { clientId, clientSecret, refreshToken, calendarId, apiRoot, tokenUrl };
}
