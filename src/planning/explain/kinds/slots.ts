import { WHOLE_DAY } from '../day-classes.ts';
import { type Draft, effortOf } from '../draft.ts';
import type { Situation } from '../situation.ts';
import { leastSlotGrowth, type SlotGrowth, slotTargets, withSlots } from '../slot-growth.ts';
import { sentence } from '../wording.ts';

/** More time of the candidate, on the day of the week or the group of days where the least is enough. */
export function slotDrafts(situation: Situation): Draft[] {
  const { days, groups } = slotTargets(situation);
  const all = days.flat();
  const wholeDays = withSlots(
    situation.request,
    all,
    all.map(() => WHOLE_DAY),
  );
  if (days.length === 0 || !situation.isPossibleFor(wholeDays)) return [];
  const found = leastSlotGrowth(situation, situation.request, [...days, ...groups]);
  return found === null ? [] : [draftOf(situation, found)];
}

function draftOf(situation: Situation, { growth, slots, text }: SlotGrowth): Draft {
  return {
    kind: 'slot',
    agree: 'candidate',
    effort: effortOf(growth.perWeek, 120, 480),
    size: growth.perWeek,
    say: () => sentence(text),
    confirm: () => situation.confirm({ request: { slots } }),
  };
}
