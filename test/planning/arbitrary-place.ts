import fc from 'fast-check';
import type { WeekText } from './case.ts';
import { instantOf } from './wall-clock.ts';

/** Where and when a case happens: a zone, a window, and the part of the day that everybody's time is drawn from. */
export interface Place {
  readonly timeZone: string;
  readonly first: string;
  readonly days: number;
  /** Minutes of the day, 1440 its end. */
  readonly band: { readonly from: number; readonly to: number };
}

/** Evenings and days in ordinary weeks, around the ends of weeks, months and years. */
export const ordinaryPlace: fc.Arbitrary<Place> = fc.record({
  timeZone: fc.constantFrom('America/Los_Angeles', 'America/Los_Angeles', 'Europe/London', 'Asia/Kolkata'),
  first: fc.constantFrom('2026-12-01', '2026-12-04', '2026-12-05', '2026-11-28', '2026-12-29', '2027-02-25'),
  days: fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: 5 }) }, fc.integer({ min: 6, max: 10 })),
  band: fc.constantFrom(
    { from: 18 * 60, to: 21 * 60 },
    { from: 18 * 60, to: 23 * 60 },
    { from: 9 * 60, to: 14 * 60 },
    { from: 20 * 60, to: 24 * 60 },
    { from: 0, to: 4 * 60 },
  ),
});

// The hours that a change skips or repeats: 02:00 in Los Angeles, 01:00 in London, half an hour at
// 02:00 on Lord Howe, midnight itself in Havana (into the day) and Beirut (out of the day before).
const CHANGES = [
  { timeZone: 'America/Los_Angeles', date: '2026-11-01', band: { from: 0, to: 240 } },
  { timeZone: 'America/Los_Angeles', date: '2027-03-14', band: { from: 0, to: 300 } },
  { timeZone: 'Europe/London', date: '2026-10-25', band: { from: 0, to: 180 } },
  { timeZone: 'Europe/London', date: '2027-03-28', band: { from: 0, to: 240 } },
  { timeZone: 'Australia/Lord_Howe', date: '2026-10-04', band: { from: 30, to: 270 } },
  { timeZone: 'Australia/Lord_Howe', date: '2027-04-04', band: { from: 30, to: 240 } },
  { timeZone: 'America/Havana', date: '2026-11-01', band: { from: 0, to: 180 } },
  { timeZone: 'America/Havana', date: '2027-03-14', band: { from: 0, to: 240 } },
  { timeZone: 'Asia/Beirut', date: '2026-10-24', band: { from: 21 * 60, to: 24 * 60 } },
  { timeZone: 'Asia/Beirut', date: '2027-03-27', band: { from: 20 * 60, to: 24 * 60 } },
  { timeZone: 'Asia/Beirut', date: '2027-03-28', band: { from: 0, to: 240 } },
] as const;

/** Nights in which the clocks change, both ways, in zones that do it differently. */
export const clockChangePlace: fc.Arbitrary<Place> = fc
  .tuple(fc.constantFrom(...CHANGES), fc.integer({ min: 0, max: 2 }), fc.integer({ min: 1, max: 3 }))
  .map(([{ timeZone, date, band }, before, after]) => ({
    timeZone,
    first: Temporal.PlainDate.from(date).subtract({ days: before }).toString(),
    days: before + after,
    band,
  }));

/** One or two ranges in a band of the day, two of them often touching; edges mostly on half hours. */
export function rangesIn(band: Place['band']): fc.Arbitrary<string[]> {
  const edge = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.integer({ min: 0, max: (band.to - band.from) / 30 }).map((n) => band.from + n * 30),
    },
    fc.integer({ min: band.from, max: band.to }),
  );
  // Nearly the whole band is the usual: ranges drawn freely seldom leave two people time in common.
  const most = fc
    .tuple(fc.constantFrom(0, 0, 0, 15, 30, 60), fc.constantFrom(0, 0, 0, 15, 30, 60))
    .map(([late, early]) => [band.from + late, band.to - early]);
  const some = fc.uniqueArray(edge, { minLength: 2, maxLength: 4 });
  return fc.tuple(fc.oneof({ weight: 3, arbitrary: most }, some), fc.boolean()).map(([edges, touching]) =>
    rangesBetween(
      [...edges].sort((a, b) => a - b),
      touching,
    ),
  );
}

/** Somebody's week in a band of the day, by every kind of key. */
export function weekIn(band: Place['band']): fc.Arbitrary<WeekText> {
  const ranges = rangesIn(band);
  const none = fc.constant<string[]>([]);
  const rarelyNone = fc.oneof({ weight: 5, arbitrary: ranges }, none);
  return fc.oneof(
    { weight: 3, arbitrary: fc.record({ everyday: ranges }) },
    { weight: 1, arbitrary: fc.record({ weekdays: ranges, weekends: rarelyNone }) },
    {
      weight: 2,
      arbitrary: fc.record(
        {
          everyday: ranges,
          weekdays: rarelyNone,
          weekends: rarelyNone,
          tuesday: rarelyNone,
          saturday: rarelyNone,
          sunday: rarelyNone,
        },
        { requiredKeys: ['everyday'] },
      ),
    },
  );
}

/** Four edges are two ranges with a pause, or three that touch. */
function rangesBetween(edges: readonly number[], touching: boolean): string[] {
  const pairs = edges.slice(1).map((end, index) => [edges[index] ?? 0, end] as const);
  return pairs
    .filter((_, index) => touching || index % 2 === 0)
    .map(([start, end]) => `${clock(start)}-${clock(end)}`);
}

/** `18:05` for 1085; `24:00` for the end of the day. */
export function clock(minuteOfDay: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(minuteOfDay / 60))}:${two(minuteOfDay % 60)}`;
}

/** A date of the window. */
export function dayOf(place: Place): fc.Arbitrary<string> {
  return fc
    .integer({ min: 0, max: place.days - 1 })
    .map((days) => Temporal.PlainDate.from(place.first).add({ days }).toString());
}

/** An instant in or near the place's part of a day, of the window or up to two days off; sometimes with seconds. */
export function momentIn(place: Place): fc.Arbitrary<string> {
  const { from, to } = place.band;
  const minute = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.integer({ min: Math.floor(from / 30) - 2, max: to / 30 }).map((half) => half * 30),
    },
    { weight: 1, arbitrary: fc.integer({ min: from, max: to }) },
  );
  const day = fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 0, max: place.days - 1 }) },
    { weight: 1, arbitrary: fc.integer({ min: -2, max: place.days + 1 }) },
  );
  return fc
    .tuple(day, minute, seldom(fc.constantFrom(0, 0, 1, 30, 59), 0))
    .map(([days, ofDay, seconds]) =>
      instantOf(Temporal.PlainDate.from(place.first).add({ days }), Math.max(0, ofDay), place.timeZone)
        .add({ seconds })
        .toString(),
    );
}

/** The usual value, and one time in eight something else. */
export const seldom = <T>(arbitrary: fc.Arbitrary<T>, usual: T): fc.Arbitrary<T> =>
  fc.oneof({ weight: 7, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary });
