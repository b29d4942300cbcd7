import { formatClockRange } from '../../../time/clock-range.ts';
import { DAY_NAMES, slotsOn } from '../../../time/weekly-slots.ts';
import { WHOLE_DAY } from '../day-classes.ts';
import { type Draft, effortOf } from '../draft.ts';
import { type Growth, leastGrowth } from '../growth.ts';
import type { Situation } from '../situation.ts';
import { count, onDays } from '../wording.ts';

/** Nobody is asked to work longer than this on top of a day's hours. */
const MINUTES_MAX = 180;

/** A little more time of one interviewer on one day of the week; the best for each interviewer. */
export function hourDrafts(situation: Situation): Draft[] {
  return situation.inConflict('hours').flatMap((id) => {
    const draft = id === null || situation.isSpent ? null : bestDraft(situation, id);
    return draft === null ? [] : [draft];
  });
}

function bestDraft(situation: Situation, id: string): Draft | null {
  const { name, hours } = situation.sop.interviewers.get(id)!;
  const patch = (more: Readonly<Record<string, readonly { start: number; end: number }[]>>) => ({
    interviewers: {
      [id]: {
        hours: Object.fromEntries(
          Object.entries(more).map(([day, ranges]) => [day, ranges.map(formatClockRange)]),
        ),
      },
    },
  });
  const isPossible = (more: Parameters<typeof patch>[0]) => situation.isPossibleWith(patch(more));
  if (!isPossible(Object.fromEntries(DAY_NAMES.map((day) => [day, WHOLE_DAY])))) return null;
  let best: { day: (typeof DAY_NAMES)[number]; growth: Growth } | null = null;
  for (const [index, day] of DAY_NAMES.entries()) {
    if (!isPossible({ [day]: WHOLE_DAY })) continue;
    const under = best?.growth.minutes ?? MINUTES_MAX + 1;
    const growth = leastGrowth(slotsOn(hours, index + 1), under, (each) => isPossible({ [day]: each }));
    if (growth !== null) best = { day, growth };
  }
  if (best === null) return null;
  const { day, growth } = best;
  return {
    kind: 'hours',
    agree: 'interviewer',
    effort: effortOf(growth.minutes, 60, 120),
    size: growth.minutes,
    say: () =>
      `Let ${name} work ${formatClockRange(growth.grown)} ${onDays(day)} (${count(growth.minutes, 'minute')} more)`,
    confirm: () => situation.confirmPatch(patch({ [day]: growth.ranges })),
  };
}
