import type { GoogleStandIn } from '../google/stand-in/google.ts';
import { startGoogleStandIn } from '../google/stand-in/google.ts';
import { type Outcome, outcomeOf, startProgram } from './run.ts';

/** A stand-in for Google on the machine's own clock, as the program in its own process sees it. */
export function startGoogleNow(): Promise<GoogleStandIn> {
  return startGoogleStandIn({ clock: { now: () => Temporal.Now.instant() } });
}

/** Variables that point the program at the stand-in; the client is set, nobody has consented yet. */
export function clientVariables({ apiRoot, tokenUrl, credentials }: GoogleStandIn): Record<string, string> {
  return {
    GOOGLE_API_ROOT: apiRoot,
    GOOGLE_TOKEN_URL: tokenUrl,
    GOOGLE_CLIENT_ID: credentials.clientId,
    GOOGLE_CLIENT_SECRET: credentials.clientSecret,
  };
}

/** All variables of an installation that is connected. */
export function connectedVariables(google: GoogleStandIn): Record<string, string> {
  return {
    ...clientVariables(google),
    GOOGLE_REFRESH_TOKEN: google.credentials.refreshToken,
    GOOGLE_CALENDAR_ID: google.calendarId,
  };
}

export interface AuthUnderWay {
  /** What the person is asked to open. */
  readonly address: URL;
  readonly outcome: Promise<Outcome>;
  interrupt(): void;
}

/** `auth google` up to where it waits for the browser. */
export async function startAuth(
  args: readonly string[],
  options: { cwd: string; env?: Record<string, string> },
): Promise<AuthUnderWay> {
  const child = startProgram(['auth', 'google', '--no-browser', ...args], options);
  child.stdin!.end();
  const outcome = outcomeOf(child);
  const address = await new Promise<URL>((resolve, reject) => {
    let said = '';
    child.stderr!.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const found = /^(http:\S+)$/m.exec(said)?.[1];
      if (found !== undefined && said.includes('Ctrl-C stops')) resolve(new URL(found));
    });
    child.once('close', () => reject(new Error(`ended early: ${said}`)));
  });
  return { address, outcome, interrupt: () => void child.kill('SIGINT') };
}

/** The person opens the address and answers the consent page; gives the page that they see in the end. */
export async function consentAt(
  google: GoogleStandIn,
  address: URL,
): Promise<{ status: number; page: string }> {
  const answer = await fetch(`${google.authUrl}${address.search}`);
  return { status: answer.status, page: await answer.text() };
}
