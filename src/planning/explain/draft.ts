import type { Agree, Planned, ProposalKind } from '../answer.ts';
import type { Confirmed } from './situation.ts';

/** A change that would help, before it is merged in and planned with. */
export interface Draft {
  readonly kind: ProposalKind;
  readonly agree: Agree;
  /** How much is asked: 0 hardly noticed, 1 noticed, 2 much. */
  readonly effort: 0 | 1 | 2;
  /** Among drafts of a kind, the smaller the better. */
  readonly size: number;
  /** What to do, for people, with numbers; without a full stop. */
  readonly say: (plan: Planned) => string;
  readonly confirm: () => Confirmed | null;
}

/** `0` up to `small`, `1` up to `middling`, else `2`. */
export function effortOf(size: number, small: number, middling: number): 0 | 1 | 2 {
  if (size <= small) return 0;
  return size <= middling ? 1 : 2;
}
