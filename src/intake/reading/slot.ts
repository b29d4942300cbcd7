import { DAY_END, formatClock, parseClockRange } from '../../time/clock-range.ts';
import type { Interval } from '../../time/interval.ts';
import { isClock, type RangeReading, rangeAfter, rangeBetween } from './clock.ts';
import { quoted } from './plain-text.ts';
import { type Refusal, refused } from './reading.ts';

export const EXAMPLES = '18:00-22:00 or 9am-12pm, 4pm-7pm';

/** What the words for a part of the day stand for; it is read back, so that a wrong one is seen. */
const PARTS_OF_DAY: Readonly<Record<string, string>> = {
  morning: '08:00-12:00',
  afternoon: '12:00-18:00',
  evening: '18:00-22:00',
  day: '00:00-24:00',
};

/** One range, or the two that an ambiguous one may mean. */
export interface SlotReading {
  readonly first: Interval;
  readonly second: Interval | null;
}

/** One slot in simplified text, without a zone behind it; the forms are those of `slots.ts`. */
export function readSlot(text: string): SlotReading | Refusal {
  const word = /^(?:in the |the |every |all )?(morning|afternoon|evening)s?$/.exec(text)?.[1];
  const named = word ?? (/^(?:all|any|(?:all|any|whole) day|anytime|always)$/.test(text) ? 'day' : undefined);
  if (named !== undefined) return clear(parseClockRange(PARTS_OF_DAY[named] ?? '') as Interval);
  const half = /^(.*\d.*?)(?: in the| at)? (morning|afternoon|evening|night)s?$/.exec(text);
  const ranged = (half?.[1] ?? text).replace(/^from (?=.*-)/, '').replace(/^at (?=\d)/, '');
  const open =
    /^(?:after|from|since) ([^-]+)$/.exec(ranged)?.[1] ??
    /^([^-]+?) (?:onwards?|on|or later)$/.exec(ranged)?.[1];
  if (open !== undefined) return settled(rangeAfter(open.trim()), text);
  if (/^(?:-|before |by )/.test(ranged)) {
    return refused(`When does ${quoted(text)} begin? Write both times, e.g. 8am-noon.`);
  }
  const [from = '', to, ...more] = ranged.split('-').map((side) => side.trim());
  if (to === undefined && isClock(from))
    return refused(`When does the slot at ${quoted(text)} end? Write both times, e.g. 6pm-9pm.`);
  if (to === undefined || to === '' || more.length > 0) return unreadable(text);
  const halfDay = half === null ? null : half[2] === 'morning' ? 'am' : 'pm';
  return settled(rangeBetween(from, to, halfDay), text);
}

function settled(reading: RangeReading, text: string): SlotReading | Refusal {
  switch (reading.kind) {
    case 'range':
      return clear(reading.range);
    case 'ambiguous':
      return { first: reading.morning, second: reading.evening };
    case 'unreadable':
      return unreadable(text);
    case 'backwards': {
      const shown = `${formatClock(reading.start % DAY_END)}-${formatClock(reading.end % DAY_END)}`;
      return refused(
        `${shown} ends before it begins. A slot lies within one day: write e.g. 18:00-22:00, and at most until midnight, e.g. 9pm-midnight.`,
      );
    }
  }
}

function clear(range: Interval): SlotReading {
  return { first: range, second: null };
}

function unreadable(text: string): Refusal {
  return refused(
    `I can't read ${quoted(text)} as a slot. Write a time, a dash and a time, e.g. ${EXAMPLES}, or none.`,
  );
}
