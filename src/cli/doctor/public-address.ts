import { type Finding, ok, warning } from './finding.ts';

const CHECK = 'PUBLIC_URL';
const PATIENCE_MS = 10_000;

/**
 * Whether the public address leads to a running `start`. It is asked from this machine, so what can be
 * seen from outside may differ; where it does not lead there, changes are only seen later.
 */
export async function checkPublicAddress(
  publicUrl: string | null,
  isGoogle: boolean,
): Promise<readonly Finding[]> {
  if (publicUrl === null) return [];
  if (!isGoogle) return [ok(CHECK, 'The local calendar needs no public address; nobody is told of it.')];
  const address = `${publicUrl}/calendar/changed`;
  try {
    const answer = await fetch(address, { redirect: 'manual', signal: AbortSignal.timeout(PATIENCE_MS) });
    await answer.body?.cancel();
    // Messages are POSTs, and whoever takes them says so.
    if (answer.status === 405 && answer.headers.get('allow') === 'POST') {
      return [ok(CHECK, `${address} leads to a program that takes Google's messages.`)];
    }
    return [elsewhere(address, `answers with ${answer.status}`)];
  } catch (error) {
    return [elsewhere(address, `could not be reached (${reasonOf(error)})`)];
  }
}

function elsewhere(address: string, what: string): Finding {
  return warning(
    CHECK,
    `${address} ${what}, as seen from this machine.`,
    'Start the program, and let the address lead to its HOST and PORT, by HTTPS with a valid certificate. Until then changes are seen with the next look.',
  );
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code;
  return cause instanceof Error ? cause.name : 'no answer';
}
