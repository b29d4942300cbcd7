import type { CandidateRow } from '../store/rows.ts';
import type { ChatDesk } from './chat-desk.ts';

/** More candidates than a company prepares in years. */
const SEARCHED_MAX = 20_000;

/**
 * The candidate that an admin means by a part of a name or an email address, the newest first of
 * one person; or what to answer where it is nobody, or several.
 */
export async function findCandidate(
  desk: ChatDesk,
  wanted: string,
  usage: string,
): Promise<{ found: CandidateRow } | { answer: string }> {
  const needle = wanted.trim().toLowerCase();
  if (needle === '') return { answer: `Whom do you mean? For example: ${usage}` };
  const { store, workspace } = desk;
  const byAddress = await store.candidates({ workspace, email: needle });
  const everyone =
    byAddress.length > 0 ? byAddress : await store.candidates({ workspace, limit: SEARCHED_MAX });
  const matches = everyone.filter(
    ({ name, email }) => name.toLowerCase().includes(needle) || email.toLowerCase().includes(needle),
  );
  const exact = matches.filter(({ email }) => email.toLowerCase() === needle);
  const people = exact.length > 0 ? exact : matches;
  const [newest] = people;
  if (newest === undefined) {
    return { answer: `I know no candidate called “${wanted.trim()}”. /queue shows who is in the queue.` };
  }
  const others = new Map(people.map((person) => [person.email.toLowerCase(), person]));
  if (others.size > 1) {
    const list = [...others.values()].map(({ name, email }) => `  ${name}, ${email}`).join('\n');
    return { answer: `“${wanted.trim()}” fits several:\n${list}\nPlease say which, by email.` };
  }
  return { found: newest };
}
