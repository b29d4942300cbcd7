import type { PlanRequest } from '../../request/model.ts';
import { type CourseGap, type Procedure, procedureFor, type Rules, type Sop } from '../../sop/model.ts';
import { formatClockRange } from '../../time/clock-range.ts';
import { formatDuration } from '../../time/duration.ts';
import type { Interval } from '../../time/interval.ts';
import { DAY_NAMES, slotsOn } from '../../time/weekly-slots.ts';
import { daysInWindow } from '../../time/zoned-day.ts';
import { leastGrowth } from '../explain/growth.ts';
import { least } from '../explain/least.ts';
import { count, dateText, freeDays, onDays } from '../explain/wording.ts';
import type { EarlierChange, TryWith } from './earlier-change.ts';

/** A candidate is not asked for more than this on top of a day's slots. */
const SLOT_MINUTES_MAX = 240;

/** An earlier begin of the window is looked for up to so many days. */
const EARLIER_DAYS_MAX = 14;

/** The smallest change of each kind, of the request and of the rules, that makes an earlier finish possible. */
export function levers(
  procedure: Procedure,
  sop: Sop,
  request: PlanRequest,
  tryWith: TryWith,
): EarlierChange[] {
  return [
    slotLever(sop, request, tryWith),
    windowLever(procedure, sop, request, tryWith),
    ...ruleLevers(sop).map((lever) => pulled(lever, sop, request, tryWith)),
    ...holidayLevers(sop, request, tryWith),
  ].filter((change) => change !== null);
}

/** The candidate's slots on one day of the week: where the fewest minutes more are enough. */
function slotLever(sop: Sop, request: PlanRequest, tryWith: TryWith): EarlierChange | null {
  const { weekly } = request.slots;
  const onDay = (day: number, ranges: readonly Interval[]): PlanRequest => {
    const slots = { ...request.slots, weekly: { ...weekly, [DAY_NAMES[day - 1]!]: ranges } };
    return { ...request, slots };
  };
  const withDay = (day: number, ranges: readonly Interval[]) => tryWith(sop, onDay(day, ranges));
  let best: { minutes: number; change: EarlierChange } | null = null;
  for (const [index, key] of DAY_NAMES.entries()) {
    const day = index + 1;
    if (withDay(day, [{ start: 0, end: 1440 }]) === null) continue;
    const under = best?.minutes ?? SLOT_MINUTES_MAX + 1;
    const growth = leastGrowth(slotsOn(weekly, day), under, (ranges) => withDay(day, ranges) !== null);
    if (growth === null) continue;
    const to = `the candidate ${formatClockRange(growth.grown)} ${onDays(key)}`;
    const message = growth.isNew ? `add a slot of ${to}` : `lengthen the slot of ${to}`;
    best = {
      minutes: growth.minutes,
      change: {
        kind: 'slots',
        message,
        finishDay: withDay(day, growth.ranges)!,
        tried: { sop, request: onDay(day, growth.ranges) },
      },
    };
  }
  return best?.change ?? null;
}

/** A longer window may come under another variant, and is then another question. */
function windowLever(
  procedure: Procedure,
  sop: Sop,
  request: PlanRequest,
  tryWith: TryWith,
): EarlierChange | null {
  const length = daysInWindow(request.window.start, request.window.end);
  const isAlike = (days: number) => procedureFor(procedure, length + days).sop === sop;
  let most = 0;
  while (most < EARLIER_DAYS_MAX && isAlike(most + 1)) most += 1;
  const begin = (days: number) => request.window.start.subtract({ days });
  const from = (days: number): PlanRequest => ({
    ...request,
    window: { ...request.window, start: begin(days) },
  });
  const days = least(most, (each) => tryWith(sop, from(each)) !== null);
  if (days === null) return null;
  const message = `begin the window on ${dateText(begin(days))} (${count(days, 'day')} earlier)`;
  return {
    kind: 'window',
    message,
    finishDay: tryWith(sop, from(days))!,
    tried: { sop, request: from(days) },
  };
}

