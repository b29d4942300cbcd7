import type { Busy, PlanRequest } from '../../src/request/model.ts';
import type { Interviewer, Sop } from '../../src/sop/model.ts';
import type { WeeklySlots } from '../../src/time/weekly-slots.ts';
import { type ClockFace, clockFace } from './minute-clock.ts';
import { datesFrom, instantOf, slotsOf } from './wall-clock.ts';

// The oracle looks at time as a row of whole minutes: somebody has a minute or does not, and a mock
// fits where everybody has each of its minutes. Nothing is joined or cut, which is what the
// planner (and the validator) must get right.

/** One way to hold a mock, right as far as it can be seen without the other mocks. */
export interface Way {
  /** Whole minutes since 1970-01-01T00:00Z. */
  readonly start: number;
  readonly end: number;
  readonly interviewer: string;
  /** 0 for a main, k for the k-th backup. */
  readonly rank: number;
  readonly date: Temporal.PlainDate;
  /** Days since 1970-01-01 of the date, and of its week's Monday. */
  readonly day: number;
  readonly week: number;
  /** What this start adds to `timeOfDay`. */
  readonly clockCost: number;
  /** What this interviewer adds to `balance`. */
  readonly mocksInWindow: number;
  /** Mocks that each cap still lets the plan have that day or week. */
  readonly room: Room;
}

interface Room {
  readonly candidateDay: number;
  readonly interviewerDay: number;
  readonly interviewerWeek: number;
}

/** What an interviewer or the candidate has to give, and the mocks they already have. */
interface Person {
  readonly minutes: ReadonlySet<number>;
  readonly had: readonly ClockFace[];
}

/** Every way to hold a mock of a course, by start, then in the order of the course's interviewers. */
export function waysToHold(
  sop: Sop,
  request: PlanRequest,
): (course: string, number: number) => readonly Way[] {
  const candidate: Person = {
    minutes: minutesOfCandidate(sop, request),
    had: mocksAmong(ofCandidate(request), sop),
  };
  const interviewers = new Map<string, Person>(
    [...sop.interviewers.values()].map((each) => [
      each.id,
      {
        minutes: minutesOfInterviewer(sop, request, each),
        had: mocksAmong(ofInterviewer(request, each), sop),
      },
    ]),
  );
  return (courseId, number) => {
    const course = sop.courses.get(courseId);
    const length = course?.mocks[number - 1] ?? 0;
    const able = [
      ...(course?.main ?? []).map((id) => ({ id, rank: 0 })),
      ...(course?.backup ?? []).map((id, index) => ({ id, rank: index + 1 })),
    ];
    return [...candidate.minutes]
      .filter((start) => clockFace(start, sop.timeZone).minuteOfDay % sop.rules.startEvery === 0)
      .filter((start) => hasAll(candidate, start, length) && isOneDay(start, length, sop.timeZone))
      .flatMap((start) =>
        able.flatMap(({ id, rank }) => {
          const person = interviewers.get(id);
          if (person === undefined || !hasAll(person, start, length)) return [];
          return [
            {
              start,
              end: start + length,
              interviewer: id,
              rank,
              ...countsOf(sop, request, clockFace(start, sop.timeZone), id, person, candidate),
            },
          ];
        }),
      );
  };
}

type Counts = Pick<Way, 'date' | 'day' | 'week' | 'clockCost' | 'mocksInWindow' | 'room'>;

function countsOf(
  { rules, interviewers, timeOfDay }: Sop,
  { candidate: { timeZone }, window }: PlanRequest,
  { date, day, week, minuteOfDay }: ClockFace,
  id: string,
  person: Person,
  candidate: Person,
): Counts {
  const wish = timeOfDay.get(timeZone) ?? timeOfDay.get('default');
  const first = window.start.toString();
  const last = window.end.toString();
  return {
    date,
    day,
    week,
    clockCost: wish === 'latest' ? 1440 - minuteOfDay : minuteOfDay,
    // ISO dates compare as text does.
    mocksInWindow: person.had.filter((face) => first <= face.iso && face.iso <= last).length,
    room: {
      candidateDay: left(
        rules.maxPerCandidatePerDay,
        candidate.had.filter((face) => face.day === day),
      ),
      interviewerDay: left(
        interviewers.get(id)?.maxPerDay ?? rules.maxPerInterviewerPerDay,
        person.had.filter((face) => face.day === day),
      ),
      interviewerWeek: left(
        rules.maxPerInterviewerPerWeek,
        person.had.filter((face) => face.week === week),
      ),
    },
  };
}

