import type { PlanAnswer } from '../planning/answer.ts';
import { isoWithOffset } from '../time/zoned-day.ts';

/** The answer as the one JSON object of `docs/plan-command.md`; times in the SOP's zone. */
export function planJson(answer: PlanAnswer, timeZone: string): string {
  if (answer.status === 'infeasible') {
    const { status, variant, reasons, proposals } = answer;
    return JSON.stringify({
      status,
      variant,
      reasons: reasons.map(({ code, message }) => ({ code, message })),
      proposals: proposals.map(({ kind, message, change }) => ({ kind, message, change })),
    });
  }
  const { status, variant, mocks, score } = answer;
  return JSON.stringify({
    status,
    variant,
    mocks: mocks.map(({ course, number, start, end, interviewer, role }) => ({
      course,
      number,
      start: isoWithOffset(start, timeZone),
      end: isoWithOffset(end, timeZone),
      interviewer,
      role,
    })),
    score: { ...score, finishDay: score.finishDay.toString() },
  });
}
