import type { Score } from '../../src/planning/answer.ts';
import type { TimeOfDay } from '../../src/sop/model.ts';
import { busyOfInterviewer, courseOf, interviewerOf } from './people.ts';
import type { Plan } from './validator.ts';
import { dateOf } from './wall-clock.ts';

/** The four criteria of a plan, each as it is minimised. */
export function score(plan: Plan): Score {
  return {
    finishDay: finishDay(plan),
    mainInterviewers: sum(
      plan.mocks.map((mock) => courseOf(plan.sop, mock).backup.indexOf(mock.interviewer) + 1),
    ),
    timeOfDay: timeOfDay(plan),
    balance: sum(plan.mocks.map((mock) => mocksInWindow(plan, mock.interviewer))),
  };
}

function finishDay({ sop, mocks }: Plan): Temporal.PlainDate {
  const days = mocks.map((mock) => dateOf(mock.start, sop.timeZone)).sort(Temporal.PlainDate.compare);
  const last = days.at(-1);
  if (last === undefined) throw new Error('a plan without mocks has no finish day');
  return last;
}

function timeOfDay({ sop, request, mocks }: Plan): number {
  const wish = wishOf(sop.timeOfDay, request.candidate.timeZone);
  const minutes = mocks.map((mock) => {
    const clock = mock.start.toZonedDateTimeISO(sop.timeZone);
    return clock.hour * 60 + clock.minute;
  });
  return sum(minutes.map((minute) => (wish === 'latest' ? 1440 - minute : minute)));
}

function wishOf(wishes: ReadonlyMap<string, TimeOfDay>, timeZone: string): TimeOfDay {
  const wish = wishes.get(timeZone) ?? wishes.get('default');
  if (wish === undefined) throw new Error(`no time of day for ${timeZone}`);
  return wish;
}

function mocksInWindow({ sop, request, mocks }: Plan, id: string): number {
  const { start, end } = request.window;
  const of = mocks.find((mock) => mock.interviewer === id);
  if (of === undefined) return 0;
  return busyOfInterviewer(interviewerOf(sop, of), request)
    .filter((entry) => entry.kind === 'mock')
    .map((entry) => dateOf(entry.start, sop.timeZone))
    .filter((day) => Temporal.PlainDate.compare(start, day) <= 0 && Temporal.PlainDate.compare(day, end) <= 0)
    .length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
