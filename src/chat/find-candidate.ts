import { turnsOutToBeOf } from '../correlation.ts';
import type { CandidateRow } from '../store/rows.ts';
import type { ChatDesk } from './chat-desk.ts';
import { nearestPeople } from './nearest-people.ts';
import { type ChatReply, inRows, plain } from './reply.ts';

/** More candidates than a company prepares in years. */
const SEARCHED_MAX = 20_000;
/** More than so many are no help to choose from. */
const OFFERED_MAX = 8;

/**
 * The candidate that an admin means by a name or an email address, or a part of one, mistyped by a
 * letter or two at most; the newest first of one person. Or what to answer where it is nobody, or
 * several: these are offered as buttons that ask the same for one of them.
 *
 * @param usage an example of the command, `/schedule dana`
 * @param rest what was said besides whom, which the buttons say again
 */
export async function findCandidate(
  desk: ChatDesk,
  wanted: string,
  usage: string,
  rest = '',
): Promise<{ found: CandidateRow } | { answer: ChatReply }> {
  const needle = wanted.trim();
  if (needle === '') return { answer: plain(`Whom do you mean? For example: ${usage}`) };
  const people = await candidatesLike(desk, needle);
  const [newest] = people;
  if (newest === undefined) {
    return { answer: plain(`I know no candidate called “${needle}”. /queue shows who is in the queue.`) };
  }
  if (people.length > 1) return { answer: whichOf(needle, people, usage, rest) };
  turnsOutToBeOf(newest.id);
  return { found: newest };
}

/** Who may be meant, each person once, by the newest of their rows; exact matches leave all others out. */
async function candidatesLike(desk: ChatDesk, needle: string): Promise<readonly CandidateRow[]> {
  const { store, workspace } = desk;
  const byAddress = await store.candidates({ workspace, email: needle });
  return nearestPeople(byAddress.length > 0 ? byAddress.slice(0, 1) : await everyCandidate(desk), needle);
}

/** Every person there ever was, each by the newest of their rows. */
export async function everyCandidate({ store, workspace }: ChatDesk): Promise<readonly CandidateRow[]> {
  const newest = new Map<string, CandidateRow>();
  for (const each of await store.candidates({ workspace, limit: SEARCHED_MAX })) {
    const key = each.email.toLowerCase();
    if (!newest.has(key)) newest.set(key, each);
  }
  return [...newest.values()];
}

function whichOf(needle: string, people: readonly CandidateRow[], usage: string, rest: string): ChatReply {
  const command = usage.split(' ')[0];
  const shown = people.slice(0, OFFERED_MAX);
  const list = shown.map(({ name, email }) => `  ${name}, ${email}`).join('\n');
  const more = people.length > shown.length ? `\n  and ${people.length - shown.length} more` : '';
  return {
    text: `“${needle}” fits several:\n${list}${more}\nPlease say which, by email.`,
    buttons: inRows(
      shown.map(({ name, email }) => ({ label: name, says: `${command} ${email} ${rest}`.trim() })),
    ),
  };
}
