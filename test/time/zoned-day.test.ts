import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateOfNumber, dayNumber, dayTable, instantsOfDay } from '../../src/time/day-table.ts';
import { joined } from '../../src/time/interval.ts';
import {
  dateAt,
  dayRange,
  daysInWindow,
  instantAt,
  isoWithOffset,
  minuteCeil,
  minuteFloor,
  rangesOfDay,
  wallToMinute,
} from '../../src/time/zoned-day.ts';

const ZONE = 'America/Los_Angeles';
const SPRING = Temporal.PlainDate.from('2026-03-08');
const AUTUMN = Temporal.PlainDate.from('2026-11-01');

const iso = (minute: number) => isoWithOffset(instantAt(minute), ZONE);

/** Zones with whole-hour, half-hour and midnight clock changes, and with none. */
const anyZone = fc.constantFrom(
  ZONE,
  'Europe/Berlin',
  'Australia/Lord_Howe',
  'America/Santiago',
  'Africa/Cairo',
  'Asia/Kolkata',
);
const anyDate = fc.nat(2000).map((days) => Temporal.PlainDate.from('2024-01-01').add({ days }));

describe('wall-clock times on days of clock changes', () => {
  it('that are skipped move forward by the gap', () => {
    expect(iso(wallToMinute(SPRING, 2 * 60 + 30, ZONE))).toBe('2026-03-08T03:30:00-07:00');
  });

  it('that occur twice are the first', () => {
    expect(iso(wallToMinute(AUTUMN, 60 + 30, ZONE))).toBe('2026-11-01T01:30:00-07:00');
  });

  it('at 24:00 are the next day’s midnight', () => {
    expect(iso(wallToMinute(SPRING, 1440, ZONE))).toBe('2026-03-09T00:00:00-07:00');
  });

  it('make days of 23 and 25 hours', () => {
    const hours = (date: Temporal.PlainDate) => (dayRange(date, ZONE).end - dayRange(date, ZONE).start) / 60;
    expect([hours(SPRING), hours(AUTUMN), hours(SPRING.add({ days: 1 }))]).toEqual([23, 25, 24]);
  });

  it('begin a day whose midnight is skipped at its first instant', () => {
    const date = Temporal.PlainDate.from('2026-09-06');
    expect(isoWithOffset(instantAt(dayRange(date, 'America/Santiago').start), 'America/Santiago')).toBe(
      '2026-09-06T01:00:00-03:00',
    );
  });

  it('empty a range that lies in the gap by moving both of its ends', () => {
    const [only] = rangesOfDay(SPRING, [{ start: 120, end: 180 }], ZONE);
    expect(only).toBeUndefined();
  });
});

describe('days and instants', () => {
  it('follow each other without a gap', () => {
    fc.assert(
      fc.property(anyDate, anyZone, (date, zone) => {
        expect(dayRange(date, zone).end).toBe(dayRange(date.add({ days: 1 }), zone).start);
        expect(dateAt(dayRange(date, zone).start, zone).equals(date)).toBe(true);
        expect(dateAt(dayRange(date, zone).end - 1, zone).equals(date)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('have the wall-clock time that was asked for on every day without a clock change', () => {
    fc.assert(
      fc.property(anyDate, anyZone, fc.nat(1439), (date, zone, minuteOfDay) => {
        const { start, end } = dayRange(date, zone);
        const minute = wallToMinute(date, minuteOfDay, zone);
        expect(minute).toBeGreaterThanOrEqual(start);
        expect(minute).toBeLessThan(end);
        if (end - start === 1440) expect(minute).toBe(start + minuteOfDay);
      }),
      { numRuns: 300 },
    );
  });

  it('are the same whether looked up in the table of days or worked out one by one', () => {
    const ranges = fc.array(
      fc.tuple(fc.nat(1440), fc.nat(1440)).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) })),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(anyDate, anyZone, ranges, (date, zone, all) => {
        const [day] = dayTable(date, date, zone);
        if (day === undefined) throw new Error('no day');
        expect(instantsOfDay(day, all, zone)).toEqual(joined(rangesOfDay(date, all, zone)));
        expect({ start: day.start, end: day.end }).toEqual(dayRange(date, zone));
      }),
      { numRuns: 300 },
    );
  });

  it('are numbered so that the next day is one more', () => {
    fc.assert(
      fc.property(anyDate, (date) => {
        expect(dateOfNumber(dayNumber(date)).equals(date)).toBe(true);
        expect(dayNumber(date.add({ days: 1 }))).toBe(dayNumber(date) + 1);
      }),
    );
  });

  it('of busy times are rounded outwards, so that no overlap is lost', () => {
    const instant = Temporal.Instant.from('2026-12-02T18:00:30Z');
    expect(minuteCeil(instant) - minuteFloor(instant)).toBe(1);
    expect(`${instantAt(minuteFloor(instant))}`).toBe('2026-12-02T18:00:00Z');
    const whole = Temporal.Instant.from('2026-12-02T18:00:00Z');
    expect(minuteCeil(whole)).toBe(minuteFloor(whole));
  });

  it('of a window are counted with both ends', () => {
    const [first, last] = [Temporal.PlainDate.from('2026-12-01'), Temporal.PlainDate.from('2026-12-28')];
    expect(daysInWindow(first, last)).toBe(28);
    expect(daysInWindow(first, first)).toBe(1);
    expect(daysInWindow(last, first)).toBeLessThan(1);
  });
});
