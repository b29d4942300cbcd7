import type { PlannedMock } from '../../src/planning/answer.ts';
import type { Busy, PlanRequest } from '../../src/request/model.ts';
import type { Course, Interviewer, Sop } from '../../src/sop/model.ts';

/** Busy entries that name an interviewer, by their email or by the calendar of their own. */
export function busyOfInterviewer(interviewer: Interviewer, request: PlanRequest): Busy[] {
  const addresses = [interviewer.email, interviewer.calendar ?? interviewer.email].map((address) =>
    address.toLowerCase(),
  );
  return request.busy.filter((entry) => addresses.includes(entry.email.toLowerCase()));
}

/** Busy entries that name the candidate. */
export function busyOfCandidate(request: PlanRequest): Busy[] {
  return request.busy.filter((entry) => entry.email.toLowerCase() === request.candidate.email.toLowerCase());
}

export function interviewerOf(sop: Sop, mock: PlannedMock): Interviewer {
  const interviewer = sop.interviewers.get(mock.interviewer);
  if (interviewer === undefined) throw new Error(`no interviewer ${mock.interviewer}`);
  return interviewer;
}

export function courseOf(sop: Sop, mock: PlannedMock): Course {
  const course = sop.courses.get(mock.course);
  if (course === undefined) throw new Error(`no course ${mock.course}`);
  return course;
}

/** `FS1 Mock2 (2026-12-01T19:30:00-08:00, alpha)`: a mock as the faults of a plan name it. */
export function named(sop: Sop, mock: PlannedMock): string {
  const start = mock.start.toZonedDateTimeISO(sop.timeZone).toString({ timeZoneName: 'never' });
  return `${mock.course} Mock${mock.number} (${start}, ${mock.interviewer})`;
}
