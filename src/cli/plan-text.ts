import type { PlanAnswer, PlannedMock } from '../planning/answer.ts';
import type { PlanRequest } from '../request/model.ts';
import type { Procedure } from '../sop/model.ts';
import { spanText, zoneText } from '../time/spoken.ts';
import { columns } from './table.ts';

/** The answer as people read it: a table of mocks, or why there is none and what would help. */
export function planText(answer: PlanAnswer, request: PlanRequest, procedure: Procedure): string {
  const who = `${request.candidate.name} <${request.candidate.email}>`;
  const variant = answer.variant === null ? '' : ` (variant ${answer.variant})`;
  if (answer.status === 'infeasible') {
    const helps = answer.proposals.map(({ message }) => `  • ${message}`);
    return [
      `${who}: no plan is possible${variant}.`,
      ...answer.reasons.map(({ message }) => `  ${message}`),
      ...(helps.length > 0 ? ['What was tried and would help:', ...helps] : []),
    ].join('\n');
  }
  const { finishDay, mainInterviewers } = answer.score;
  return [
    `${who}: ${answer.mocks.length} mocks, the last on ${finishDay}, backups used: ${mainInterviewers === 0 ? 'none' : answer.mocks.filter(({ role }) => role === 'backup').length}${variant}.`,
    ...answer.unreadable.map((id) => {
      const name = procedure.base.interviewers.get(id)?.name ?? id;
      return `${name}'s calendar could not be read, so ${name} is given no mock.`;
    }),
    scheduleTable(answer.mocks, request, procedure),
  ].join('\n');
}

/** The mocks of a plan in time order, on the procedure's and on the candidate's clock. */
export function scheduleTable(
  mocks: readonly PlannedMock[],
  { candidate }: PlanRequest,
  { base: { timeZone, interviewers } }: Procedure,
): string {
  const own = candidate.timeZone;
  const rows = mocks.map((mock) => [
    `${mock.course} Mock${mock.number}`,
    `${spanText(mock, timeZone)} ${zoneText(mock.start, timeZone)}`,
    `${spanText(mock, own)} ${zoneText(mock.start, own)}`,
    `${interviewers.get(mock.interviewer)?.name ?? mock.interviewer}${mock.role === 'backup' ? ' (backup)' : ''}`,
  ]);
  return columns(['Mock', timeZone, own, 'Interviewer'], rows);
}
