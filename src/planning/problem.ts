import type { PlanRequest } from '../request/model.ts';
import type { Course, Sop } from '../sop/model.ts';
import type { ZonedDay } from '../time/day-table.ts';
import { sameZone } from '../time/zone.ts';
import { type EpochMinute, minuteCeil, minuteFloor } from '../time/zoned-day.ts';
import { busyMinutes } from './busy-minutes.ts';
import { CostScale } from './cost.ts';
import { type GivenPlace, givenPlaces } from './given-places.ts';
import type { MockRestriction } from './mock-restriction.ts';
import { busyByInterviewer, capLeft, countMocks, type Person, personOf } from './people.ts';
import { candidateBusy, candidateStarts, type Starts, withFixedStarts } from './starts.ts';
import { type Stretches, stretchesOf } from './stretches.ts';
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
  /**
   * What is done or fixed, in time order. Fixed mocks that have a place in the sequence have a start of
   * their own, with no room for anything else.
   */
  readonly given: readonly GivenPlace[];
  readonly stretches: Stretches | null;
  /** Those of which there is anything in the sequence: to be planned, or fixed in its place. */
  readonly courses: readonly CourseProblem[];
  /** Course indices that may be permuted; groups follow each other. */
  readonly groups: readonly (readonly number[])[];
  readonly scale: CostScale;
  /** Cost of the time of day, by start. */
  readonly timeCost: Float64Array;
}

export interface CourseProblem {
  readonly id: string;
  /** Lengths in minutes. */
  readonly mocks: readonly number[];
  /** By mock from 0: its number within its course, from 1. */
  readonly numbers: readonly number[];
  /** By mock from 0: the start at which it is fixed; null where it is to be planned. */
  readonly fixedAt: readonly (number | null)[];
  /** Cheapest first: of those who are free at a start, the first is the best. */
  readonly options: readonly InterviewerOption[];
  /** By mock from 0: what narrows it beyond the rules; nothing where there is no entry. */
  readonly restrictions: readonly (readonly MockRestriction[])[];
  /** By mock from 0: where it is best left; nothing where there is no entry. */
  readonly kept: readonly (KeptPlace | undefined)[];
}

export interface KeptPlace {
  /** Null where it is between two minutes, where no mock can start. */
  readonly minute: EpochMinute | null;
  /** Index into `people`; null for somebody who may give no mock. */
  readonly person: number | null;
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
  const given = givenPlaces(sop, request);
  const givenMocks = given.map(({ start, end }) => ({ start, end, isMock: true }));
  const had = cap === null ? [] : [...candidateBusy(request).map(busyMinutes), ...givenMocks];
  const candidateDayLeft = capLeft(cap, countMocks(had, window).byDay);
  const starts = withFixedStarts(onDaysWithRoom(allStarts, candidateDayLeft), given);
  const ids = [...sop.interviewers.keys()].filter((id) => mayGive(sop, request, id));
  const personIndex = new Map(ids.map((id, index) => [id, index]));
  const busy = busyByInterviewer(sop, request);
  const people = ids.map((id) => {
    const own = given.filter(({ interviewer }) => interviewer === id);
    return personOf(sop, sop.interviewers.get(id)!, busy.get(id)!, own, window, starts);
  });

  const scale = scaleOf(sop, people, request);
  const courses = [...sop.courses.values()].flatMap((course): CourseProblem[] => {
    const mocks = course.mocks.flatMap((length, index) => mockOf(course.id, index + 1, length, given) ?? []);
    if (mocks.length === 0) return [];
    return [
      {
        id: course.id,
        mocks: mocks.map(({ length }) => length),
        numbers: mocks.map(({ number }) => number),
        fixedAt: mocks.map(({ place }) => (place === null ? null : starts.minute.indexOf(place.start))),
        options: optionsOf(course, personIndex, people, scale),
        restrictions: [],
        kept: mocks.map(({ number, place }) =>
          place === null ? keptPlace(course.id, number, request, personIndex) : undefined,
        ),
      },
    ];
  });
  const late = likesLate(sop, request.candidate.timeZone);
  return {
    sop,
    days,
    weeks,
    starts,
    people,
    candidateDayLeft,
    given,
    stretches: stretchesOf(
      starts,
      given,
      courses.flatMap(({ fixedAt }) => fixedAt.filter((at) => at !== null)),
    ),
    courses,
    groups: groupsOf(sop, courses),
    scale,
    timeCost: timeCosts(starts, scale, late),
  };
}
/** A mock of the sequence; null where it is fixed out of order, and the sequence goes on without it. */
function mockOf(course: string, number: number, length: number, given: readonly GivenPlace[]) {
  const places = given.filter(({ fixed }) => fixed?.mock.course === course && fixed.mock.number === number);
  const place = places.find(({ fixed }) => fixed!.isOrderly);
  if (place !== undefined) return { number, length: place.end - place.start, place };
  return places.length === 0 ? { number, length, place: null } : null;
}

/** The groups by what there is of their courses, none of them empty. */
function groupsOf(sop: Sop, courses: readonly CourseProblem[]): (readonly number[])[] {
  const indices = (ids: readonly string[]) =>
    ids.map((id) => courses.findIndex((course) => course.id === id)).filter((index) => index >= 0);
  return sop.sequence
    .flatMap((group) => {
      const members = indices(group.courses);
      return group.order === 'any' ? [members] : members.map((index) => [index]);
    })
    .filter((group) => group.length > 0);
}

function keptPlace(
  course: string,
  number: number,
  { keep = [] }: PlanRequest,
  personIndex: ReadonlyMap<string, number>,
): KeptPlace | undefined {
  const kept = keep.find((each) => each.course === course && each.number === number);
  if (kept === undefined) return undefined;
  const minute = minuteFloor(kept.start);
  return {
    minute: minute === minuteCeil(kept.start) ? minute : null,
    person: personIndex.get(kept.interviewer) ?? null,
  };
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

function scaleOf(sop: Sop, people: readonly Person[], { keep = [], keeping }: PlanRequest): CostScale {
  const courses = [...sop.courses.values()];
  const mocks = courses.reduce((sum, course) => sum + course.mocks.length, 0);
  const heaviest = people.reduce((most, person) => Math.max(most, person.load), 0);
  const most = {
    mainInterviewers: courses.reduce((sum, { mocks, backup }) => sum + mocks.length * backup.length, 0),
    timeOfDay: mocks * 1440,
    balance: mocks * heaviest,
  };
  return new CostScale(sop.prefer, most, { mocks: keep.length, first: keeping === 'first' });
}
