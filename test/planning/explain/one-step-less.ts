import { merged } from '../../../src/document/merged.ts';
import { isMap, type PlainMap, valueAt } from '../../../src/document/plain-data.ts';
import type { Proposal } from '../../../src/planning/answer.ts';
import { procedureFor, type Sop } from '../../../src/sop/model.ts';
import { procedureFromSource } from '../../../src/sop/procedure-from-source.ts';
import { formatClockRange, parseClockRange } from '../../../src/time/clock-range.ts';
import { formatDuration, parseDuration } from '../../../src/time/duration.ts';
import { type Interval, joined, without } from '../../../src/time/interval.ts';
import { type DayKey, slotsOn } from '../../../src/time/weekly-slots.ts';
import { daysInWindow } from '../../../src/time/zoned-day.ts';
import { changed, type RealCase } from './real-case.ts';

/**
 * The case with a little less than what is proposed, in every way that is less: if a proposal is the
 * smallest of its kind there is no plan for any of them. Empty where there is nothing less.
 */
export function* oneStepLess(given: RealCase, { kind, change }: Proposal): Generator<RealCase> {
  if (kind === 'window-end' || kind === 'window-start') yield* shorterWindows(given, change);
  else if (kind === 'slot') yield* shorterSlots(given, change);
  else if (kind === 'window-and-slot') {
    yield* shorterSlots(given, change);
    yield* oneDayLess(given, change);
  } else if (kind !== 'variant') {
    const before = fileInForce(given);
    const after = fileInForce(changed(given, change));
    const { sop } = procedureFor(
      given.procedure,
      daysInWindow(given.request.window.start, given.request.window.end),
    );
    for (const less of lessChanged(sop, before, after, [])) {
      const file = procedureFromSource(merged(before, less));
      if (file.ok) yield { ...given, procedure: file.procedure };
    }
  }
}

function* shorterWindows(given: RealCase, change: Proposal['change']): Generator<RealCase> {
  const { start, end } = given.request.window;
  const longer = changed(given, change).request.window;
  const days = daysInWindow(longer.start, longer.end) - daysInWindow(start, end);
  for (let fewer = 1; fewer < days; fewer += 1) {
    const window = longer.end.equals(end)
      ? { start: start.subtract({ days: fewer }).toString() }
      : { end: end.add({ days: fewer }).toString() };
    yield changed(given, { request: { window } });
  }
}

function* oneDayLess(given: RealCase, change: Proposal['change']): Generator<RealCase> {
  const { end } = changed(given, change).request.window;
  yield changed(changed(given, change), {
    request: { window: { end: end.subtract({ days: 1 }).toString() } },
  });
}

/** Slots with a minute less at one end, all alike where several keys grew. */
function* shorterSlots(given: RealCase, change: Proposal['change']): Generator<RealCase> {
  if (!('request' in change)) throw new Error('a longer slot is no change of the SOP');
  const slots = Object.entries(change.request['slots'] as PlainMap) as [DayKey, string[]][];
  const all = slots.map(([key, texts]) => [
    ...shorterRanges(slotsOn(given.request.slots.weekly, firstDayOf(key)), texts),
  ]);
  const [first = []] = all;
  for (const index of first.keys()) {
    // Days that cannot grow as far as others have nothing to say about what is less.
    if (!all.every((each) => each.length === first.length)) return;
    const less = Object.fromEntries(slots.map(([key], slot) => [key, all[slot]![index]!]));
    yield changed(changed(given, change), { request: { slots: less } });
  }
}

const FIRST_DAYS: Readonly<Record<DayKey, number>> = {
  everyday: 1,
  weekdays: 1,
  weekends: 6,
  monday: 1,
  tuesday: 2,
  wednesday: 3,
  thursday: 4,
  friday: 5,
  saturday: 6,
  sunday: 7,
};

function firstDayOf(key: DayKey): number {
  return FIRST_DAYS[key];
}

/** What is less than a change, as patches of the file in force: for each value that differs, the next one back. */
function* lessChanged(
  sop: Sop,
  before: PlainMap,
  after: PlainMap,
  path: readonly string[],
): Generator<PlainMap> {
  for (const [key, value] of Object.entries(after)) {
    const old = valueAt(before, [key]);
    if (JSON.stringify(old) === JSON.stringify(value)) continue;
    const here = [...path, key];
    for (const less of lessOf(sop, old, value, here)) yield nested(here, less);
    if (isMap(value) && isMap(old)) {
      yield* lessChanged(sop, old, value, here);
    }
  }
}

function* lessOf(sop: Sop, old: unknown, value: unknown, path: readonly string[]): Generator<unknown> {
  const key = path.at(-1) ?? '';
  if (path.includes('hours') && Array.isArray(value)) {
    const { hours } = sop.interviewers.get(path[1] ?? '')!;
    yield* shorterRanges(slotsOn(hours, firstDayOf(key as DayKey)), value as string[]);
  } else if (typeof value === 'number' && typeof old === 'number') {
    if (value - 1 > old) yield value - 1;
  } else if (typeof value === 'string' && typeof old === 'string' && parseDuration(value) !== null) {
    const [from, to] = [parseDuration(old)!, parseDuration(value)!];
    if (Math.abs(to - from) > 1) yield formatDuration(to - Math.sign(to - from));
  } else if (key === 'courseGap' && isMap(old)) {
    if (value === '0m' && old['days'] !== 0) yield { days: 0 };
  } else if (key === 'mocks' && Array.isArray(old) && Array.isArray(value)) {
    yield old.slice(0, value.length + 1);
  }
}

function nested(path: readonly string[], value: unknown): PlainMap {
  return path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as PlainMap;
}

/** The ranges with a minute less of what was added, at each end that is free to move. */
function* shorterRanges(before: readonly Interval[], texts: readonly string[]): Generator<string[]> {
  const old = joined(before);
  const added = without(
    texts.map((text) => parseClockRange(text)!),
    old,
  );
  const touches = (minute: number) => old.some(({ start, end }) => start === minute || end === minute);
  const [first, last] = [added[0], added.at(-1)];
  const less = (taken: Interval) =>
    joined([...old, ...without(added, [taken])]).map((range) => formatClockRange(range));
  if (first !== undefined && !touches(first.start)) yield less({ start: first.start, end: first.start + 1 });
  if (last !== undefined && !touches(last.end)) yield less({ start: last.end - 1, end: last.end });
}

/** The file with the variant in force laid over it, and no variants. */
function fileInForce({ procedure, request }: RealCase): PlainMap {
  const { variants, ...base } = procedure.source;
  const days = daysInWindow(request.window.start, request.window.end);
  const { variant } = procedureFor(procedure, days);
  const entry = (Array.isArray(variants) ? variants.filter(isMap) : []).find(({ name }) => name === variant);
  const { name: _, when: __, ...over } = entry ?? {};
  return merged(base, over);
}
