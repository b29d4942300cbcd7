import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatClock, formatClockRange, parseClock, parseClockRange } from '../../src/time/clock-range.ts';
import { clockRangeFault } from '../../src/time/clock-range-fault.ts';

describe('a range of the day', () => {
  it.each([
    ['18:00-21:30', 1080, 1290],
    ['00:00-24:00', 0, 1440],
    ['23:59-24:00', 1439, 1440],
    [' 09:05-10:00 ', 545, 600],
  ])('%s is minutes of the day', (text, start, end) => {
    expect(parseClockRange(text)).toEqual({ start, end });
  });

  it.each([
    ['', 'is not a range of the day'],
    ['18-21', 'is not a range of the day'],
    ['6:00pm-9:00pm', 'is not a range of the day'],
    ['9:00-12:00', 'is not a range of the day'],
    ['18:00–21:00', 'is not a range of the day'],
    ['25:00-26:00', 'has 25:00, which is no time of day'],
    ['10:60-11:00', 'has 10:60, which is no time of day'],
    ['10:00-11:99', 'has 11:99, which is no time of day'],
    ['10:00-24:01', 'has 24:01, which is no time of day'],
    ['24:00-24:00', 'begins at 24:00'],
    ['18:00-18:00', 'ends when it begins'],
    ['21:00-18:00', 'ends before it begins'],
  ])('%j is none, since it %s', (text, why) => {
    expect(parseClockRange(text)).toBeNull();
    expect(clockRangeFault(text)?.why).toBe(why);
  });

  it('that runs past midnight is told how to be written', () => {
    expect(clockRangeFault('22:00-02:00')?.expected).toContain(
      '"22:00-24:00" and, on the next day, "00:00-02:00"',
    );
    expect(clockRangeFault('22:00-00:00')?.expected).toMatch(/"22:00-24:00"$/);
  });

  it('whose ends were swapped is told the right way round', () => {
    expect(clockRangeFault('21:00-18:00')?.expected).toContain('"18:00-21:00"');
  });

  it('is read back from how it is written', () => {
    const minutes = fc.integer({ min: 0, max: 1439 });
    fc.assert(
      fc.property(minutes, fc.integer({ min: 1, max: 1440 }), (start, length) => {
        const range = { start, end: Math.min(1440, start + length) };
        expect(parseClockRange(formatClockRange(range))).toEqual(range);
      }),
    );
    expect([formatClock(0), formatClock(1440)]).toEqual(['00:00', '24:00']);
  });

  it('is refused with a reason exactly where it cannot be read', () => {
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 2, maxLength: 2 });
    const almost = fc.tuple(digits, digits, digits, digits).map(([a, b, c, d]) => `${a}:${b}-${c}:${d}`);
    fc.assert(
      fc.property(fc.oneof(almost, fc.string()), (text) => {
        expect(clockRangeFault(text) === null).toBe(parseClockRange(text) !== null);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a time of the day', () => {
  it('is the minute of the day that it is shown as', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1439 }), (minute) => {
        expect(parseClock(formatClock(minute))).toBe(minute);
      }),
    );
  });

  it.each(['', '24:00', '18:60', '6:00', '18', '18:00-19:00', '6pm'])('%j is none', (text) => {
    expect(parseClock(text)).toBeNull();
  });
});
