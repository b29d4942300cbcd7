import type { PlannedMock, Score } from '../../src/planning/answer.ts';
import type { PlanRequest } from '../../src/request/model.ts';
import type { Sop } from '../../src/sop/model.ts';
import * as between from './rules-between-mocks.ts';
import * as caps from './rules-of-caps.ts';
import * as course from './rules-of-courses.ts';
import * as mock from './rules-of-one-mock.ts';
import { score } from './score.ts';

/** A plan with all that its rules look at; the mocks as they were given. */
export interface Plan {
  readonly sop: Sop;
  readonly request: PlanRequest;
  readonly mocks: readonly PlannedMock[];
}

/** What is wrong with a plan by one rule, a sentence for each fault. */
export type Rule = (plan: Plan) => string[];

/** The rules of "When a plan is right" in the domain's page, by name. */
export const RULES: Readonly<Record<string, Rule>> = {
  everyMockOnce: course.everyMockOnce,
  timeOrder: course.timeOrder,
  sequence: course.sequence,
  mockOrder: course.mockOrder,
  interviewerOfCourse: course.interviewerOfCourse,
  role: course.role,
  length: mock.length,
  window: mock.window,
  slots: mock.slots,
  hours: mock.hours,
  startEvery: mock.startEvery,
  endsOnItsDay: mock.endsOnItsDay,
  holidays: mock.holidays,
  timeOff: mock.timeOff,
  minNotice: mock.minNotice,
  candidateBusy: mock.candidateBusy,
  interviewerBusy: mock.interviewerBusy,
  unreadable: mock.unreadable,
  overlap: between.overlap,
  interviewerBuffer: between.interviewerBuffer,
  minGap: between.minGap,
  maxGap: between.maxGap,
  courseGap: between.courseGap,
  maxPerInterviewerPerDay: caps.maxPerInterviewerPerDay,
  maxPerInterviewerPerWeek: caps.maxPerInterviewerPerWeek,
  maxPerCandidatePerDay: caps.maxPerCandidatePerDay,
};

/**
 * Every rule that a plan breaks, as `rule: what is wrong`; empty for a right plan. `sop` is the
 * procedure in force, its variant applied. Written apart from the planner, by the plain reading of
 * the domain's page, so that it may judge any plan that any test makes.
 */
export function brokenRules(sop: Sop, request: PlanRequest, mocks: readonly PlannedMock[]): string[] {
  const strangers = mocks.filter(
    (each) => !sop.courses.has(each.course) || !sop.interviewers.has(each.interviewer),
  );
  if (strangers.length > 0) {
    return strangers.map((each) => `known: ${each.course} or ${each.interviewer} is not in the procedure`);
  }
  const plan = { sop, request, mocks };
  return Object.entries(RULES).flatMap(([name, rule]) => rule(plan).map((fault) => `${name}: ${fault}`));
}

/** The four criteria of a plan, by the plain reading of the domain's page. */
export function scoreOf(sop: Sop, request: PlanRequest, mocks: readonly PlannedMock[]): Score {
  return score({ sop, request, mocks });
}
