import type { OAuthClient } from '../calendar/google/setup.ts';
import type { GoogleParts } from '../config/google-settings.ts';
import { UserError } from '../errors.ts';
import type { Ask } from './auth-google-questions.ts';
import { tell } from './output.ts';

/** Where a client comes from; Google shows its secret only when it is made. */
export const HOW_TO_MAKE_A_CLIENT = [
  'In the Google Cloud console, https://console.cloud.google.com/, once for your company:',
  '  1. Make a project, and enable the Google Calendar API in it (APIs & Services → Library).',
  '  2. Fill in the OAuth consent screen: Internal in a Google Workspace; else External, then publish it',
  '     ("In production"), since Google ends access after seven days while it is in "Testing".',
  '  3. Credentials → Create credentials → OAuth client ID → application type "Desktop app".',
  '  4. Note the client ID and the client secret.',
].join('\n');

/** The OAuth client: as it is set, or as it is answered now. `asked` holds what is to be written down. */
export async function clientInForce(
  { clientId, clientSecret }: GoogleParts,
  ask: Ask | null,
): Promise<{ client: OAuthClient; asked: Readonly<Record<string, string>> }> {
  if (clientId !== null && clientSecret !== null) return { client: { clientId, clientSecret }, asked: {} };
  const missing = [
    ...(clientId === null ? ['GOOGLE_CLIENT_ID'] : []),
    ...(clientSecret === null ? ['GOOGLE_CLIENT_SECRET'] : []),
  ];
  if (ask === null) {
    throw new UserError(`${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not set.`, {
      remedy: `${HOW_TO_MAKE_A_CLIENT}\n  5. Write them into .env as GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET, then run this command again.`,
    });
  }
  tell(`${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not set.\n${HOW_TO_MAKE_A_CLIENT}`);
  const asked: Record<string, string> = {};
  for (const name of missing) asked[name] = await insisted(ask, name);
  return {
    client: {
      clientId: clientId ?? asked['GOOGLE_CLIENT_ID']!,
      clientSecret: clientSecret ?? asked['GOOGLE_CLIENT_SECRET']!,
    },
    asked,
  };
}

async function insisted(ask: Ask, name: string): Promise<string> {
  const hidden = name === 'GOOGLE_CLIENT_SECRET';
  const question = hidden ? 'Client secret (not shown while you paste it): ' : 'Client ID: ';
  for (;;) {
    const typed = await ask(question, { hidden });
    if (/^\S+$/.test(typed)) return typed;
    tell(typed === '' ? 'It is needed; Ctrl-C stops.' : 'It is one word, without spaces.');
  }
}
