import type { Planned } from '../answer.ts';
import type { Batch } from './batch.ts';
import { problemBeside } from './beside.ts';

/**
 * The plans of a batch with the scores they have beside all others. Only the balance of load depends
 * on the others, and they may have changed since a plan was made.
 */
export function rescored(batch: Batch): (Planned | null)[] {
  return batch.placements.map((placement, candidate) => {
    if (placement === null) return null;
    const { planned } = placement;
    const desk = batch.desks[candidate]!;
    const others = batch.placements.flatMap((other, index) =>
      index === candidate || other === null ? [] : other.claims,
    );
    const { people } = problemBeside(desk, others);
    const loadOf = (id: string) => people[desk.personById.get(id)!]!.load;
    const balance = planned.mocks.reduce((sum, { interviewer }) => sum + loadOf(interviewer), 0);
    return { ...planned, score: { ...planned.score, balance } };
  });
}
