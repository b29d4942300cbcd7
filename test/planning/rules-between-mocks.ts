import type { PlannedMock } from '../../src/planning/answer.ts';
import { busyOfInterviewer, interviewerOf, named } from './people.ts';
import type { Plan } from './validator.ts';
import { dateOf, isBefore, minutesFrom, type Run } from './wall-clock.ts';

/** No two mocks of the plan share time. */
export function overlap({ sop, mocks }: Plan): string[] {
  return pairsOf(mocks)
    .filter(([a, b]) => isBefore(a.start, b.end) && isBefore(b.start, a.end))
    .map(([a, b]) => `${named(sop, a)} and ${named(sop, b)} share time`);
}

/** A mock keeps the buffer to its interviewer's busy times and to their other mocks of the plan. */
export function interviewerBuffer({ sop, request, mocks }: Plan): string[] {
  const buffer = sop.rules.interviewerBuffer;
  const nearBusy = mocks
    .filter((mock) =>
      busyOfInterviewer(interviewerOf(sop, mock), request).some((entry) => freeBetween(mock, entry) < buffer),
    )
    .map((mock) => `${named(sop, mock)} has a busy time of its interviewer within ${buffer} minutes`);
  const nearMock = pairsOf(mocks)
    .filter(([a, b]) => a.interviewer === b.interviewer && freeBetween(a, b) < buffer)
    .map(([a, b]) => `${named(sop, a)} and ${named(sop, b)} are within ${buffer} minutes`);
  return [...nearBusy, ...nearMock];
}

/** From the end of a mock to the start of the next one, at least. */
export function minGap({ sop, mocks }: Plan): string[] {
  const least = sop.rules.minGap;
  return neighboursOf(mocks)
    .filter(([previous, next]) => minutesFrom(previous.end, next.start) < least)
    .map(([previous, next]) => `${named(sop, next)} is not ${least} minutes after ${named(sop, previous)}`);
}

/** From the end of a mock to the start of the next one, at most. */
export function maxGap({ sop, mocks }: Plan): string[] {
  const most = sop.rules.maxGap;
  if (most === null) return [];
  return neighboursOf(mocks)
    .filter(([previous, next]) => minutesFrom(previous.end, next.start) > most)
    .map(([previous, next]) => `${named(sop, next)} is over ${most} minutes after ${named(sop, previous)}`);
}

/** Where the course changes: full free days between the dates of two starts, or an elapsed time. */
export function courseGap({ sop, mocks }: Plan): string[] {
  const gap = sop.rules.courseGap;
  if (gap === null) return [];
  return neighboursOf(mocks)
    .filter(([previous, next]) => previous.course !== next.course)
    .filter(([previous, next]) => {
      if (gap.kind === 'elapsed') return minutesFrom(previous.end, next.start) < gap.minutes;
      const days = dateOf(previous.start, sop.timeZone).until(dateOf(next.start, sop.timeZone)).days;
      return days <= gap.days;
    })
    .map(([previous, next]) => `${named(sop, next)} is too soon after ${named(sop, previous)}`);
}

/** Minutes free between two ranges, whichever comes first; negative where they share time. */
function freeBetween(a: Run, b: Run): number {
  return Math.max(minutesFrom(a.end, b.start), minutesFrom(b.end, a.start));
}

function neighboursOf(mocks: readonly PlannedMock[]): [PlannedMock, PlannedMock][] {
  const inTime = [...mocks].sort((a, b) => Temporal.Instant.compare(a.start, b.start));
  return inTime.slice(1).map((next, index) => [inTime[index] as PlannedMock, next]);
}

function pairsOf(mocks: readonly PlannedMock[]): [PlannedMock, PlannedMock][] {
  return mocks.flatMap((a, index) => mocks.slice(index + 1).map((b): [PlannedMock, PlannedMock] => [a, b]));
}
