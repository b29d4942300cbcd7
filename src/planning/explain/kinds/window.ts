import type { PlanRequest } from '../../../request/model.ts';
import { procedureFor } from '../../../sop/model.ts';
import { dateAt, daysInWindow, minuteCeil } from '../../../time/zoned-day.ts';
import { type Draft, effortOf } from '../draft.ts';
import { least } from '../least.ts';
import type { Situation } from '../situation.ts';
import { count, dateText } from '../wording.ts';

/** Farther than this a window is not stretched: three months. */
export const EXTENSION_DAYS_MAX = 92;

/** The longest window that a request may have. */
const WINDOW_DAYS_MAX = 366;

/** A later end of the window, an earlier start. */
export function windowDrafts(situation: Situation): Draft[] {
  const { request } = situation;
  const { start, end } = request.window;
  const later = leastDays(situation, stretches(situation, EXTENSION_DAYS_MAX), (days) => ({
    ...request,
    window: { start, end: end.add({ days }) },
  }));
  const most = Math.min(EXTENSION_DAYS_MAX, daysUntilStart(situation));
  const earlier = leastDays(situation, stretches(situation, most), (days) => ({
    ...request,
    window: { start: start.subtract({ days }), end },
  }));
  return [
    ...(later === null ? [] : [endDraft(situation, later)]),
    ...(earlier === null ? [] : [startDraft(situation, earlier)]),
  ];
}

/** How many days lie between the first that notice allows and the window. */
function daysUntilStart({ request, sop }: Situation): number {
  const first = dateAt(minuteCeil(request.now) + sop.rules.minNotice, sop.timeZone);
  return daysInWindow(first, request.window.start) - 1;
}

/** Numbers of days more for which the same rules hold, both ends included. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * The days by which a window can grow, up to `most`, by the variant that then holds: within a
 * stretch a longer window is never worse, but the next one may have other rules, which are stricter.
 */
export function stretches({ procedure, windowDays }: Situation, most: number): Stretch[] {
  const variantFor = (days: number) => procedureFor(procedure, windowDays + days).variant;
  const end = Math.min(most, WINDOW_DAYS_MAX - windowDays);
  const found: Stretch[] = [];
  for (let from = 1, to = 1; from <= end; from = to + 1) {
    to = from;
    while (to < end && variantFor(to + 1) === variantFor(from)) to += 1;
    found.push({ from, to });
  }
  return found;
}

/** The fewest days of any stretch for which there is a plan, null where none is. */
export function leastDays(
  situation: Situation,
  among: readonly Stretch[],
  requestOf: (days: number) => PlanRequest,
): number | null {
  for (const { from, to } of among) {
    const found = least(to - from + 1, (step) => situation.isPossibleFor(requestOf(from + step - 1)));
    if (found !== null) return from + found - 1;
  }
  return null;
}

function endDraft(situation: Situation, days: number): Draft {
  const end = situation.request.window.end.add({ days });
  return {
    kind: 'window-end',
    agree: 'candidate',
    effort: effortOf(days, 7, 21),
    size: days,
    say: () => `Extend the window to ${dateText(end)} (${count(days, 'day')} more)`,
    confirm: () => situation.confirm({ request: { window: { end: end.toString() } } }),
  };
}

function startDraft(situation: Situation, days: number): Draft {
  const start = situation.request.window.start.subtract({ days });
  return {
    kind: 'window-start',
    agree: 'candidate',
    effort: effortOf(days, 7, 21),
    size: days,
    say: () => `Begin the window on ${dateText(start)} (${count(days, 'day')} earlier)`,
    confirm: () => situation.confirm({ request: { window: { start: start.toString() } } }),
  };
}
