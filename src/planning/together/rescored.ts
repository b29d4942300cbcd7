import type { Planned } from '../answer.ts';
import { loadOf } from '../people.ts';
import type { Batch } from './batch.ts';
import { problemBeside } from './beside.ts';
import { busyOf } from './placement.ts';

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
    const beside = { ...desk.request, busy: [...desk.request.busy, ...others.map(busyOf)] };
    // Somebody who may give no mock, or is none of the SOP's, may have one that is fixed.
    const loadBeside = (id: string) => {
      const person = desk.personById.get(id);
      return person === undefined ? loadOf(desk.problem.sop, beside, id) : people[person]!.load;
    };
    const balance = planned.mocks.reduce((sum, { interviewer }) => sum + loadBeside(interviewer), 0);
    return { ...planned, score: { ...planned.score, balance } };
  });
}
