import { formatClockRange, parseClockRange } from '../../time/clock-range.ts';
import { type Interval, overlaps } from '../../time/interval.ts';
import { quoted, simplified } from './plain-text.ts';
import { type Reading, type Refusal, refused, understood } from './reading.ts';
import { EXAMPLES, readSlot, type SlotReading } from './slot.ts';
import { type SlotZone, slotZoneIn, splitZoneWords } from './slot-zone.ts';

export type SlotGroup = 'weekdays' | 'weekends';

export interface SlotsFrame {
  readonly group: SlotGroup;
  /** What was said for the other group, `HH:MM-HH:MM`, for `same`; null where nothing was yet. */
  readonly other: readonly string[] | null;
}

export interface SlotsSaid {
  /** Minutes of the day, sorted, none overlapping. */
  readonly ranges: readonly Interval[];
  /** The zone that was named with them, else null. */
  readonly zone: SlotZone | null;
}

const NONE =
  /^(?:none|no|nope|nothing|nil|never|skip|-|n\/a|na|not available|unavailable|no slots|no week ?(?:days?|ends?))$/;
const SAME =
  /^(?:the )?same(?: (?:as )?(?:the )?(?:on )?week ?(?:days?|ends?))?$|^(?:like|as) (?:on )?(?:the )?week ?(?:days?|ends?)$/;
const OWN_DAYS = {
  weekdays: /^(?:on )?(?:week ?days?|mon(?:day)?s?-fri(?:day)?s?|every ?day|daily)\b ?:? ?/,
  weekends:
    /^(?:on )?(?:week ?ends?|sat(?:urday)?s? ?(?:-|,|&|\+|and) ?sun(?:day)?s?|every ?day|daily)\b ?:? ?/,
} as const;
const DAY_WORD =
  /\b(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?s?\b|\bweek ?(?:days?|ends?)\b/;

/**
 * Slots as people type them: ranges separated by `,` `;` `&` `+` `and` or new lines, each with any
 * dash, `to` or `until` between its times (see `clock.ts` for a missing am or pm), or
 *
 * - `after 6pm`, `from 6pm`, `6pm onwards`: until the day's end;
 * - `mornings` 08:00–12:00, `afternoons` 12:00–18:00, `evenings` 18:00–22:00, `all day` 00:00–24:00;
 * - `none`, `no`, `-`, `skip`: no slots; `same`: those of the other group.
 *
 * Behind them may stand whose time it is: `candidate time`, `their time`, `SOP time`, `EST`.
 */
export function readSlots(typed: string, frame: SlotsFrame): Reading<SlotsSaid> {
  if (typed.length > 500) return refused(`That is too long for a list of slots. Write e.g. ${EXAMPLES}.`);
  const text = tidy(typed);
  if (text === '') return refused(`I need slots, e.g. ${EXAMPLES}, or none.`);
  if (NONE.test(text)) return understood({ ranges: [], zone: null });
  if (SAME.test(text)) return same(frame);
  const ownDays = text.replace(OWN_DAYS[frame.group], '');
  if (DAY_WORD.test(ownDays)) return refusedDays(frame.group);
  const parts = ownDays
    .split(/[,;&+]|\band\b/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (parts.length === 0) return refused(`Which times? Write e.g. ${EXAMPLES}, or none.`);
  return readParts(parts);
}

function tidy(typed: string): string {
  return simplified(typed.replace(/[\r\n]+/g, ','))
    .replace(/([ap])\.? ?m\b\.?/g, '$1m')
    .replace(/(\d) ?([ap])\b(?!')/g, '$1$2m')
    .replace(/ ?o'clock/g, '')
    .replace(/\bany time\b/g, 'anytime')
    .replace(/\bbetween ([^,;]{1,20}?) and\b/g, '$1 to')
    .replace(/ *\b(?:to|until|till|til|through|thru)\b */g, '-')
    .replace(/ *-+ */g, '-')
    .replace(/[.,; ]+$/, '')
    .trim();
}

function same({ group, other }: SlotsFrame): Reading<SlotsSaid> {
  const ranges = other?.map(parseClockRange).filter((range) => range !== null);
  if (ranges !== undefined) return understood({ ranges, zone: null });
  return refused(
    `Same as what? Nothing is said yet besides the ${group === 'weekdays' ? 'weekday' : 'weekend'} slots. Write e.g. ${EXAMPLES}, or none.`,
  );
}

function refusedDays(group: SlotGroup): Refusal {
  const days = group === 'weekdays' ? 'every day from Monday to Friday' : 'both Saturday and Sunday';
  return refused(
    `These slots hold on ${days}; single days can't be told apart here. Write only times, e.g. ${EXAMPLES}.`,
  );
}

function readParts(texts: readonly string[]): Reading<SlotsSaid> {
  const parts: SlotReading[] = [];
  const zones = new Set<SlotZone>();
  let zoneText = '';
  for (const text of texts) {
    const { slot, zoneWords } = splitZoneWords(text);
    const part = readSlot(slot);
    if ('ok' in part) return part;
    parts.push(part);
    if (zoneWords === '') continue;
    const zone = slotZoneIn(zoneWords);
    if (zone === null)
      return refused(
        `I can't read ${quoted(zoneWords)} behind the slot. Only a zone may stand there, e.g. 18:00-22:00 candidate time, or 6pm-10pm EST.`,
      );
    zones.add(zone);
    zoneText = ` ${zoneWords}`;
  }
  if (zones.size > 1)
    return refused(`All slots have to be in one zone. Write e.g. ${EXAMPLES} candidate time.`);
  if (parts.some((part) => part.second !== null)) return refusedAmbiguous(parts, zoneText);
  const ranges = parts.map((part) => part.first).sort((a, b) => a.start - b.start);
  return overlapping(ranges) ?? understood({ ranges, zone: [...zones][0] ?? null });
}

function refusedAmbiguous(parts: readonly SlotReading[], zoneText: string): Refusal {
  const readings = [parts.map((part) => part.first), parts.map((part) => part.second ?? part.first)];
  const unclear = parts.find((part) => part.second !== null) as SlotReading & { second: Interval };
  const offered = readings
    .map((ranges) => [...ranges].sort((a, b) => a.start - b.start))
    .filter((ranges) => overlapping(ranges) === null)
    .map((ranges) => ranges.map(formatClockRange).join(', ') + zoneText);
  return refused(
    `Morning or evening: ${formatClockRange(unclear.first)} or ${formatClockRange(unclear.second)}? Write am or pm with it, e.g. 6pm-9pm.`,
    offered,
  );
}

function overlapping(sorted: readonly Interval[]): Refusal | null {
  for (const [index, range] of sorted.entries()) {
    const next = sorted[index + 1];
    if (next === undefined || !overlaps(range, next)) continue;
    const both = formatClockRange({ start: range.start, end: Math.max(range.end, next.end) });
    return refused(
      `${formatClockRange(range)} and ${formatClockRange(next)} overlap. Write each time once, e.g. ${both}.`,
    );
  }
  return null;
}
