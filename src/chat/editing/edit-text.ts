import { formatSlots } from '../../intake/canonical.ts';
import type { CandidateRequest, RequestSlots } from '../../request/model.ts';
import { DAY_KEYS } from '../../sop/read-weekly-slots.ts';
import { formatClockRange } from '../../time/clock-range.ts';
import { speaksFor } from './edited-slots.ts';

/** The edit that makes one request out of another, as `editedRequest` reads it; empty where they are alike. */
export function editText(from: CandidateRequest, to: CandidateRequest, sopZone: string): string {
  const parts = (of: CandidateRequest) => [
    `window ${of.window.start} to ${of.window.end}`,
    `slots ${slotsText(of.slots, sopZone)}`,
    `zone ${of.candidate.timeZone}`,
  ];
  const before = parts(from);
  const changed = parts(to).filter((part, index) => part !== before[index]);
  return changed.map((part) => part.replace(/^slots /, `slots ${clearing(from, to)}`)).join(' ');
}

/** `weekdays 18:00-22:00; saturday none in America/New_York` */
export function slotsText({ weekly, timeZone }: RequestSlots, sopZone: string): string {
  const days = DAY_KEYS.flatMap((key) => {
    const ranges = weekly[key];
    return ranges === undefined ? [] : [`${key} ${formatSlots(ranges.map(formatClockRange))}`];
  });
  return `${days.join('; ')} in ${timeZone ?? sopZone}`;
}

/** Takes away first what would stay because nothing that is said speaks for it. */
function clearing(from: CandidateRequest, to: CandidateRequest): string {
  const said = DAY_KEYS.filter((key) => to.slots.weekly[key] !== undefined).flatMap(speaksFor);
  const stays = DAY_KEYS.some((key) => from.slots.weekly[key] !== undefined && !said.includes(key));
  return stays ? 'everyday none; ' : '';
}
