import type { PlanRequest } from '../../src/request/model.ts';
import { DEFAULT_ON_CHANGE } from '../../src/sop/build-sop.ts';
import type {
  CourseGap,
  Criterion,
  Interviewer,
  Procedure,
  Rules,
  Sop,
  TimeOfDay,
} from '../../src/sop/model.ts';
import type { DayKey, WeeklySlots } from '../../src/time/weekly-slots.ts';

// A case is plain JSON in the shapes of a procedure file and a request, so that one that fails can
// be printed, kept, made smaller by hand, and given to `mock-scheduler plan` as it is. It is read
// here by a few lines of its own, so that no fault of the loader hides one of the planner.

/** Day or group → `HH:MM-HH:MM` ranges. */
export type WeekText = { readonly [key in DayKey]?: readonly string[] };

export interface InterviewerText {
  readonly email: string;
  readonly hours: WeekText;
  readonly timeOff?: readonly { readonly from: string; readonly to: string }[];
  readonly maxPerDay?: number;
  readonly calendar?: string;
}

export interface CourseText {
  readonly mocks: readonly number[];
  readonly main: readonly string[];
  readonly backup: readonly string[];
}

/** Durations are whole minutes, written `90m`. */
export interface RulesText {
  readonly startEvery: string;
  readonly minGap: string;
  readonly maxGap?: string | null;
  readonly courseGap?: { readonly days: number } | string | null;
  readonly maxPerInterviewerPerDay?: number | null;
  readonly maxPerInterviewerPerWeek?: number | null;
  readonly interviewerBuffer?: string;
  readonly maxPerCandidatePerDay?: number | null;
  readonly minNotice?: string;
  readonly holidays?: readonly string[];
}

export type GroupText = { readonly anyOrder: readonly string[] } | { readonly inOrder: readonly string[] };

export interface SopText {
  readonly timeZone: string;
  readonly interviewers: Readonly<Record<string, InterviewerText>>;
  readonly courses: Readonly<Record<string, CourseText>>;
  readonly sequence: readonly GroupText[];
  readonly rules: RulesText;
  readonly variants?: readonly VariantText[];
  readonly prefer: readonly Criterion[];
  readonly timeOfDay: Readonly<Record<string, TimeOfDay>>;
  readonly unreadable: 'refuse' | 'ignore';
}

/** Laid over the file: a course's mocks and single rules. */
export interface VariantText {
  readonly name: string;
  readonly windowDays: { readonly min?: number; readonly max?: number };
  readonly courses?: Readonly<Record<string, { readonly mocks: readonly number[] }>>;
  readonly rules?: Partial<RulesText>;
}

export interface BusyText {
  readonly email: string;
  readonly start: string;
  readonly end: string;
  readonly kind: 'mock' | 'other';
}

export interface FixedText {
  readonly course: string;
  readonly number: number;
  readonly start: string;
  readonly end: string;
  readonly interviewer: string;
}

export interface RequestText {
  readonly candidate: { readonly email: string; readonly timeZone: string };
  readonly window: { readonly start: string; readonly end: string };
  readonly slots: WeekText & { readonly timeZone?: string };
  readonly now: string;
  readonly busy: readonly BusyText[];
  readonly unreadable: readonly string[];
  readonly done?: readonly Omit<FixedText, 'number'>[];
  readonly fixed?: readonly FixedText[];
  readonly keep?: readonly Omit<FixedText, 'end'>[];
  readonly keeping?: 'first' | 'last';
}

export interface Case {
  readonly sop: SopText;
  readonly request: RequestText;
}

/** The procedure of a case, its source in the shape of a procedure file. */
export function procedureOf({ sop }: Case): Procedure {
  const variants = (sop.variants ?? []).map((variant) => ({
    name: variant.name,
    windowDays: { min: variant.windowDays.min ?? null, max: variant.windowDays.max ?? null },
    sop: sopOf(overlaid(sop, variant)),
  }));
  return { base: sopOf(sop), variants, source: sourceOf(sop) };
}

/** The variant and procedure in force for a case, by the length of its window. */
export function inForce(given: Case): { variant: string | null; sop: Sop } {
  const { start, end } = given.request.window;
  const days = Temporal.PlainDate.from(start).until(end, { largestUnit: 'day' }).days + 1;
  const variant = given.sop.variants?.find(
    ({ windowDays: { min = days, max = days } }) => min <= days && days <= max,
  );
  if (variant === undefined) return { variant: null, sop: sopOf(given.sop) };
  return { variant: variant.name, sop: sopOf(overlaid(given.sop, variant)) };
}

/** The request of a case. */
export function requestOf({ request }: Case): PlanRequest {
  const { timeZone = null, ...weekly } = request.slots;
  return {
    candidate: { name: 'Candidate', ...request.candidate },
    window: {
      start: Temporal.PlainDate.from(request.window.start),
      end: Temporal.PlainDate.from(request.window.end),
    },
    slots: { timeZone, weekly: weekOf(weekly) },
    now: Temporal.Instant.from(request.now),
    busy: request.busy.map(({ email, start, end, kind }) => ({
      email,
      start: Temporal.Instant.from(start),
      end: Temporal.Instant.from(end),
      kind,
    })),
    unreadable: new Set(request.unreadable),
    ...(request.done === undefined ? {} : { done: request.done.map(between) }),
    ...(request.fixed === undefined ? {} : { fixed: request.fixed.map(between) }),
    ...(request.keep === undefined ? {} : { keep: request.keep.map(from) }),
    ...(request.keeping === undefined ? {} : { keeping: request.keeping }),
  };
}

