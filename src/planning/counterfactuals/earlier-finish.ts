import type { PlanRequest } from '../../request/model.ts';
import { type Procedure, procedureFor, type Sop } from '../../sop/model.ts';
import { daysInWindow } from '../../time/zoned-day.ts';
import type { Planned } from '../answer.ts';
import { count, dateText } from '../explain/wording.ts';
import { bestPlan, finishDayOf } from '../find-plan.ts';
import { problemOf } from '../problem.ts';
import { solve } from '../solve.ts';
import type { EarlierChange, TryWith } from './earlier-change.ts';
import { levers } from './levers.ts';
import { sittingChange } from './sitting-change.ts';
import { verdictOn } from './verdict.ts';

/** What it would take for the last mock to be on an earlier day. */
export interface EarlierFinish {
  readonly message: string;
  readonly changes: readonly EarlierChange[];
}

/**
 * Each kind of change is tried by planning again with the window cut before the plan's last day, by
 * the same variant, and made as small as still works.
 */
export function earlierFinish(procedure: Procedure, request: PlanRequest, plan: Planned): EarlierFinish {
  const { sop } = procedureFor(procedure, daysInWindow(request.window.start, request.window.end));
  const { finishDay } = plan.score;
  const end = finishDay.subtract({ days: 1 });
  const tryWith: TryWith = (changedSop, changedRequest) => {
    if (Temporal.PlainDate.compare(changedRequest.window.start, end) > 0) return null;
    const cut = { ...changedRequest, window: { ...changedRequest.window, end }, keep: [] };
    const problem = problemOf({ ...changedSop, prefer: ['finishDay'] }, cut);
    const chain = solve(problem);
    return chain === null ? null : finishDayOf(problem, cut, chain);
  };
  if (isHeldByFixed(sop, request, finishDay)) {
    return {
      message: `The last mock is fixed on ${dateText(finishDay)}: it cannot be earlier.`,
      changes: [],
    };
  }
  const isFirstDay = Temporal.PlainDate.compare(request.window.start, end) > 0;
  const now = tryWith(sop, request);
  if (now !== null) {
    // Then another criterion is preferred to an early finish, and paid for with these days.
    const days = count(now.until(finishDay, { largestUnit: 'day' }).days, 'day');
    return {
      message: `A plan that ends ${days} earlier, on ${dateText(now)}, is right too, but ${drawback(sop, request, plan, end)}.`,
      changes: [],
    };
  }
  const people = isFirstDay ? null : sittingChange(sop, { ...request, window: { ...request.window, end } });
  const changes = [
    ...(people?.change === undefined ? [] : [people.change]),
    ...levers(procedure, sop, request, tryWith),
  ];
  const evenSo =
    people?.isHopeless === true
      ? ' Even if every interviewer were free whenever the candidate is, it could not be earlier.'
      : '';
  const found =
    changes.length > 0
      ? 'Each of these alone would make it earlier:'
      : 'No single change that was tried makes it earlier.';
  return { message: `The last mock is on ${dateText(finishDay)}.${evenSo} ${found}`, changes };
}

function isHeldByFixed(sop: Sop, { fixed = [] }: PlanRequest, finishDay: Temporal.PlainDate): boolean {
  return fixed.some(({ start }) => start.toZonedDateTimeISO(sop.timeZone).toPlainDate().equals(finishDay));
}

/** By what the best plan that ends earlier is worse: what is kept comes before all criteria where it counts first. */
function drawback(sop: Sop, request: PlanRequest, plan: Planned, end: Temporal.PlainDate): string {
  const problem = problemOf(sop, { ...request, window: { ...request.window, end } });
  const verdict = verdictOn(plan, bestPlan(problem, request, plan.variant), sop.prefer, request);
  if (verdict.kind === 'worse' && verdict.criterion === 'moved') {
    return `${count(verdict.by, 'more mock')} would get another time`;
  }
  if (verdict.kind === 'worse' && verdict.criterion === 'changed') {
    return `${count(verdict.by, 'more mock')} would get another interviewer`;
  }
  return `worse by ${sop.prefer[0]}`;
}
