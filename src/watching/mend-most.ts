import type { Decision, ToMend } from './decision-model.ts';
import { type Mended, mend } from './mend.ts';
import type { Sight } from './model.ts';

export interface MostMended {
  /** Null where nothing can be mended. */
  readonly mended: Mended | null;
  readonly about: readonly ToMend[];
  /** There is no way for these: the rest is mended around them. */
  readonly hopeless: readonly ToMend[];
}

/**
 * Mends everything that a decision says, together where that is possible. Else the mocks are taken in one by
 * one, in time order, and what cannot be mended with those before it is left where it stands.
 */
export function mendMost(sight: Sight, decision: Decision, newEventId: () => string): MostMended {
  const { mend: all } = decision;
  if (all.length === 0) return { mended: null, about: [], hopeless: [] };
  const together = mend(sight, decision, newEventId);
  if (together.outcome === 'mended') return { mended: together, about: all, hopeless: [] };
  if (all.length === 1) return { mended: null, about: [], hopeless: all };
  let mended: Mended | null = null;
  const about: ToMend[] = [];
  const hopeless: ToMend[] = [];
  for (const mock of all) {
    const some = [...about, mock];
    const left = all.filter((each) => !some.includes(each));
    const found = mend(sight, { ...decision, mend: some, fixed: [...decision.fixed, ...left] }, newEventId);
    if (found.outcome === 'not-mended') {
      hopeless.push(mock);
      continue;
    }
    mended = found;
    about.push(mock);
  }
  return { mended, about, hopeless };
}
