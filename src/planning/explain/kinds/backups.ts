import { interviewersOf } from '../constraint.ts';
import type { Draft } from '../draft.ts';
import type { Facts } from '../facts.ts';
import type { Situation } from '../situation.ts';

/** So many people are tried for a course, those with the most free time for it first. */
const TRIED_MAX = 12;

/** One more backup, the last of its course. */
export function backupDrafts(situation: Situation, facts: Facts): Draft[] {
  const { sop } = situation;
  return situation.inConflict('interviewers').flatMap((course) => {
    const { backup } = sop.courses.get(course!)!;
    const known = interviewersOf(sop, course!);
    const patch = (ids: readonly string[]) => ({ courses: { [course!]: { backup: [...backup, ...ids] } } });
    const others = facts.byFreeStarts(
      course!,
      [...sop.interviewers.keys()].filter((id) => !known.includes(id)),
    );
    if (others.length === 0 || situation.isSpent || !situation.isPossibleWith(patch(others))) return [];
    const id = others
      .slice(0, TRIED_MAX)
      .find((each) => !situation.isSpent && situation.isPossibleWith(patch([each])));
    if (id === undefined) return [];
    return [
      {
        kind: 'backup',
        agree: 'sop-owner',
        effort: 0,
        size: 1,
        say: () => `Make ${sop.interviewers.get(id)!.name} another backup for ${course}`,
        confirm: () => situation.confirmPatch(patch([id])),
      } satisfies Draft,
    ];
  });
}