function from<T extends { readonly start: string }>(mock: T) {
  return { ...mock, start: Temporal.Instant.from(mock.start) };
}

function between<T extends { readonly start: string; readonly end: string }>(mock: T) {
  return { ...from(mock), end: Temporal.Instant.from(mock.end) };
}

const EVENT = {
  title: '{candidate} {course} Mock{number}',
  optionalAttendees: [],
  conference: 'none',
} as const;

function sopOf(text: SopText): Sop {
  return {
    name: 'Case',
    timeZone: text.timeZone,
    interviewers: new Map(
      Object.entries(text.interviewers).map(([id, each]) => [id, interviewerOf(id, each)]),
    ),
    courses: new Map(Object.entries(text.courses).map(([id, course]) => [id, { id, ...course }])),
    sequence: text.sequence.map((group) =>
      'anyOrder' in group
        ? { order: 'any', courses: group.anyOrder }
        : { order: 'fixed', courses: group.inOrder },
    ),
    rules: rulesOf(text.rules),
    prefer: text.prefer,
    timeOfDay: new Map(Object.entries(text.timeOfDay)),
    busy: {
      tentative: 'busy',
      unanswered: 'busy',
      declined: 'free',
      markedFree: 'free',
      allDay: 'busy',
      outOfOffice: 'busy',
      workingLocation: 'free',
      unreadable: text.unreadable,
    },
    event: EVENT,
    onChange: DEFAULT_ON_CHANGE,
    remindAt: null,
  };
}

function interviewerOf(id: string, text: InterviewerText): Interviewer {
  return {
    id,
    name: nameOf(id),
    email: text.email,
    hours: weekOf(text.hours),
    timeOff: (text.timeOff ?? []).map(({ from, to }) => ({
      from: Temporal.Instant.from(from),
      to: Temporal.Instant.from(to),
    })),
    maxPerDay: text.maxPerDay ?? null,
    calendar: text.calendar ?? null,
    telegram: null,
  };
}

function rulesOf(text: RulesText): Rules {
  return {
    startEvery: minutesOf(text.startEvery),
    minGap: minutesOf(text.minGap),
    maxGap: text.maxGap == null ? null : minutesOf(text.maxGap),
    courseGap: courseGapOf(text.courseGap),
    maxPerInterviewerPerDay: text.maxPerInterviewerPerDay ?? null,
    maxPerInterviewerPerWeek: text.maxPerInterviewerPerWeek ?? null,
    interviewerBuffer: minutesOf(text.interviewerBuffer ?? '0m'),
    maxPerCandidatePerDay: text.maxPerCandidatePerDay ?? null,
    minNotice: minutesOf(text.minNotice ?? '0m'),
    holidays: (text.holidays ?? []).map((day) => Temporal.PlainDate.from(day)),
  };
}

function courseGapOf(text: RulesText['courseGap']): CourseGap | null {
  if (text == null) return null;
  if (typeof text === 'string') return { kind: 'elapsed', minutes: minutesOf(text) };
  return { kind: 'days', days: text.days };
}

function weekOf(text: WeekText): WeeklySlots {
  const entries = Object.entries(text).map(([key, ranges]) => [key, ranges.map(rangeOf)] as const);
  return Object.fromEntries(entries);
}

function rangeOf(text: string): { start: number; end: number } {
  const [start = 0, end = 0] = text.split('-').map((clock) => {
    const [hour = 0, minute = 0] = clock.split(':').map(Number);
    return hour * 60 + minute;
  });
  return { start, end };
}

function minutesOf(text: string): number {
  if (!/^\d+m$/.test(text)) throw new Error(`a case writes durations as whole minutes, not ${text}`);
  return Number.parseInt(text, 10);
}

function nameOf(id: string): string {
  return `${id.slice(0, 1).toUpperCase()}${id.slice(1)}`;
}

function overlaid(sop: SopText, variant: VariantText): SopText {
  const courses = Object.entries(sop.courses).map(([id, course]) => [
    id,
    { ...course, ...variant.courses?.[id] },
  ]);
  return { ...sop, courses: Object.fromEntries(courses), rules: { ...sop.rules, ...variant.rules } };
}

function sourceOf({ unreadable, variants = [], interviewers, ...rest }: SopText): Record<string, unknown> {
  return withoutNulls({
    sop: 1,
    name: 'Case',
    ...rest,
    interviewers: Object.fromEntries(
      Object.entries(interviewers).map(([id, each]) => [id, { name: nameOf(id), ...each }]),
    ),
    variants: variants.map(({ windowDays, ...over }) => ({ ...over, when: { windowDays } })),
    busy: { unreadable },
    event: EVENT,
  });
}

/** A file says nothing about a rule that it does not have. */
function withoutNulls(source: object): Record<string, unknown> {
  return JSON.parse(JSON.stringify(source, (_, value) => value ?? undefined));
}