function left(cap: number | null, taken: readonly ClockFace[]): number {
  return cap === null ? Number.POSITIVE_INFINITY : cap - taken.length;
}

/** The minutes in which the candidate could have a mock, in time order. */
function minutesOfCandidate(sop: Sop, request: PlanRequest): ReadonlySet<number> {
  const { window, slots } = request;
  const notBefore = request.now.epochMilliseconds / 60_000 + sop.rules.minNotice;
  const holidays = new Set(sop.rules.holidays.map(String));
  const inWindow = new Set(datesFrom(window.start, window.end).map(String));
  const busy = ofCandidate(request).map(({ start, end }) => rangeOf(start, end));
  const around = datesFrom(window.start.subtract({ days: 2 }), window.end.add({ days: 2 }));
  const minutes = minutesIn(slots.weekly, around, slots.timeZone ?? sop.timeZone).filter((minute) => {
    const date = clockFace(minute, sop.timeZone).iso;
    return inWindow.has(date) && !holidays.has(date) && minute >= notBefore && !isTaken(busy, minute, 0);
  });
  return new Set(minutes.sort((a, b) => a - b));
}

/** The minutes in which an interviewer could give a mock, as far as their own calendar goes. */
function minutesOfInterviewer(sop: Sop, request: PlanRequest, interviewer: Interviewer): ReadonlySet<number> {
  const email = interviewer.email.toLowerCase();
  if (sop.busy.unreadable === 'refuse' && request.unreadable.has(email)) return new Set();
  const busy = ofInterviewer(request, interviewer).map(({ start, end }) => rangeOf(start, end));
  const off = interviewer.timeOff.map(({ from, to }) => rangeOf(from, to));
  const minutes = datesFrom(request.window.start, request.window.end).flatMap((date) => {
    const iso = date.toString();
    return minutesIn(interviewer.hours, [date], sop.timeZone).filter(
      (minute) => clockFace(minute, sop.timeZone).iso === iso,
    );
  });
  return new Set(
    minutes.filter(
      (minute) => !isTaken(off, minute, 0) && !isTaken(busy, minute, sop.rules.interviewerBuffer),
    ),
  );
}

function minutesIn(weekly: WeeklySlots, dates: readonly Temporal.PlainDate[], timeZone: string): number[] {
  return dates.flatMap((date) =>
    slotsOf(weekly, date).flatMap(({ start, end }) => {
      const first = instantOf(date, start, timeZone).epochMilliseconds / 60_000;
      const past = instantOf(date, end, timeZone).epochMilliseconds / 60_000;
      return Array.from({ length: Math.max(0, past - first) }, (_, index) => first + index);
    }),
  );
}

/** Whether a minute, or anything nearer than the buffer to it, is taken; ranges in minutes with their fractions. */
function isTaken(ranges: readonly Range[], minute: number, buffer: number): boolean {
  return ranges.some(({ start, end }) => start < minute + 1 + buffer && minute - buffer < end);
}

interface Range {
  readonly start: number;
  readonly end: number;
}

function rangeOf(start: Temporal.Instant, end: Temporal.Instant): Range {
  return { start: start.epochMilliseconds / 60_000, end: end.epochMilliseconds / 60_000 };
}

function hasAll({ minutes }: Person, start: number, length: number): boolean {
  for (let minute = start; minute < start + length; minute += 1) if (!minutes.has(minute)) return false;
  return true;
}

function isOneDay(start: number, length: number, timeZone: string): boolean {
  return clockFace(start, timeZone).day === clockFace(start + length - 1, timeZone).day;
}

function ofInterviewer(request: PlanRequest, { email, calendar }: Interviewer): Busy[] {
  const own = new Set([email.toLowerCase(), calendar?.toLowerCase()]);
  return request.busy.filter((entry) => own.has(entry.email));
}

function ofCandidate(request: PlanRequest): Busy[] {
  return request.busy.filter((entry) => entry.email === request.candidate.email.toLowerCase());
}

function mocksAmong(entries: readonly Busy[], sop: Sop): ClockFace[] {
  return entries
    .filter((entry) => entry.kind === 'mock')
    .map((entry) => clockFace(Math.floor(entry.start.epochMilliseconds / 60_000), sop.timeZone));
}
