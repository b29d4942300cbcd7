import { simplified } from '../../intake/reading/plain-text.ts';
import { type Reading, refused, understood } from '../../intake/reading/reading.ts';
import { slotZoneIn } from '../../intake/reading/slot-zone.ts';
import { readSlots } from '../../intake/reading/slots.ts';
import type { CandidateRequest, RequestSlots } from '../../request/model.ts';
import { DAY_KEYS } from '../../sop/read-weekly-slots.ts';
import type { Interval } from '../../time/interval.ts';
import { DAY_NAMES, type DayKey, type WeeklySlots } from '../../time/weekly-slots.ts';
import { sameZone } from '../../time/zone.ts';

const EXAMPLE = 'slots weekdays 18:00-22:00; saturday 10:00-14:00';

/**
 * Slots as an edit names them: `6pm-9pm` for every day, or `weekdays 6pm-9pm; sat, sun none`, where the
 * days that are not named keep theirs. `in candidate time` or `in ZONE` behind any of them moves all;
 * else they are meant in the zone that the request's slots had.
 */
export function editedSlots(
  { slots, candidate }: Pick<CandidateRequest, 'slots' | 'candidate'>,
  text: string,
  sopZone: string,
): Reading<RequestSlots> {
  const parts = text.split(/[;\n]/).filter((part) => part.trim() !== '');
  if (parts.length === 0) return refused(`Which slots? For example: ${EXAMPLE}`);
  let { weekly, timeZone } = slots;
  for (const part of parts) {
    const { days, ranges, zone } = splitPart(part.trim());
    const read = readSlots(ranges, { group: 'weekdays', other: null });
    if (!read.ok) return read;
    const said = zone ?? read.value.zone;
    if (said !== null) timeZone = said === 'sop' ? null : said === 'candidate' ? candidate.timeZone : said;
    for (const key of days) weekly = withKey(weekly, key, read.value.ranges);
  }
  if (DAY_KEYS.every((key) => (weekly[key] ?? []).length === 0))
    return refused(`That leaves no slot at all, so no mock could take place. For example: ${EXAMPLE}`);
  return understood({ timeZone: timeZone === null || sameZone(timeZone, sopZone) ? null : timeZone, weekly });
}

/** `sat, sunday 10-14 in EST` → the days, the ranges, and the zone. Without days it is every day. */
function splitPart(part: string): { days: readonly DayKey[]; ranges: string; zone: string | null } {
  const behind = /^([\s\S]*?)\s+in\s+([\s\S]*)$/i.exec(part);
  const zone = behind === null ? null : slotZoneIn(simplified(behind[2]!));
  const words = (zone === null ? part : behind![1]!).replaceAll(',', ' , ').split(/\s+/);
  const days: DayKey[] = [];
  let read = 0;
  for (; read < words.length; read += 1) {
    const day = dayKey(words[read]!.replace(/:$/, '').toLowerCase());
    if (day !== null) days.push(day);
    else if (days.length === 0 || !/^(?:,|and|&)$/i.test(words[read]!)) break;
  }
  const ranges = words.slice(read).join(' ').replaceAll(' , ', ', ');
  return { days: days.length === 0 ? ['everyday'] : days, ranges, zone };
}

/** `saturday`, `saturdays`, `sat`, `weekday` … */
function dayKey(word: string): DayKey | null {
  const key = DAY_KEYS.find((each) => each === word || `${each}s` === word || each === `${word}s`);
  return key ?? DAY_NAMES.find((day) => day.slice(0, 3) === word) ?? null;
}

/** The slots with other ones under a key; days for which the key speaks lose those of their own. */
function withKey(weekly: WeeklySlots, key: DayKey, ranges: readonly Interval[]): WeeklySlots {
  const kept = Object.entries(weekly).filter(([each]) => !speaksFor(key).includes(each as DayKey));
  return { ...Object.fromEntries(kept), [key]: ranges };
}

/** The keys that a key overrules when it is said anew. */
export function speaksFor(key: DayKey): readonly DayKey[] {
  switch (key) {
    case 'everyday':
      return DAY_KEYS;
    case 'weekdays':
      return ['weekdays', ...DAY_NAMES.slice(0, 5)];
    case 'weekends':
      return ['weekends', ...DAY_NAMES.slice(5)];
    default:
      return [key];
  }
}
