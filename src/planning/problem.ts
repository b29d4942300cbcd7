import type { DoneMock, PlanRequest } from '../request/model.ts';
import type { Course, Sop } from '../sop/model.ts';
import { dayNumber, type ZonedDay } from '../time/day-table.ts';
import { sameZone } from '../time/zone.ts';
import { dateAt, type EpochMinute, minuteCeil, minuteFloor } from '../time/zoned-day.ts';
import { busyMinutes } from './busy-minutes.ts';
import { CostScale } from './cost.ts';
import { busyByInterviewer, capLeft, countMocks, type Person, personOf } from './people.ts';
import type { MockRestriction } from './restriction.ts';
import { candidateBusy, candidateStarts, type Starts } from './starts.ts';
import { windowDays } from './window-days.ts';

/** A request under one procedure, made ready for the search: whole numbers and dense arrays only. */
export interface Problem {
  readonly sop: Sop;
  readonly days: readonly ZonedDay[];
  /** Week of each day, 0 for the first. */
  readonly weeks: Int32Array;
  readonly starts: Starts;
  readonly people: readonly Person[];
  /** How many mocks more the candidate takes on each day. */
  readonly candidateDayLeft: Int32Array;
  /** The last of the mocks that are done, after which the plan goes on; null for a plan from the beginning. */
  readonly after: LastDone | null;
  readonly courses: readonly CourseProblem[];
  /** Course indices that may be permuted; groups follow each other. */
  readonly groups: readonly (readonly number[])[];
  readonly scale: CostScale;
  /** Cost of the time of day, by start. */
  readonly timeCost: Float64Array;
}

export interface LastDone {
  readonly course: string;
  readonly end: EpochMinute;
  /** Of its start, as `dayNumber` counts. */
  readonly day: number;
}

export interface CourseProblem {
  readonly id: string;
  /** Lengths in minutes. */
  readonly mocks: readonly number[];
  /** Cheapest first: of those who are free at a start, the first is the best. */
  readonly options: readonly InterviewerOption[];
  /** By mock from 0: what narrows it beyond the rules; nothing where there is no entry. */
  readonly restrictions: readonly (readonly MockRestriction[])[];
  /** By mock from 0: where it stands and costs 1 less than elsewhere; nothing where there is no entry. */
  readonly kept: readonly (KeptPlace | undefined)[];
}

export interface KeptPlace {
  readonly minute: EpochMinute;
  /** Index into `people`. */
  readonly person: number;
}

export interface InterviewerOption {
  /** Index into `people`. */
  readonly person: number;
  /** 0 for a main, k for the k-th backup. */
  readonly rank: number;
  /** Cost of the choice of person, without the time of day. */
  readonly cost: number;
}

/** Whether a later start of the day is liked better by this candidate's zone. */
export function likesLate(sop: Sop, candidateZone: string): boolean {
  for (const [zone, wish] of sop.timeOfDay) {
    if (zone !== 'default' && sameZone(zone, candidateZone)) return wish === 'latest';
  }
  return sop.timeOfDay.get('default') === 'latest';
}

/** The interviewers who may be asked at all: an unreadable calendar is never free, unless the SOP ignores it. */
export function mayGive(sop: Sop, request: PlanRequest, id: string): boolean {
  const email = sop.interviewers.get(id)?.email.toLowerCase();
  return sop.busy.unreadable === 'ignore' || email === undefined || !request.unreadable.has(email);
}

/** The interviewers of the courses who may not be asked, in the order of the file. */
export function leftOut(sop: Sop, request: PlanRequest): readonly string[] {
  const listed = new Set([...sop.courses.values()].flatMap(({ main, backup }) => [...main, ...backup]));
  return [...sop.interviewers.keys()].filter((id) => listed.has(id) && !mayGive(sop, request, id));
}

