import type { PlanRequest } from '../../request/model.ts';
import type { Sop } from '../../sop/model.ts';

/** A change by itself enough for an earlier last day, and the smallest of its kind. */
export interface EarlierChange {
  /** What is changed: `interviewers`, `slots`, `window`, or the name of a rule. */
  readonly kind: string;
  readonly message: string;
  /** The last day of the best plan with it. */
  readonly finishDay: Temporal.PlainDate;
  /** What was planned with; null for `interviewers`, whose single free times no file can say. */
  readonly tried: { readonly sop: Sop; readonly request: PlanRequest } | null;
}

/** The last day of the best plan that ends before the plan's last day, null where there is none. */
export type TryWith = (sop: Sop, request: PlanRequest) => Temporal.PlainDate | null;
