import type { EscalationRow, ObservationRow } from '../store/rows.ts';
import type { WatchDesk } from './watch-desk.ts';

/** The questions that wait for an answer, by candidate. */
export async function openQuestions(
  { store, workspace }: Pick<WatchDesk, 'store' | 'workspace'>,
  known: readonly ObservationRow[],
): Promise<ReadonlyMap<string, EscalationRow>> {
  if (known.every(({ state }) => state !== 'asked')) return new Map();
  const open = await store.escalations({ workspace, open: true });
  return new Map(
    open.filter(({ code }) => code === 'seen').map((question) => [question.candidateId, question]),
  );
}

/** What people are told and need not decide; a question always has a way out, if only to leave it as it is. */
export function isTelling({ proposals }: EscalationRow): boolean {
  return proposals.length === 0;
}

/**
 * Whether a question says of something that it is so still, and it is not, while the rest waits for an answer:
 * whoever chose one of its ways would change also what is as booked again.
 */
export function saysTooMuch(question: EscalationRow, observations: readonly ObservationRow[]): boolean {
  const asked = observations.filter(({ state }) => state === 'asked').map(({ id }) => id);
  const about = question.reasons.flatMap(({ observation }) =>
    typeof observation === 'string' ? [observation] : [],
  );
  return asked.length > 0 && about.some((id) => !asked.includes(id));
}
