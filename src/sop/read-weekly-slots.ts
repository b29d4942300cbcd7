import type { Loose } from '../document/blanked.ts';
import { quoted } from '../document/found.ts';
import type { Path } from '../document/plain-data.ts';
import type { Problems } from '../document/problem.ts';
import { parseClockRange } from '../time/clock-range.ts';
import { clockRangeFault } from '../time/clock-range-fault.ts';
import { type Interval, overlaps } from '../time/interval.ts';
import { DAY_NAMES, type DayKey, GROUP_NAMES, type WeeklySlots } from '../time/weekly-slots.ts';

/** Every key that slots may have. */
export const DAY_KEYS: readonly DayKey[] = [...GROUP_NAMES, ...DAY_NAMES];

/**
 * Reads slots per day as an SOP's hours and a request write them: lists of `HH:MM-HH:MM`. Null where
 * any of them is none, or two of a day overlap; each is reported.
 */
export function readWeeklySlots(
  slots: Loose<Partial<Record<DayKey, string[] | undefined>>>,
  path: Path,
  problems: Problems,
): WeeklySlots | null {
  const result: Partial<Record<DayKey, readonly Interval[]>> = {};
  let right = true;
  for (const key of DAY_KEYS) {
    if (!Object.hasOwn(slots, key)) continue;
    const texts = slots[key];
    const ranges = texts === undefined ? null : rangesIn(texts, [...path, key], problems);
    if (ranges === null) right = false;
    else result[key] = ranges;
  }
  return right ? result : null;
}

/** The ranges of a day's list in order, null where one is faulty. */
function rangesIn(
  texts: readonly (string | undefined)[],
  path: Path,
  problems: Problems,
): readonly Interval[] | null {
  const ranges: { range: Interval; text: string; index: number }[] = [];
  for (const [index, text] of texts.entries()) {
    if (text === undefined) continue;
    const range = parseClockRange(text);
    if (range !== null) {
      ranges.push({ range, text, index });
      continue;
    }
    const fault = clockRangeFault(text);
    if (fault !== null) {
      problems.fault([...path, index], `${quoted(text)} ${fault.why}`, { expected: fault.expected });
    }
  }
  ranges.sort((a, b) => a.range.start - b.range.start || a.index - b.index);
  let right = ranges.length === texts.length;
  let longest = ranges[0];
  for (const next of ranges.slice(1)) {
    if (longest !== undefined && overlaps(longest.range, next.range)) {
      const [first, second] = longest.index < next.index ? [longest, next] : [next, longest];
      problems.fault([...path, second.index], `${quoted(second.text)} overlaps ${quoted(first.text)}`, {
        expected: 'ranges of a day that touch at most',
      });
      right = false;
    }
    if (longest === undefined || next.range.end > longest.range.end) longest = next;
  }
  return right ? ranges.map(({ range }) => range) : null;
}
