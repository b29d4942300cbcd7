import type { PlannedMock } from '../../src/planning/answer.ts';
import { busyOfCandidate, busyOfInterviewer, courseOf, interviewerOf, named } from './people.ts';
import type { Plan } from './validator.ts';
import { dateOf, datesFrom, isBefore, joinedRuns, minutesFrom, type Run } from './wall-clock.ts';

/** A mock lasts as long as its course says, in elapsed time. */
export function length(plan: Plan): string[] {
  return faults(plan, (mock) => {
    const minutes = courseOf(plan.sop, mock).mocks[mock.number - 1];
    return minutesFrom(mock.start, mock.end) === minutes ? null : `does not last ${minutes} minutes`;
  });
}

/** The day of a mock, in the procedure's zone, is a day of the window. */
export function window(plan: Plan): string[] {
  const { start, end } = plan.request.window;
  return faults(plan, (mock) => {
    const day = dayOf(plan, mock);
    const inside = Temporal.PlainDate.compare(start, day) <= 0 && Temporal.PlainDate.compare(day, end) <= 0;
    return inside ? null : `is not in the window ${start} to ${end}`;
  });
}

/** A mock lies inside one candidate slot, slots that touch joined, by the days of the slots' own zone. */
export function slots(plan: Plan): string[] {
  const { slots: asked, window: days } = plan.request;
  // Days of another zone reach into the window from up to two days off.
  const dates = datesFrom(days.start.subtract({ days: 2 }), days.end.add({ days: 2 }));
  const runs = joinedRuns(asked.weekly, dates, asked.timeZone ?? plan.sop.timeZone);
  return faults(plan, (mock) =>
    insideOne(mock, runs) ? null : "is not inside one of the candidate's slots",
  );
}

/** A mock lies inside one range of its interviewer's hours of that day, ranges that touch joined. */
export function hours(plan: Plan): string[] {
  return faults(plan, (mock) => {
    const weekly = interviewerOf(plan.sop, mock).hours;
    const runs = joinedRuns(weekly, [dayOf(plan, mock)], plan.sop.timeZone);
    return insideOne(mock, runs) ? null : "is not inside one of the interviewer's hours";
  });
}

/** The wall-clock minute of day of a start is a whole multiple of `startEvery`. */
export function startEvery(plan: Plan): string[] {
  return faults(plan, (mock) => {
    const clock = mock.start.toZonedDateTimeISO(plan.sop.timeZone).toPlainTime();
    const seconds = new Temporal.PlainTime().until(clock).total('seconds');
    return seconds % (plan.sop.rules.startEvery * 60) === 0 ? null : `starts at ${clock}, off the grid`;
  });
}

/** A mock ends on the day it started, or exactly at that day's midnight. */
export function endsOnItsDay(plan: Plan): string[] {
  return faults(plan, (mock) => {
    const midnight = dayOf(plan, mock).add({ days: 1 }).toZonedDateTime(plan.sop.timeZone).toInstant();
    return isBefore(midnight, mock.end) ? 'goes on past midnight' : null;
  });
}

/** Nobody is given a mock on a holiday. */
export function holidays(plan: Plan): string[] {
  return faults(plan, (mock) => {
    const day = dayOf(plan, mock);
    return plan.sop.rules.holidays.some((holiday) => holiday.equals(day)) ? 'is on a holiday' : null;
  });
}

/** A mock shares no time with its interviewer's time off. */
export function timeOff(plan: Plan): string[] {
  return faults(plan, (mock) => {
    const off = interviewerOf(plan.sop, mock).timeOff.map(({ from, to }) => ({ start: from, end: to }));
    return off.some((range) => shareTime(mock, range)) ? "is in the interviewer's time off" : null;
  });
}

/** A mock starts no earlier than now plus `minNotice`. */
export function minNotice(plan: Plan): string[] {
  const earliest = plan.request.now.add({ minutes: plan.sop.rules.minNotice });
  return faults(plan, (mock) => (isBefore(mock.start, earliest) ? `starts before ${earliest}` : null));
}

/** A mock shares no time with what the candidate has. */
export function candidateBusy(plan: Plan): string[] {
  const busy = busyOfCandidate(plan.request);
  return faults(plan, (mock) =>
    busy.some((entry) => shareTime(mock, entry)) ? 'is when the candidate is busy' : null,
  );
}

/** A mock shares no time with what its interviewer has. */
export function interviewerBusy(plan: Plan): string[] {
  return faults(plan, (mock) => {
    const busy = busyOfInterviewer(interviewerOf(plan.sop, mock), plan.request);
    return busy.some((entry) => shareTime(mock, entry)) ? 'is when the interviewer is busy' : null;
  });
}

/** Where unreadable means refuse, an interviewer whose calendar could not be read gives no mock. */
export function unreadable(plan: Plan): string[] {
  if (plan.sop.busy.unreadable === 'ignore') return [];
  return faults(plan, (mock) => {
    const email = interviewerOf(plan.sop, mock).email.toLowerCase();
    return plan.request.unreadable.has(email) ? "is with somebody whose calendar can't be read" : null;
  });
}

function faults(plan: Plan, faultOf: (mock: PlannedMock) => string | null): string[] {
  return plan.mocks.flatMap((mock) => {
    const fault = faultOf(mock);
    return fault === null ? [] : [`${named(plan.sop, mock)} ${fault}`];
  });
}

function dayOf(plan: Plan, mock: PlannedMock): Temporal.PlainDate {
  return dateOf(mock.start, plan.sop.timeZone);
}

function insideOne(mock: PlannedMock, runs: readonly Run[]): boolean {
  return runs.some((run) => !isBefore(mock.start, run.start) && !isBefore(run.end, mock.end));
}

function shareTime(a: Run, b: Run): boolean {
  return isBefore(a.start, b.end) && isBefore(b.start, a.end);
}
