import { randomBytes } from 'node:crypto';
import { type Command, InvalidArgumentError } from 'commander';
import { askConsent, exchangeCode, type OAuthClient, openSetup, SCOPES } from '../calendar/google/setup.ts';
import { checkEnvFileWritable, writeEnvFile } from '../config/env-file.ts';
import { loadEnvironment } from '../config/environment.ts';
import { type GoogleParts, readGoogleParts } from '../config/google-settings.ts';
import { UserError } from '../errors.ts';
import { openBrowser } from './auth-google-browser.ts';
import { ACCESS_WORDS, chooseCalendar } from './auth-google-calendar.ts';
import { clientInForce } from './auth-google-client.ts';
import { listenForConsent } from './auth-google-listener.ts';
import { questionsAt } from './auth-google-questions.ts';
import { print, tell } from './output.ts';

const ENV_FILE = '.env';
const CONSENT_MINUTES = 5;

interface Options {
  readonly calendar?: string;
  readonly browser: boolean;
  readonly port: number;
}

/** `auth google`: the consent in a browser, the calendar to book in, and both written into `.env`. */
export function addAuthCommands(program: Command): void {
  program
    .command('auth')
    .description('connect an account of a service')
    .command('google')
    .description('get the refresh token for Google Calendar, choose the calendar, write both into .env')
    .option('--calendar <id>', 'the calendar to book in; by default it is asked where there are several')
    .option('--no-browser', 'only print the address to open')
    .option('--port <number>', 'the port of this machine that Google sends the browser back to', port, 0)
    .action(async (options: Options) => {
      const stop = new AbortController();
      const interrupt = () => stop.abort(stoppedByHand());
      process.once('SIGINT', interrupt);
      process.once('SIGTERM', interrupt);
      try {
        await connect(options, stop.signal, interrupt);
      } finally {
        process.off('SIGINT', interrupt);
        process.off('SIGTERM', interrupt);
      }
    });
}

async function connect(options: Options, stop: AbortSignal, interrupt: () => void): Promise<void> {
  const { environment, warnings } = loadEnvironment(ENV_FILE);
  for (const warning of warnings) tell(`warning: ${warning}`);
  const faults: string[] = [];
  const parts = readGoogleParts(environment, faults);
  if (faults.length > 0) throw new UserError(faults.join('\n'), { remedy: 'Correct it in .env.' });
  checkEnvFileWritable(ENV_FILE);

  const ask = questionsAt(stop, interrupt);
  const { client, asked } = await clientInForce(parts, ask);
  const refreshToken = await consent(client, parts, options, stop);
  // Before the calendar is chosen: another consent would be needed for what is not written now.
  await write({ ...asked, GOOGLE_REFRESH_TOKEN: refreshToken });
  tell('Google has granted access; the token is in .env.');

  const { apiRoot, tokenUrl, calendarId } = parts;
  const setup = openSetup({ account: { ...client, refreshToken }, apiRoot, tokenUrl });
  const wishes = { named: options.calendar ?? null, present: calendarId, ask };
  const chosen = await chooseCalendar(setup, wishes);
  stop.throwIfAborted();
  await write({ GOOGLE_CALENDAR_ID: chosen.id });
  print(
    [
      'Google Calendar is connected.',
      `  calendar  ${chosen.name} (${chosen.id}), ${ACCESS_WORDS[chosen.access]}`,
      `  written   ${ENV_FILE}, readable by this user alone`,
      'mock-scheduler doctor tries everything; mock-scheduler start begins.',
    ].join('\n'),
  );
}

/** Google's consent page in a browser, and back; the answer is the refresh token. */
async function consent(
  client: OAuthClient,
  { tokenUrl }: GoogleParts,
  options: Options,
  stop: AbortSignal,
): Promise<string> {
  const listener = await listenForConsent(options.port);
  try {
    const { redirectUri } = listener;
    const state = randomBytes(24).toString('base64url');
    const authUrl = tokenUrl === null ? null : new URL('/o/oauth2/v2/auth', tokenUrl).href;
    const { url, codeVerifier } = await askConsent({ client, redirectUri, authUrl, state });
    const overdue = new AbortController();
    const timer = setTimeout(() => overdue.abort(nobodyAnswered()), CONSENT_MINUTES * 60_000);
    try {
      const [refreshToken] = await Promise.all([
        listener.receive(
          state,
          async (code) => tokenOf(await exchangeCode({ client, redirectUri, tokenUrl, code, codeVerifier })),
          AbortSignal.any([stop, overdue.signal]),
        ),
        invite(url, listener.port, options.browser),
      ]);
      return refreshToken;
    } finally {
      clearTimeout(timer);
    }
  } finally {
    await listener.close();
  }
}

async function invite(url: string, port: number, browser: boolean): Promise<void> {
  const opened = browser && (await openBrowser(url));
  tell(
    `${opened ? 'Your browser opens this page; allow access there' : 'Open this address in a browser and allow access'}:\n\n${url}\n`,
  );
  if (process.env['SSH_CONNECTION']) {
    tell(
      `If that browser runs on another machine, first connect its port to this one: ssh -L ${port}:127.0.0.1:${port} …`,
    );
  }
  tell(`Waiting for at most ${CONSENT_MINUTES} minutes; Ctrl-C stops.`);
}

/** What Google's page calls the scopes, by the end of their names. */
const BOXES: readonly (readonly [string, string])[] = [
  ['.events', '"View and edit events on all your calendars", to book mocks'],
  ['.freebusy', '"View your availability in your calendars", to see when interviewers are busy'],
  ['.calendarlist.readonly', '"See the list of Google calendars you’re subscribed to", to choose one'],
];

function tokenOf({ refreshToken, missing }: Awaited<ReturnType<typeof exchangeCode>>): string {
  if (missing.length > 0) {
    const boxes = missing.map((scope) => BOXES.find(([end]) => scope.endsWith(end))?.[1] ?? scope);
    throw new UserError(
      `On Google’s page ${missing.length === SCOPES.length ? 'no box was' : 'these boxes were not'} ticked, so nothing was changed:\n${boxes.map((box) => `  - ${box}`).join('\n')}`,
      { remedy: 'Run the command again and leave every box ticked.' },
    );
  }
  if (refreshToken !== null) return refreshToken;
  throw new UserError('Google gave no refresh token, so nothing was changed.', {
    remedy:
      'Remove this app at https://myaccount.google.com/permissions, then run the command again; the OAuth client must be of the type "Desktop app".',
  });
}

/** Says so where the environment would win over what is written. */
async function write(values: Readonly<Record<string, string>>): Promise<void> {
  await writeEnvFile(ENV_FILE, values);
  for (const [name, value] of Object.entries(values)) {
    const own = process.env[name]?.trim();
    if (own && own !== value) {
      tell(`warning: the environment sets ${name} to something else, and it wins over .env; unset it there.`);
    }
  }
}

function stoppedByHand(): UserError {
  return new UserError('Stopped before it was done.', { remedy: 'Run mock-scheduler auth google again.' });
}

function nobodyAnswered(): UserError {
  return new UserError(
    `Nothing came back from Google’s page within ${CONSENT_MINUTES} minutes, so nothing was changed.`,
    {
      remedy:
        'Run the command again and open the address in a browser on this machine (or forward its port over SSH).',
    },
  );
}

function port(value: string): number {
  const number = Number(value);
  if (/^\d+$/.test(value) && number <= 65_535) return number;
  throw new InvalidArgumentError('It must be a port from 0 (any free one) to 65535.');
}
