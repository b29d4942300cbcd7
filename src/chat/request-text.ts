import { formatDay, formatSlots, formatWindow } from '../intake/canonical.ts';
import type { CandidateRequest } from '../request/model.ts';
import { DAY_KEYS } from '../sop/read-weekly-slots.ts';
import { formatClockRange } from '../time/clock-range.ts';

/** What a candidate asks for, a line each; times without a zone of their own are `sopZone`'s. */
export function requestLines({ candidate, window, slots }: CandidateRequest, sopZone: string): string[] {
  const weekly = DAY_KEYS.flatMap((key) => {
    const ranges = slots.weekly[key];
    return ranges === undefined ? [] : [`${key} ${formatSlots(ranges.map(formatClockRange))}`];
  });
  return [
    `Window: ${formatDay(window.start)} to ${formatDay(window.end)} (${formatWindow(window.start, window.end)})`,
    `Slots: ${weekly.join('; ')}, ${slots.timeZone ?? sopZone} time`,
    `Time zone: ${candidate.timeZone}`,
  ];
}
