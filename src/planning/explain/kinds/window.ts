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
  const { start, end } = situation.request.window;
  const most = Math.min(EXTENSION_DAYS_MAX, WINDOW_DAYS_MAX - situation.windowDays);
  const later = leastDays(situation, most, (days) => ({ start, end: end.add({ days }) }));
  const earlier = leastDays(situation, Math.min(most, daysUntilStart(situation)), (days) => ({
    start: start.subtract({ days }),
    end,
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

type WindowOf = (days: number) => { readonly start: Temporal.PlainDate; readonly end: Temporal.PlainDate };

/**
 * The fewest days. Longer windows may have other rules, which are stricter perhaps; so the least is
 * looked for within each stretch of lengths for which one variant holds, the shortest first.
 */
function leastDays(situation: Situation, most: number, windowOf: WindowOf): number | null {
  const { procedure, request, windowDays } = situation;
  const variantFor = (days: number) => procedureFor(procedure, windowDays + days).variant;
  for (let from = 1, to = 1; from <= most; from = to + 1) {
    to = from;
    while (to < most && variantFor(to + 1) === variantFor(from)) to += 1;
    // The conflict still holds where the rules stay the same and the window was no part of it.
    if (variantFor(from) === situation.variant && situation.inConflict('window').length === 0) continue;
    const found = least(to - from + 1, (step) =>
      situation.isPossibleFor({ ...request, window: windowOf(from + step - 1) }),
    );
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
