import type { PlanAnswer, Planned } from '../planning/answer.ts';
import { isoWithOffset } from '../time/zoned-day.ts';

/** The answer as the one JSON object of `docs/domain.md`; times in the SOP's zone. */
export function planJson(answer: PlanAnswer, timeZone: string): string {
  return JSON.stringify(answerObject(answer, timeZone));
}

/** What `planJson` writes, as an object. */
export function answerObject(answer: PlanAnswer, timeZone: string): object {
  if (answer.status === 'planned') return { status: answer.status, ...plannedObject(answer, timeZone) };
  const { status, variant, reasons, proposals } = answer;
  return {
    status,
    variant,
    reasons: reasons.map(({ code, message }) => ({ code, message })),
    proposals: proposals.map(({ kind, message, change }) => ({ kind, message, change })),
  };
}

/** A plan as an object, without the answer's status. */
export function plannedObject({ variant, mocks, score, unreadable }: Planned, timeZone: string): object {
  return {
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
    ...(unreadable.length > 0 ? { unreadable } : {}),
  };
}
