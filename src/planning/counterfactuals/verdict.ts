import type { PlanRequest } from '../../request/model.ts';
import type { Criterion } from '../../sop/model.ts';
import type { Planned, Score } from '../answer.ts';
import { type Changes, changesOf } from '../changes.ts';

/** How the best plan with another choice compares with the plan: by the strongest criterion that differs. */
export type Verdict =
  | { readonly kind: 'impossible' }
  /** In the criterion's own unit: days, steps down the backups, minutes, mocks. */
  | { readonly kind: 'worse'; readonly criterion: Criterion | keyof Changes; readonly by: number }
  | { readonly kind: 'equal' };

/** `other` is the best plan with the choice forced, so never better than `plan`. */
export function verdictOn(
  plan: Planned,
  other: Planned | null,
  prefer: readonly Criterion[],
  request: PlanRequest,
): Verdict {
  if (other === null) return { kind: 'impossible' };
  if (request.keeping === 'first') {
    const [before, after] = [changesOf(request, plan.mocks), changesOf(request, other.mocks)];
    for (const criterion of ['moved', 'changed'] as const) {
      const by = after[criterion] - before[criterion];
      if (by !== 0) return { kind: 'worse', criterion, by };
    }
  }
  for (const criterion of prefer) {
    const by = difference(criterion, plan.score, other.score);
    if (by !== 0) return { kind: 'worse', criterion, by };
  }
  return { kind: 'equal' };
}

function difference(criterion: Criterion, a: Score, b: Score): number {
  if (criterion !== 'finishDay') return b[criterion] - a[criterion];
  return a.finishDay.until(b.finishDay, { largestUnit: 'day' }).days;
}
