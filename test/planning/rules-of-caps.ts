import type { PlannedMock } from '../../src/planning/answer.ts';
import type { Busy } from '../../src/request/model.ts';
import type { Interviewer } from '../../src/sop/model.ts';
import { busyOfCandidate, busyOfInterviewer } from './people.ts';
import type { Plan } from './validator.ts';
import { dateOf, mondayOf } from './wall-clock.ts';

// Only days and weeks in which the plan has a mock are looked at: one that is over its cap by busy
// entries alone takes no more, but is no fault of the plan.

/** Mocks an interviewer has on a day, those of the plan included; their own `maxPerDay` beats the rule. */
export function maxPerInterviewerPerDay(plan: Plan): string[] {
  return interviewersOf(plan).flatMap((interviewer) => {
    const cap = interviewer.maxPerDay ?? plan.sop.rules.maxPerInterviewerPerDay;
    return overCap(plan, interviewer, cap, (date) => date).map(
      (day) => `${interviewer.id} has more than ${cap} mocks on ${day}`,
    );
  });
}

/** Mocks an interviewer has from a Monday to its Sunday, those of the plan included. */
export function maxPerInterviewerPerWeek(plan: Plan): string[] {
  const cap = plan.sop.rules.maxPerInterviewerPerWeek;
  return interviewersOf(plan).flatMap((interviewer) =>
    overCap(plan, interviewer, cap, mondayOf).map(
      (monday) => `${interviewer.id} has more than ${cap} mocks in the week of ${monday}`,
    ),
  );
}

/** Mocks the candidate has on a day, those of the plan included. */
export function maxPerCandidatePerDay(plan: Plan): string[] {
  const cap = plan.sop.rules.maxPerCandidatePerDay;
  return over(plan, cap, plan.mocks, busyOfCandidate(plan.request), (date) => date).map(
    (day) => `the candidate has more than ${cap} mocks on ${day}`,
  );
}

type PeriodOf = (date: Temporal.PlainDate) => Temporal.PlainDate;

function overCap(plan: Plan, interviewer: Interviewer, cap: number | null, periodOf: PeriodOf): string[] {
  const given = plan.mocks.filter((mock) => mock.interviewer === interviewer.id);
  return over(plan, cap, given, busyOfInterviewer(interviewer, plan.request), periodOf);
}

/** The days (or weeks) with a mock of the plan in which it and the `mock` busy entries together pass the cap. */
function over(
  plan: Plan,
  cap: number | null,
  mocks: readonly PlannedMock[],
  busy: readonly Busy[],
  periodOf: PeriodOf,
): string[] {
  if (cap === null) return [];
  const period = ({ start }: { readonly start: Temporal.Instant }): string =>
    periodOf(dateOf(start, plan.sop.timeZone)).toString();
  const already = busy.filter((entry) => entry.kind === 'mock').map(period);
  const planned = mocks.map(period);
  const count = (day: string): number => [...already, ...planned].filter((other) => other === day).length;
  return [...new Set(planned)].filter((day) => count(day) > cap);
}

function interviewersOf({ sop, mocks }: Plan): Interviewer[] {
  return [...sop.interviewers.values()].filter(({ id }) => mocks.some((mock) => mock.interviewer === id));
}
