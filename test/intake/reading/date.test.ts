import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDay } from '../../../src/intake/canonical.ts';
import { readDate } from '../../../src/intake/reading/date.ts';

/** A Sunday. */
const TODAY = Temporal.PlainDate.from('2026-11-22');
const START = Temporal.PlainDate.from('2026-12-01');

function start(text: string, today = TODAY): string {
  const read = readDate(text, { today, start: null });
  return read.ok ? formatDay(read.value) : `refused: ${read.why}`;
}

function end(text: string, from = START): string {
  const read = readDate(text, { today: TODAY, start: from });
  return read.ok ? formatDay(read.value) : `refused: ${read.why}`;
}

describe('a date as people type it, on Sunday 22 November 2026', () => {
  it.each([
    ['1 Dec', 'Tue 1 Dec 2026'],
    ['Dec 1', 'Tue 1 Dec 2026'],
    ['dec 1st', 'Tue 1 Dec 2026'],
    ['1st of December', 'Tue 1 Dec 2026'],
    ['1 December 2026', 'Tue 1 Dec 2026'],
    ['December 1, 2027', 'Wed 1 Dec 2027'],
    ["1 Dec '27", 'Wed 1 Dec 2027'],
    ['1-dec-2026', 'Tue 1 Dec 2026'],
    ['2026 Dec 1', 'Tue 1 Dec 2026'],
    ['Tue, Dec 1', 'Tue 1 Dec 2026'],
    ['Tuesday 1 Dec 2026', 'Tue 1 Dec 2026'],
    ['on the 1st of Sept.', 'Wed 1 Sep 2027'],
    ['2026-12-01', 'Tue 1 Dec 2026'],
    ['2026/12/1', 'Tue 1 Dec 2026'],
    ['２０２６-12-01', 'Tue 1 Dec 2026'],
    ['2026–12–01', 'Tue 1 Dec 2026'],
    ['12/1', 'Tue 1 Dec 2026'],
    ['12/01/26', 'Tue 1 Dec 2026'],
    ['12/1/2026', 'Tue 1 Dec 2026'],
    ['today', 'Sun 22 Nov 2026'],
    ['Tomorrow', 'Mon 23 Nov 2026'],
    ['the day after tomorrow', 'Tue 24 Nov 2026'],
    ['yesterday', 'Sat 21 Nov 2026'],
    ['in 2 weeks', 'Sun 6 Dec 2026'],
    ['+3 weeks', 'Sun 13 Dec 2026'],
    ['10 days', 'Wed 2 Dec 2026'],
    ['in a month', 'Tue 22 Dec 2026'],
    ['a fortnight', 'Sun 6 Dec 2026'],
    ['next week', 'Mon 23 Nov 2026'],
    ['next month', 'Tue 1 Dec 2026'],
    ['end of the month', 'Mon 30 Nov 2026'],
  ])('%s is %s', (text, day) => {
    expect(start(text)).toBe(day);
  });

  it('a date without a year is the next such date, today included', () => {
    expect(start('22 Nov')).toBe('Sun 22 Nov 2026');
    expect(start('21 Nov')).toBe('Sun 21 Nov 2027');
    expect(start('29 Feb')).toBe('Tue 29 Feb 2028');
  });

  it.each([
    ['monday', 'Mon 23 Nov 2026', 'Mon 30 Nov 2026'],
    ['mon', 'Mon 23 Nov 2026', 'Mon 30 Nov 2026'],
    ['this friday', 'Fri 27 Nov 2026', 'Fri 27 Nov 2026'],
    ['next monday', 'Mon 23 Nov 2026', 'Mon 30 Nov 2026'],
    ['next friday', 'Fri 27 Nov 2026', 'Fri 4 Dec 2026'],
  ])('%s is never today, and with "next" it is of next week', (text, onSunday, onMonday) => {
    expect(start(text)).toBe(onSunday);
    expect(start(text, Temporal.PlainDate.from('2026-11-23'))).toBe(onMonday);
  });

  it.each([
    ['31 Apr', /no day 31 in April 2026, which has 30 days/],
    ['29 Feb 2027', /no day 29 in February 2027, which has 28 days/],
    ['2026-13-01', /no month 13/],
    ['0/4', /no month 0/],
    ['1 dec at noon', /not a date I can read.*e\.g\. 1 Dec/],
    ['Dec 2026', /Which day of the month/],
    ['soon', /not a date I can read.*tomorrow or next monday/],
    ['1-28 Dec', /not a date I can read/],
    ['Dec 10 20 30', /not a date I can read/],
    ['', /I need a date, e\.g\./],
    ['Mon 1 Dec 2026', /1 Dec 2026 is a Tuesday, not a Monday/],
    ['x'.repeat(5000), /too long for a date/],
  ])('%s is refused with the reason and an example', (text, why) => {
    expect(start(text)).toMatch(why);
  });

  it('a slash means month/day; where only the other order is a date, it is offered and not taken', () => {
    expect(start('12/11')).toBe('Fri 11 Dec 2026');
    const read = readDate('13/1', { today: TODAY, start: null });
    expect(read).toMatchObject({ ok: false, suggestions: ['Wed 13 Jan 2027'] });
  });

  it('a dot or a dash between day and month is refused, and both days are offered', () => {
    const read = readDate('1.12.', { today: TODAY, start: null });
    expect(read).toMatchObject({ ok: false, suggestions: ['Tue 1 Dec 2026', 'Tue 12 Jan 2027'] });
  });
});

describe('the end of a window that starts on Tuesday 1 December 2026', () => {
  it.each([
    ['4 weeks', 'Mon 28 Dec 2026'],
    ['+4 weeks', 'Mon 28 Dec 2026'],
    ['for 28 days', 'Mon 28 Dec 2026'],
    ['1 day', 'Tue 1 Dec 2026'],
    ['one month', 'Thu 31 Dec 2026'],
    ['28 Dec', 'Mon 28 Dec 2026'],
    ['10 Jan', 'Sun 10 Jan 2027'],
    ['12/28', 'Mon 28 Dec 2026'],
    ['friday', 'Fri 4 Dec 2026'],
    ['next friday', 'Fri 11 Dec 2026'],
    ['end of month', 'Thu 31 Dec 2026'],
    ['tomorrow', 'Mon 23 Nov 2026'],
  ])(
    '%s is %s: amounts are its length with both ends counted, days of the week count from the start',
    (text, day) => {
      expect(end(text)).toBe(day);
    },
  );

  it('a date without a year that lies between today and the start is that date, not one a year later', () => {
    expect(end('28 Nov')).toBe('Sat 28 Nov 2026');
    expect(end('28 Dec', Temporal.PlainDate.from('2027-12-01'))).toBe('Tue 28 Dec 2027');
  });

  it('a window of no days is refused', () => {
    expect(end('0 days')).toMatch(/at least a day/);
  });
});

describe('the canonical form of a date', () => {
  const days = fc
    .integer({ min: 0, max: 3_000_000 })
    .map((ahead) => Temporal.PlainDate.from('1900-01-01').add({ days: ahead }))
    .filter((day) => day.year <= 9999);

  it('is read back as the same date, whatever day it is today and wherever the window starts', () => {
    fc.assert(
      fc.property(days, days, fc.option(days), (day, today, from) => {
        const read = readDate(formatDay(day), { today, start: from });
        expect(read.ok && read.value.equals(day)).toBe(true);
      }),
    );
  });
});
