import type { PlanRequest } from '../../request/model.ts';
import type { Procedure } from '../../sop/model.ts';
import type { Infeasible } from '../answer.ts';

export function explain(_procedure: Procedure, _request: PlanRequest): Infeasible {
  return { status: 'infeasible', variant: null, reasons: [], proposals: [] };
}
