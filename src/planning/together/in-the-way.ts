import type { Batch } from './batch.ts';
import type { Rival } from './giving-way.ts';

/**
 * Whose plans keep a candidate, who could be placed alone, from a plan: were all of them to give way,
 * there would be one, and not one of them could stay.
 */
export function inTheWayOf(batch: Batch, candidate: number): Rival[] {
  const few = batch.whoGivesWayTo(candidate, () => 1, null);
  let rivals = few !== null && isEnough(batch, candidate, few) ? few : everybodyBeside(batch, candidate);
  for (const rival of rivals) {
    const fewer = rivals.filter((other) => other !== rival);
    if (isEnough(batch, candidate, fewer)) rivals = fewer;
  }
  return rivals.toSorted((a, b) => a.candidate - b.candidate);
}

function isEnough(batch: Batch, candidate: number, rivals: readonly Rival[]): boolean {
  return batch.isPossibleWithout(
    candidate,
    rivals.map((rival) => rival.candidate),
  );
}

function everybodyBeside(batch: Batch, candidate: number): Rival[] {
  const desk = batch.desks[candidate]!;
  return batch.placements.flatMap((placement, other) => {
    if (placement === null || other === candidate) return [];
    const isSamePerson = batch.desks[other]!.address === desk.address;
    const held = new Set(placement.mocks.map(({ interviewer }) => interviewer));
    const interviewers = [...held].filter((id) => desk.personById.has(id));
    return [{ candidate: other, interviewers: isSamePerson ? [] : interviewers }];
  });
}