export function problemOf(sop: Sop, request: PlanRequest): Problem {
  const window = windowDays(request.window.start, request.window.end, sop.timeZone);
  const { days, weeks } = window;
  const lengths = [...sop.courses.values()].flatMap((course) => course.mocks);
  const allStarts = candidateStarts(sop, request, days, Math.min(...lengths));
  const { maxPerCandidatePerDay: cap } = sop.rules;
  const done = (request.done ?? []).map((mock) => ({ ...mock, ...minutesOf(mock), isMock: true }));
  const had = cap === null ? [] : [...candidateBusy(request).map(busyMinutes), ...done];
  const candidateDayLeft = capLeft(cap, countMocks(had, window).byDay);
  const starts = onDaysWithRoom(allStarts, candidateDayLeft);

  const ids = [...sop.interviewers.keys()].filter((id) => mayGive(sop, request, id));
  const personIndex = new Map(ids.map((id, index) => [id, index]));
  const busy = busyByInterviewer(sop, request);
  const people = ids.map((id) => {
    const own = done.filter(({ interviewer }) => interviewer === id);
    return personOf(sop, sop.interviewers.get(id)!, busy.get(id)!, own, window, starts);
  });

  const courseIds = [...sop.courses.keys()];
  const scale = scaleOf(sop, people, request.keep?.length ?? 0);
  const late = likesLate(sop, request.candidate.timeZone);
  return {
    sop,
    days,
    weeks,
    starts,
    people,
    candidateDayLeft,
    after: lastDone(sop, request),
    courses: [...sop.courses.values()].map((course) => ({
      id: course.id,
      mocks: course.mocks,
      options: optionsOf(course, personIndex, people, scale),
      restrictions: [],
      kept: keptPlaces(course, request, personIndex),
    })),
    groups: sop.sequence.flatMap((group) => {
      const indices = group.courses.map((id) => courseIds.indexOf(id));
      return group.order === 'any' ? [indices] : indices.map((index) => [index]);
    }),
    scale,
    timeCost: timeCosts(starts, scale, late),
  };
}

function minutesOf({ start, end }: DoneMock) {
  return { start: minuteFloor(start), end: minuteCeil(end) };
}

function lastDone(sop: Sop, { done = [] }: PlanRequest): LastDone | null {
  const last = done.at(-1);
  if (last === undefined) return null;
  const { start, end } = minutesOf(last);
  return { course: last.course, end, day: dayNumber(dateAt(start, sop.timeZone)) };
}

function keptPlaces(
  course: Course,
  { keep = [] }: PlanRequest,
  personIndex: ReadonlyMap<string, number>,
): (KeptPlace | undefined)[] {
  return course.mocks.map((_, index) => {
    const kept = keep.find((each) => each.course === course.id && each.number === index + 1);
    const person = personIndex.get(kept?.interviewer ?? '');
    return kept === undefined || person === undefined
      ? undefined
      : { minute: minuteFloor(kept.start), person };
  });
}

function timeCosts({ wall, count }: Starts, scale: CostScale, late: boolean): Float64Array {
  const minute = scale.cost({ timeOfDay: 1 });
  const costs = new Float64Array(count);
  for (let start = 0; start < count; start += 1) {
    costs[start] = minute * (late ? 1440 - wall[start]! : wall[start]!);
  }
  return costs;
}

function onDaysWithRoom(starts: Starts, dayLeft: Int32Array): Starts {
  if (dayLeft.every((left) => left > 0)) return starts;
  const keep = [...starts.day.keys()].filter((at) => dayLeft[starts.day[at]!]! > 0);
  const pick = (values: Int32Array) => Int32Array.from(keep, (at) => values[at]!);
  return {
    count: keep.length,
    minute: pick(starts.minute),
    day: pick(starts.day),
    wall: pick(starts.wall),
    room: pick(starts.room),
  };
}

function optionsOf(
  course: Course,
  personIndex: ReadonlyMap<string, number>,
  people: readonly Person[],
  scale: CostScale,
): InterviewerOption[] {
  const ranked = [
    ...course.main.map((id) => ({ id, rank: 0 })),
    ...course.backup.map((id, index) => ({ id, rank: index + 1 })),
  ];
  return ranked
    .flatMap(({ id, rank }) => {
      const person = personIndex.get(id);
      if (person === undefined) return [];
      return [{ person, rank, cost: scale.cost({ mainInterviewers: rank, balance: people[person]!.load }) }];
    })
    .sort((a, b) => a.cost - b.cost);
}

function scaleOf(sop: Sop, people: readonly Person[], kept: number): CostScale {
  const courses = [...sop.courses.values()];
  const mocks = courses.reduce((sum, course) => sum + course.mocks.length, 0);
  const heaviest = people.reduce((most, person) => Math.max(most, person.load), 0);
  const most = {
    mainInterviewers: courses.reduce((sum, { mocks, backup }) => sum + mocks.length * backup.length, 0),
    timeOfDay: mocks * 1440,
    balance: mocks * heaviest,
  };
  return new CostScale(sop.prefer, most, kept);
}
