import fc from 'fast-check';
import { clock, momentIn, type Place, seldom, weekIn } from './arbitrary-place.ts';
import type { BusyText, RequestText, WeekText } from './case.ts';

/** What a candidate asks for, and what everybody has already. */
export function requestOf(
  place: Place,
  ids: readonly string[],
  busyEntries: { readonly busyMax: number; readonly mockBusyWeight: number },
): fc.Arbitrary<RequestText> {
  const addresses = ids.flatMap((id) => [
    `${id}@example.com`,
    `${id}@example.com`,
    `${id}-calendar@example.com`,
  ]);
  const somebody = fc.constantFrom(...addresses, CANDIDATE, CANDIDATE, CANDIDATE, 'room@example.com');
  const last = Temporal.PlainDate.from(place.first).add({ days: place.days - 1 });
  return fc.record({
    candidate: fc.record({
      email: fc.constantFrom(CANDIDATE, CANDIDATE, 'Candidate@Example.com'),
      timeZone: fc.constantFrom('America/Los_Angeles', 'America/New_York', 'Asia/Kolkata'),
    }),
    window: fc.constant({ start: place.first, end: last.toString() }),
    slots: slotsOf(place),
    now: fc.oneof(
      { weight: 5, arbitrary: fc.constant('2026-09-01T00:00:00Z') },
      { weight: 1, arbitrary: momentIn(place) },
    ),
    busy: fc.array(busyOf(place, somebody, busyEntries.mockBusyWeight), { maxLength: busyEntries.busyMax }),
    unreadable: seldom(
      fc.subarray(
        ids.map((id) => `${id}@example.com`),
        { maxLength: 1 },
      ),
      [],
    ),
  });
}

const CANDIDATE = 'candidate@example.com';

/** Mostly the procedure's zone; else the same part of the day, as the clocks of another zone show it. */
function slotsOf(place: Place): fc.Arbitrary<WeekText & { timeZone?: string }> {
  const here = fc.oneof(
    {
      weight: 2,
      arbitrary: fc.constant({ everyday: [`${clock(place.band.from)}-${clock(place.band.to)}`] }),
    },
    { weight: 2, arbitrary: weekIn(place.band) },
  );
  const zones = [
    'Asia/Kolkata',
    'America/New_York',
    'Australia/Lord_Howe',
    'Europe/London',
    'Pacific/Kiritimati',
  ];
  const elsewhere = fc.tuple(fc.constantFrom(...zones), here).map(([timeZone, week]) => {
    const noon = Temporal.PlainDate.from(place.first).toPlainDateTime('12:00');
    const there = noon.toZonedDateTime(place.timeZone).withTimeZone(timeZone).toPlainDateTime();
    const ahead = noon.until(there).total('minutes');
    const moved = Object.entries(week).map(([key, ranges]) => [
      key,
      ranges.flatMap((range) => shifted(range, ahead)),
    ]);
    return { timeZone, ...Object.fromEntries(moved) } as WeekText & { timeZone: string };
  });
  return fc.oneof({ weight: 3, arbitrary: here }, { weight: 1, arbitrary: elsewhere });
}

function busyOf(place: Place, somebody: fc.Arbitrary<string>, mockWeight: number): fc.Arbitrary<BusyText> {
  const length = fc.oneof(
    { weight: 7, arbitrary: fc.constantFrom(15, 30, 60, 90) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 150 }) },
    { weight: 1, arbitrary: fc.constant(30 * 60) },
  );
  return fc
    .record({
      email: somebody,
      start: momentIn(place),
      length,
      kind: fc.oneof(
        { weight: mockWeight, arbitrary: fc.constant('mock' as const) },
        { weight: 2, arbitrary: fc.constant('other' as const) },
      ),
      seconds: seldom(fc.constantFrom(0, 1, 59), 0),
    })
    .map(({ email, start, length: lasts, kind, seconds }) => ({
      email,
      start,
      end: Temporal.Instant.from(start).add({ minutes: lasts, seconds }).toString(),
      kind,
    }));
}

/** A wall-clock range moved on the clock, cut in two where it passes midnight. */
function shifted(range: string, by: number): string[] {
  const [start = 0, end = 0] = range.split('-').map((text) => {
    const [hour = 0, minute = 0] = text.split(':').map(Number);
    return hour * 60 + minute;
  });
  const from = (((start + by) % 1440) + 1440) % 1440;
  const to = from + end - start;
  if (to <= 1440) return [`${clock(from)}-${clock(to)}`];
  return [`${clock(from)}-24:00`, `00:00-${clock(to - 1440)}`];
}
