import { describe, expect, it } from 'vitest';
import { readTimeOff } from '../../../src/chat/changes/time-off-words.ts';

const ZONE = 'America/Los_Angeles';
/** A Sunday. */
const FRAME = { today: Temporal.PlainDate.from('2026-11-22'), zone: ZONE };

/** `2026-12-24 00:00 to 2026-12-25 00:00 | note`, or why it is not read. */
function read(text: string): string {
  const said = readTimeOff(text, FRAME);
  if (!said.ok) return said.why;
  const clock = (instant: Temporal.Instant) =>
    instant.toZonedDateTimeISO(ZONE).toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ');
  const { range, note } = said.value;
  return `${clock(range.from)} to ${clock(range.to)}${note === '' ? '' : ` | ${note}`}`;
}

describe('time off as people write it', () => {
  it.each([
    ['24 Dec', '2026-12-24 00:00 to 2026-12-25 00:00'],
    ['tomorrow', '2026-11-23 00:00 to 2026-11-24 00:00'],
    ['on 2026-12-24', '2026-12-24 00:00 to 2026-12-25 00:00'],
    ['24 Dec to 26 Dec', '2026-12-24 00:00 to 2026-12-27 00:00'],
    ['from 24 Dec until 2 Jan', '2026-12-24 00:00 to 2027-01-03 00:00'],
    ['monday – friday', '2026-11-23 00:00 to 2026-11-28 00:00'],
    ['between 12/24 and 12/26', '2026-12-24 00:00 to 2026-12-27 00:00'],
    ['next week', '2026-11-23 00:00 to 2026-11-30 00:00'],
    ['24 Dec to next month', '2026-12-24 00:00 to 2027-02-01 00:00'],
    ['3 Jan', '2027-01-03 00:00 to 2027-01-04 00:00'],
    ['1 Nov 2027', '2027-11-01 00:00 to 2027-11-02 00:00'],
    ['24 Dec for 3 days', '2026-12-24 00:00 to 2026-12-27 00:00'],
  ])('“%s” is whole days, the last included', (text, range) => {
    expect(read(text)).toBe(range);
  });

  it.each([
    ['tomorrow 14:00-18:00', '2026-11-23 14:00 to 2026-11-23 18:00'],
    ['tomorrow 14:00 to 18:00', '2026-11-23 14:00 to 2026-11-23 18:00'],
    ['24 Dec at 9:30', '2026-12-24 09:30 to 2026-12-25 00:00'],
    ['24 Dec 18:00 to 26 Dec', '2026-12-24 18:00 to 2026-12-27 00:00'],
    ['24 Dec to 26 Dec 12:00', '2026-12-24 00:00 to 2026-12-26 12:00'],
    ['from 24 Dec 18:00 to 26 Dec 12:00', '2026-12-24 18:00 to 2026-12-26 12:00'],
  ])('“%s” is times of the SOP’s zone', (text, range) => {
    expect(read(text)).toBe(range);
  });

  it.each([
    ['24 Dec to 26 Dec skiing', '2026-12-24 00:00 to 2026-12-27 00:00 | skiing'],
    ['24 Dec because of the family', '2026-12-24 00:00 to 2026-12-25 00:00 | the family'],
    ['24 Dec for skiing', '2026-12-24 00:00 to 2026-12-25 00:00 | skiing'],
    ['tomorrow 14:00-18:00 dentist, then home', '2026-11-23 14:00 to 2026-11-23 18:00 | dentist, then home'],
    ['24 Dec going to Rome', '2026-12-24 00:00 to 2026-12-25 00:00 | going to Rome'],
  ])('“%s” has a reason after it', (text, read_) => {
    expect(read(text)).toBe(read_);
  });

  it.each([
    ['', 'From when? Write e.g. 24 Dec'],
    ['skiing', 'I can read no day in “skiing”. Write e.g. 24 Dec'],
    ['14:00', 'I can read no day in “14:00”.'],
    ['tomorrow 18:00-14:00', '“tomorrow 18:00 to 14:00” ends before it begins.'],
    ['tomorrow 25:00', 'I can read “tomorrow”, but not “25:00” after it.'],
    ['24 Dec to 33 Dec', 'I can read “24 Dec”, but not “to 33 Dec” after it.'],
    ['27 Nov to', 'I can read “27 Nov”, but not “to” after it.'],
    ['27 Nov 2 Dec', 'I can read “27 Nov”, but not “2 Dec” after it.'],
    ['27 Nov tomorrow skiing', 'but not “tomorrow skiing” after it.'],
    ['to 24 Dec', '“to 24 Dec” says no first day. Write e.g. tomorrow to 24 Dec'],
    ['2 weeks', 'I can read no day in “2 weeks”.'],
    [
      '1 Nov to 3 Nov',
      '“1 Nov” is over; the next is in 2027. Write the year where that is meant: 2027-11-01.',
    ],
  ])('“%s” is answered with what is wrong', (text, why) => {
    expect(read(text)).toContain(why);
  });
});
