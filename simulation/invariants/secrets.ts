import { GOOGLE_ACCOUNT } from '../google.ts';
import { BOT_TOKEN } from '../telegram.ts';
import type { World } from '../world.ts';

const SECRETS = [GOOGLE_ACCOUNT.clientSecret, GOOGLE_ACCOUNT.refreshToken, 'ya29.', BOT_TOKEN];

/** No secret stands in any log, message, event or row. */
export async function noSecretAnywhere(world: World): Promise<number> {
  const { server, log, telegram, google } = world;
  const places: Readonly<Record<string, string>> = {
    'a log line': log.join('\n'),
    'a message': telegram.texts.map(({ html }) => html).join('\n'),
    'a row of the store': await server.everything(),
    'an event': google.calls
      .filter(({ method }) => method !== 'token')
      .map(({ body }) => body)
      .join('\n'),
  };
  for (const [place, text] of Object.entries(places)) {
    for (const secret of SECRETS) {
      if (text.includes(secret))
        world.failed('no secret is told', `${secret.slice(0, 8)}… stands in ${place}`);
    }
  }
  return Object.keys(places).length * SECRETS.length;
}
