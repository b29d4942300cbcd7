import type { Busy, DoneMock, PlanRequest } from '../../request/model.ts';
import type { Sop } from '../../sop/model.ts';
import type { BrokenRule, BrokenRuleCode, JudgingOptions, PlannedPlace } from '../broken-rule.ts';

/** Placed mocks with all that their rules look at. */
export interface Judged extends Required<JudgingOptions> {
  readonly sop: Sop;
  readonly request: PlanRequest;
  /** In time order. */
  readonly mocks: readonly PlannedPlace[];
  /** Those of them that are not fixed. */
  readonly open: readonly PlannedPlace[];
  /** In time order. */
  readonly done: readonly DoneMock[];
}

export function judgedOf(
  sop: Sop,
  request: PlanRequest,
  mocks: readonly PlannedPlace[],
  options: Required<JudgingOptions>,
): Judged {
  const { fixed = [], done = [] } = request;
  const inTime = mocks.toSorted(byTime);
  const isFixed = (mock: PlannedPlace) =>
    fixed.some(
      (each) =>
        each.course === mock.course &&
        each.number === mock.number &&
        each.interviewer === mock.interviewer &&
        each.start.equals(mock.start) &&
        each.end.equals(mock.end),
    );
  return {
    sop,
    request,
    mocks: inTime,
    open: inTime.filter((mock) => !isFixed(mock)),
    done: done.toSorted(byTime),
    ...options,
  };
}

interface Range {
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
}

/** For sorting by start, then by end. */
export function byTime(a: Range, b: Range): number {
  return Temporal.Instant.compare(a.start, b.start) || Temporal.Instant.compare(a.end, b.end);
}

/** Whether two ranges share any time; touching is none. */
export function shareTime(a: Range, b: Range): boolean {
  return isBefore(a.start, b.end) && isBefore(b.start, a.end);
}

export function isBefore(a: Temporal.Instant, b: Temporal.Instant): boolean {
  return Temporal.Instant.compare(a, b) < 0;
}

/** Elapsed minutes, with their fraction. */
export function minutesBetween(a: Temporal.Instant, b: Temporal.Instant): number {
  return (b.epochMilliseconds - a.epochMilliseconds) / 60_000;
}

export function dateOf(instant: Temporal.Instant, { timeZone }: Sop): Temporal.PlainDate {
  return instant.toZonedDateTimeISO(timeZone).toPlainDate();
}

/** The busy entries of an interviewer, by their address or that of their calendar; none of one whom the SOP does not know. */
export function busyOfInterviewer({ sop, request }: Judged, id: string): Busy[] {
  const person = sop.interviewers.get(id);
  if (person === undefined) return [];
  const addresses = [person.email, person.calendar ?? person.email].map((each) => each.toLowerCase());
  return request.busy.filter(({ email }) => addresses.includes(email));
}

export function busyOfCandidate({ request }: Judged): Busy[] {
  const address = request.candidate.email.toLowerCase();
  return request.busy.filter(({ email }) => email === address);
}

export function brokenRule(
  code: BrokenRuleCode,
  mocks: readonly PlannedPlace[],
  message: string,
): BrokenRule {
  return { code, message, mocks: mocks.map(({ course, number }) => ({ course, number })) };
}
