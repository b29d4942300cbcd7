import { formatDuration } from '../../../time/duration.ts';
import { type Interval, joined } from '../../../time/interval.ts';
import { momentText } from '../../../time/spoken.ts';
import { type DayKey, slotsOn } from '../../../time/weekly-slots.ts';
import { daysInWindow, instantAt, minuteCeil } from '../../../time/zoned-day.ts';
import { holdsIn } from '../conflict.ts';
import { dayClasses, keysOf, NO_KEY } from '../day-classes.ts';
import { least } from '../least.ts';
import { count, dateText, list, onDays, rangesText } from '../wording.ts';
import type { Background } from './background.ts';

export function windowSentence(background: Background): string {
  const { start, end } = background.situation.request.window;
  const days = daysInWindow(start, end);
  const from = days === 1 ? dateText(start) : `${dateText(start)} to ${dateText(end)}`;
  const needed = daysNeeded(background);
  const mocks = count(background.facts.mocks, 'mock');
  // These bind the others to their own days, and so count days that the rules would not.
  const isFixed = (background.situation.request.fixed ?? []).length > 0;
  const around = isFixed ? ' and with what is fixed where it is,' : '';
  const rest =
    needed === null
      ? ''
      : `; by the rules named here alone,${around} the ${mocks} need at least ${count(needed, 'day')} from ${dateText(start)} on`;
  return `The window, ${from}, has ${count(days, 'day')}${rest}.`;
}

/** The fewest days from the window's first that are enough where only the conflict's rules hold. */
function daysNeeded({ situation, relaxation, work }: Background): number | null {
  const { start, end } = situation.request.window;
  const { sop, request } = relaxation.under(holdsIn(situation.conflict));
  const more = least(2 * relaxation.windowLift, (days) =>
    work.isPossible({ sop, request: { ...request, window: { start, end: end.add({ days }) } } }),
  );
  return more === null ? null : daysInWindow(start, end) + more;
}

/** `key` as a constraint names days: a key of slots, or `NO_KEY`. */
export function slotsSentence(background: Background, key: string): string {
  const { weekly, timeZone } = background.situation.request.slots;
  const { daysOfWeek } = dayClasses(weekly).find((each) => (each.key ?? NO_KEY) === key)!;
  const ranges = joined(slotsOn(weekly, daysOfWeek[0]!));
  const zone = timeZone === null || ranges.length === 0 ? '' : ` ${timeZone} time`;
  const days = key === NO_KEY ? keysOf(daysOfWeek) : [key as DayKey];
  if (ranges.length === 0 && days[0] === 'everyday') return 'The candidate has no time on any day.';
  return `The candidate has ${rangesText(ranges)}${zone} ${list(days.map(onDays))}${tooShort(background, ranges)}.`;
}

function tooShort({ situation }: Background, ranges: readonly Interval[]): string {
  if (ranges.length === 0) return '';
  const longest = Math.max(...ranges.map(({ start, end }) => end - start));
  const courses = [...situation.sop.courses.values()].filter(({ mocks }) =>
    mocks.some((length) => length > longest),
  );
  if (courses.length === 0) return '';
  const names = list(courses.map(({ id }) => id));
  const most = Math.max(...courses.flatMap(({ mocks }) => mocks));
  const need = courses.length === 1 ? `which needs ${most}` : `which need up to ${most}`;
  return `, ${longest} minutes at a stretch: too short for ${names}, ${need}`;
}

export function noticeSentence({ situation }: Background): string {
  const { minNotice } = situation.sop.rules;
  const { timeZone } = situation.sop;
  const { now } = situation.request;
  const from = momentText(instantAt(minuteCeil(now) + minNotice), timeZone);
  if (minNotice === 0) return `It is ${from}, and no mock can start before now.`;
  return `It is ${momentText(now, timeZone)} and the notice is ${formatDuration(minNotice)} (minNotice), so no mock can start before ${from}.`;
}
