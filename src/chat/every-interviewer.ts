import type { Interviewer, Procedure } from '../sop/model.ts';

/** The interviewers of a procedure, those of its variants alone last. */
export function everyInterviewer({ base, variants }: Procedure): readonly Interviewer[] {
  const people = new Map<string, Interviewer>();
  for (const { interviewers } of [base, ...variants.map(({ sop }) => sop)]) {
    for (const [id, person] of interviewers) if (!people.has(id)) people.set(id, person);
  }
  return [...people.values()];
}
