import { daysInWindow } from '../../time/zoned-day.ts';
import { formatDay, formatWindow } from '../canonical.ts';
import type { IntakeContext } from '../dialogue.ts';
import { readDate } from '../reading/date.ts';
import { type Refusal, refused, understood } from '../reading/reading.ts';
import type { Question } from './question.ts';

const WINDOW_DAYS_MAX = 366;
/** Further away a start is a slip in the year. */
const YEARS_AHEAD_MAX = 5;

export const startQuestion: Question = {
  label: 'Start',
  ask: (_, { sop }) =>
    `On which day may the mocks start (${sop.timeZone} calendar)? E.g. 1 Dec, 2026-12-01, tomorrow, in 2 weeks.`,
  suggestions: () => ['today', 'tomorrow', 'next monday'],
  take(typed, answers, context) {
    const day = readDate(typed, { today: today(context), start: null });
    if (!day.ok) return day;
    return startFault(day.value, context) ?? understood({ ...answers, start: day.value.toString() });
  },
  canonical: ({ start }) => canonicalDay(start),
  readBack: ({ start }) => `Start: ${canonicalDay(start)}`,
};

export const endQuestion: Question = {
  label: 'End',
  ask: () => 'Until which day, that day included? E.g. 28 Dec, or 4 weeks counted from the start.',
  suggestions: () => ['2 weeks', '3 weeks', '4 weeks', '6 weeks'],
  take(typed, answers, context) {
    const start = dayOf(answers.start as string);
    const day = readDate(typed, { today: today(context), start });
    if (!day.ok) return day;
    return endFault(start, day.value) ?? understood({ ...answers, end: day.value.toString() });
  },
  canonical: ({ end }) => canonicalDay(end),
  readBack: ({ start, end }) =>
    `End: ${canonicalDay(end)} (${formatWindow(dayOf(start as string), dayOf(end as string))})`,
};

/** Why a window can't start on this day, if so. */
export function startFault(start: Temporal.PlainDate, context: IntakeContext): Refusal | null {
  const now = today(context);
  if (Temporal.PlainDate.compare(start, now.add({ years: YEARS_AHEAD_MAX })) > 0) {
    return refused(
      `${formatDay(start)} is more than ${YEARS_AHEAD_MAX} years away. Name an earlier day, e.g. next monday.`,
    );
  }
  if (Temporal.PlainDate.compare(start, now) >= 0) return null;
  return refused(
    `${formatDay(start)} is in the past: today is ${formatDay(now)} in ${context.sop.timeZone}. Name today or a later day, e.g. tomorrow.`,
    ['today', 'tomorrow'],
  );
}

/** Why a window from `start` can't end on this day, if so. */
export function endFault(start: Temporal.PlainDate, end: Temporal.PlainDate): Refusal | null {
  if (Temporal.PlainDate.compare(end, start) < 0) {
    return refused(
      `${formatDay(end)} is before the start, ${formatDay(start)}. Name that day or a later one, e.g. 4 weeks.`,
      ['2 weeks', '4 weeks'],
    );
  }
  const days = daysInWindow(start, end);
  if (days <= WINDOW_DAYS_MAX) return null;
  const last = start.add({ days: WINDOW_DAYS_MAX - 1 });
  return refused(
    `${formatDay(start)} to ${formatDay(end)} are ${days} days; a window has at most ${WINDOW_DAYS_MAX}. Name ${formatDay(last)} or an earlier day, e.g. 4 weeks.`,
    ['4 weeks'],
  );
}

/** A stored answer as a date. */
export function dayOf(iso: string): Temporal.PlainDate {
  return Temporal.PlainDate.from(iso);
}

function canonicalDay(iso: string | null): string | null {
  return iso === null ? null : formatDay(dayOf(iso));
}

function today({ now, sop }: IntakeContext): Temporal.PlainDate {
  return now.toZonedDateTimeISO(sop.timeZone).toPlainDate();
}
