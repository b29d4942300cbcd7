import { nearest } from '../document/nearest.ts';
import type { PlanRequest } from '../request/model.ts';
import type { Procedure } from '../sop/model.ts';

/**
 * A warning for each interviewer (id) of a fixed or kept mock whom the procedure does not know. No fault: a
 * mock that is booked may be with somebody who has left since.
 */
export function unknownPeople(requests: readonly PlanRequest[], { base, variants }: Procedure): string[] {
  const sops = [base, ...variants.map(({ sop }) => sop)];
  const known = new Set(sops.flatMap(({ interviewers }) => [...interviewers.keys()]));
  const warnings = requests.flatMap(({ fixed = [], keep = [], candidate }) =>
    [...fixed, ...keep]
      .filter(({ interviewer }) => !known.has(interviewer))
      .map(({ interviewer, course, number }) => {
        const meant = nearest(interviewer, known);
        const hint = meant === undefined ? '' : ` (did you mean “${meant}”?)`;
        return `Warning: ${course} Mock${number} of ${candidate.name} is with “${interviewer}”, an interviewer whom the SOP does not know${hint}.`;
      }),
  );
  return [...new Set(warnings)];
}