/** A rule that allows the more the farther it is moved. */
interface Lever {
  readonly kind: keyof Rules;
  /** Steps beyond which nothing changes any more. */
  readonly most: number;
  readonly moved: (steps: number) => Partial<Rules>;
  readonly say: (steps: number) => string;
}

function pulled(
  { kind, most, moved, say }: Lever,
  sop: Sop,
  request: PlanRequest,
  tryWith: TryWith,
): EarlierChange | null {
  const by = (steps: number): Sop => ({ ...sop, rules: { ...sop.rules, ...moved(steps) } });
  const steps = least(most, (each) => tryWith(by(each), request) !== null);
  if (steps === null) return null;
  return {
    kind,
    message: say(steps),
    finishDay: tryWith(by(steps), request)!,
    tried: { sop: by(steps), request },
  };
}

function ruleLevers({ rules, courses }: Sop): Lever[] {
  const mocks = [...courses.values()].reduce((sum, course) => sum + course.mocks.length, 0);
  const minutes = (
    kind: 'minGap' | 'maxGap' | 'interviewerBuffer' | 'minNotice',
    direction: 1 | -1,
    most: number,
  ): Lever[] => {
    const now = rules[kind];
    if (now === null || most === 0) return [];
    const to = (steps: number) => now + direction * steps;
    return [
      {
        kind,
        most,
        moved: (steps) => ({ [kind]: to(steps) }),
        say: (steps) => `${kind} of ${formatDuration(to(steps))} (now ${formatDuration(now)})`,
      },
    ];
  };
  const cap = (
    kind: 'maxPerInterviewerPerDay' | 'maxPerInterviewerPerWeek' | 'maxPerCandidatePerDay',
  ): Lever[] => {
    const now = rules[kind];
    if (now === null) return [];
    const say = (steps: number) => `${kind} of ${now + steps} (now ${now})`;
    return [{ kind, most: mocks, moved: (steps) => ({ [kind]: now + steps }), say }];
  };
  return [
    ...minutes('minGap', -1, rules.minGap),
    ...(rules.courseGap === null ? [] : [courseGapLever(rules.courseGap)]),
    ...minutes('maxGap', 1, WEEKS_OF_GAP),
    ...minutes('interviewerBuffer', -1, rules.interviewerBuffer),
    ...minutes('minNotice', -1, rules.minNotice),
    ...cap('maxPerCandidatePerDay'),
    ...cap('maxPerInterviewerPerDay'),
    ...cap('maxPerInterviewerPerWeek'),
  ];
}

/** Four weeks in minutes: nobody waits longer for the next mock. */
const WEEKS_OF_GAP = 4 * 7 * 1440;

/** Full free days fewer, the last step being no gap at all; or minutes fewer. */
function courseGapLever(now: CourseGap): Lever {
  if (now.kind === 'elapsed') {
    const to = (steps: number) => now.minutes - steps;
    return {
      kind: 'courseGap',
      most: now.minutes,
      moved: (steps) => ({ courseGap: { kind: 'elapsed', minutes: to(steps) } }),
      say: (steps) => `courseGap of ${formatDuration(to(steps))} (now ${formatDuration(now.minutes)})`,
    };
  }
  const left = (steps: number) => now.days - steps;
  return {
    kind: 'courseGap',
    most: now.days + 1,
    moved: (steps) => ({ courseGap: left(steps) < 0 ? null : { kind: 'days', days: left(steps) } }),
    say: (steps) => {
      const to = left(steps) < 0 ? 'no courseGap' : `courseGap of ${freeDays(left(steps))}`;
      return `${to} (now ${freeDays(now.days)})`;
    },
  };
}

/** A holiday that alone stands in the way: the first, by date, without which it is possible. */
function holidayLevers(sop: Sop, request: PlanRequest, tryWith: TryWith): EarlierChange[] {
  const { holidays } = sop.rules;
  for (const holiday of holidays) {
    const others = holidays.filter((other) => other !== holiday);
    const without = { ...sop, rules: { ...sop.rules, holidays: others } };
    const finishDay = tryWith(without, request);
    if (finishDay === null) continue;
    const message = `mocks on the holiday ${dateText(holiday)}`;
    return [{ kind: 'holidays', message, finishDay, tried: { sop: without, request } }];
  }
  return [];
}
