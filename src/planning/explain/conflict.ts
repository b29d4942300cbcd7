import { CODES, type Code, type Constraint } from './constraint.ts';
import type { Relaxation } from './relaxation.ts';
import type { Work } from './work.ts';

/**
 * Rules that together make planning impossible, while lifting any one of them (all others of the
 * instance lifted too) makes it possible; empty where no lifting at all helps. Of several such sets
 * the one is found that comes first in the order of `relaxation.constraints`.
 *
 * QuickXplain (Junker, "QUICKXPLAIN: preferred explanations and relaxations for over-constrained
 * problems", AAAI 2004): rules are dropped in halves, so that of n rules the k that matter are found
 * in about k · log(n/k) runs. If `work` is spent, what is left is not reduced further.
 */
export function minimalConflict(relaxation: Relaxation, work: Work): readonly Constraint[] {
  const isPossible = (kept: readonly Constraint[]) => work.isPossible(relaxation.under(holdsIn(kept)));
  const conflict = reduced([], false, relaxation.constraints);
  // Where nothing helps, halving ends at a single rule that is not to blame.
  if (conflict.length === 1 && !isPossible([])) return [];
  return conflict.toSorted((a, b) => CODES.indexOf(a.code) - CODES.indexOf(b.code));

  function reduced(
    background: readonly Constraint[],
    grew: boolean,
    candidates: readonly Constraint[],
  ): readonly Constraint[] {
    if (grew && !isPossible(background)) return [];
    if (candidates.length === 1 || work.isSpent) return candidates;
    const half = Math.ceil(candidates.length / 2);
    const [first, second] = [candidates.slice(0, half), candidates.slice(half)];
    const ofSecond = reduced([...background, ...first], true, second);
    const ofFirst = reduced([...background, ...ofSecond], ofSecond.length > 0, first);
    return [...ofFirst, ...ofSecond];
  }
}

/** For `Relaxation.under`: exactly these rules hold. */
export function holdsIn(kept: readonly Constraint[]): (code: Code, subject: string | null) => boolean {
  const keys = new Set(kept.map(({ code, subject }) => keyOf(code, subject)));
  return (code, subject) => keys.has(keyOf(code, subject));
}

function keyOf(code: Code, subject: string | null): string {
  return `${code} ${subject ?? ''}`;
}
