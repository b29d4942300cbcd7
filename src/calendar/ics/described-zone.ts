import { type Component, properties, property } from './component.ts';
import { occurrences } from './occurrences.ts';
import { parseRule } from './rule.ts';
import { DAY_SECONDS, instantOf, parseTime, type WallSecond } from './wall.ts';

/** From `at` on the clocks are `offset` seconds ahead of UTC. */
interface Onset {
  readonly at: number;
  readonly offset: number;
}

/** No zone on Earth has changed its clocks that often. */
const ONSETS_MAX = 2000;

/**
 * The IANA zone whose clocks agree with a VTIMEZONE in the two years from `year` on, tried every
 * five days: for zones that a program named by itself ("Customized Time Zone"). `likely` is asked
 * first, for of many zones that agree it is the one people mean. Null where none agrees.
 */
export function describedZone(zone: Component, year: number, likely: string): string | null {
  const start = Date.UTC(year, 0, 1) / 1000;
  const onsets = onsetsOf(zone, start - 366 * DAY_SECONDS, start + 2 * 366 * DAY_SECONDS);
  if (onsets === null) return null;
  const samples = Array.from({ length: 146 }, (_, index) => start + index * 5 * DAY_SECONDS);
  const wanted = samples.map((at) => onsets.findLast((onset) => onset.at <= at)?.offset ?? onsets[0]?.offset);
  const agrees = (name: string) =>
    samples.every((at, index) => {
      const offset = instantOf(at, 'UTC').toZonedDateTimeISO(name).offsetNanoseconds / 1e9;
      return offset === wanted[index];
    });
  return [likely, 'UTC', ...Intl.supportedValuesOf('timeZone')].find(agrees) ?? null;
}

/** The clock changes of `[from, to)` in order, and the last ones before; null where the description is faulty. */
function onsetsOf(zone: Component, from: WallSecond, to: WallSecond): Onset[] | null {
  const onsets: Onset[] = [];
  for (const observance of zone.children) {
    const first = parseTime(property(observance, 'DTSTART')?.value ?? '')?.wall;
    const before = offsetOf(property(observance, 'TZOFFSETFROM')?.value);
    const offset = offsetOf(property(observance, 'TZOFFSETTO')?.value);
    if (first === undefined || before === null || offset === null) return null;
    // Rules that hold "for ever" are dated to the years 1 or 1601, which says nothing about these.
    const start = Math.max(first, sameDayOf1971(first));
    const starts = [start, ...furtherStarts(observance)];
    for (const { value } of properties(observance, 'RRULE')) {
      if (!/FREQ=YEARLY/i.test(value)) return null;
      try {
        starts.push(
          ...occurrences(
            parseRule(value, (text) => (parseTime(text)?.wall ?? to) + before),
            start,
            from,
            to,
          ),
        );
      } catch {
        return null;
      }
    }
    for (const wall of starts) onsets.push({ at: wall - before, offset });
    if (onsets.length > ONSETS_MAX) return null;
  }
  return onsets.length === 0 ? null : onsets.sort((a, b) => a.at - b.at);
}

function furtherStarts(observance: Component): WallSecond[] {
  const texts = properties(observance, 'RDATE').flatMap(({ value }) => value.split(','));
  return texts.flatMap((text) => parseTime(text)?.wall ?? []);
}

function sameDayOf1971(wall: WallSecond): WallSecond {
  const date = new Date(wall * 1000);
  date.setUTCFullYear(1971);
  return date.getTime() / 1000;
}

/** Seconds of `-0800` or `+053000`. */
function offsetOf(text: string | undefined): number | null {
  const match = /^([+-])(\d\d)(\d\d)(\d\d)?$/.exec(text?.trim() ?? '');
  if (match === null) return null;
  const seconds = Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4] ?? 0);
  return match[1] === '-' ? -seconds : seconds;
}
