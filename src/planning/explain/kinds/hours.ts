import { formatClockRange } from '../../../time/clock-range.ts';
import { DAY_NAMES, slotsOn, type WeeklySlots } from '../../../time/weekly-slots.ts';
import { shortestMock } from '../constraint.ts';
import { WHOLE_DAY } from '../day-classes.ts';
import { type Draft, effortOf } from '../draft.ts';
import { type Growth, leastGrowth } from '../growth.ts';
import type { Situation } from '../situation.ts';
import { count, onDays } from '../wording.ts';

/** Nobody is asked to work longer than this on top of a day's hours. */
const MINUTES_MAX = 180;

/** More hours of one interviewer on one day of the week. */
interface MoreHours {
  readonly id: string;
  readonly day: (typeof DAY_NAMES)[number];
  readonly growth: Growth;
}

/** A little more time of one interviewer on one day of the week: where the least is enough. */
export function hourDrafts(situation: Situation): Draft[] {
  let best: MoreHours | null = null;
  for (const id of situation.inConflict('hours')) {
    if (id === null || situation.isSpent) continue;
    const under: number = best === null ? MINUTES_MAX + 1 : (best as MoreHours).growth.minutes;
    best = leastHours(situation, id, under) ?? best;
  }
  return best === null ? [] : [draftOf(situation, best)];
}

function leastHours(situation: Situation, id: string, under: number): MoreHours | null {
  const { hours } = situation.sop.interviewers.get(id)!;
  const isPossible = (more: WeeklySlots) => situation.isPossibleWith(hoursPatch(id, more));
  if (!isPossible(Object.fromEntries(DAY_NAMES.map((day) => [day, WHOLE_DAY])))) return null;
  let best: MoreHours | null = null;
  for (const [index, day] of DAY_NAMES.entries()) {
    if (!isPossible({ [day]: WHOLE_DAY })) continue;
    const limit: number = best?.growth.minutes ?? under;
    const growth = leastGrowth(
      slotsOn(hours, index + 1),
      limit,
      (ranges) => isPossible({ [day]: ranges }),
      shortestMock(situation.sop),
    );
    if (growth !== null) best = { id, day, growth };
  }
  return best;
}

function hoursPatch(id: string, more: WeeklySlots) {
  const texts = Object.entries(more).map(([day, ranges]) => [day, ranges.map(formatClockRange)]);
  return { interviewers: { [id]: { hours: Object.fromEntries(texts) } } };
}

function draftOf(situation: Situation, { id, day, growth }: MoreHours): Draft {
  const { name } = situation.sop.interviewers.get(id)!;
  return {
    kind: 'hours',
    agree: 'interviewer',
    effort: effortOf(growth.minutes, 60, 120),
    size: growth.minutes,
    say: () =>
      `Let ${name} work ${formatClockRange(growth.grown)} ${onDays(day)} (${count(growth.minutes, 'minute')} more)`,
    confirm: () => situation.confirmPatch(hoursPatch(id, { [day]: growth.ranges })),
  };
}
