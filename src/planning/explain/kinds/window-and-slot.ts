import { type Draft, effortOf } from '../draft.ts';
import type { Situation } from '../situation.ts';
import { leastSlotGrowth, slotTargets } from '../slot-growth.ts';
import { count, dateText, sentence } from '../wording.ts';
import { EXTENSION_DAYS_MAX, leastDays, stretches } from './window.ts';

/** So much longer the window is at most where the slots change too. */
const DAYS_MAX = 28;

/**
 * A later end of the window together with longer slots, for where neither helps alone: the least
 * slots of the longest extension, then the fewest days for them. Neither can be less by itself.
 */
export function windowAndSlotDrafts(situation: Situation): Draft[] {
  const { days, groups } = slotTargets(situation);
  if (days.length === 0) return [];
  const { request } = situation;
  const { start, end } = request.window;
  const most = Math.min(DAYS_MAX, EXTENSION_DAYS_MAX);
  const windowOf = (more: number) => ({ start, end: end.add({ days: more }) });
  for (const stretch of stretches(situation, most)) {
    const longest = { ...request, window: windowOf(stretch.to) };
    const found = leastSlotGrowth(situation, longest, days) ?? leastSlotGrowth(situation, longest, groups);
    if (found === null) continue;
    const { growth, slots, text, weekly } = found;
    const extended = leastDays(situation, [stretch], (more) => ({
      ...request,
      slots: { ...request.slots, weekly },
      window: windowOf(more),
    }));
    if (extended === null) continue;
    const last = end.add({ days: extended });
    return [
      {
        kind: 'window-and-slot',
        agree: 'candidate',
        effort: Math.max(effortOf(growth.perWeek, 0, 480), effortOf(extended, 0, 21)) as 1 | 2,
        size: growth.perWeek / 60 + extended,
        say: () =>
          sentence(`${text}, and extend the window to ${dateText(last)} (${count(extended, 'day')} more)`),
        confirm: () => situation.confirm({ request: { slots, window: { end: last.toString() } } }),
      },
    ];
  }
  return [];
}
