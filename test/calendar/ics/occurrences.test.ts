import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { occurrences } from '../../../src/calendar/ics/occurrences.ts';
import { parseRule } from '../../../src/calendar/ics/rule.ts';
import { parseTime, wallText } from '../../../src/calendar/ics/wall.ts';

const wall = (text: string) => parseTime(text)?.wall ?? Number.NaN;
const rule = (text: string) => parseRule(text, wall);

/** The first `max` starts before 2200, as `YYYYMMDD` where the time of day is the first one's. */
function starts(text: string, start = '19970902T090000', max = 12): string[] {
  const found: string[] = [];
  for (const at of occurrences(rule(text), wall(start), wall('19000101T000000'), wall('22000101T000000'))) {
    if (found.length === max) break;
    const written = wallText(at);
    found.push(written.slice(8) === start.slice(8) ? written.slice(0, 8) : written);
  }
  return found;
}

describe('A repetition gives the dates that RFC 5545 gives for it', () => {
  it.each<[string, string, string, string]>([
    [
      'daily, ten times',
      'FREQ=DAILY;COUNT=10',
      '19970902T090000',
      '0902 0903 0904 0905 0906 0907 0908 0909 0910 0911',
    ],
    [
      'every ten days, five times',
      'FREQ=DAILY;INTERVAL=10;COUNT=5',
      '19970902T090000',
      '0902 0912 0922 1002 1012',
    ],
    [
      'weekly until Christmas Eve',
      'FREQ=WEEKLY;UNTIL=19971224T000000',
      '19970902T090000',
      '0902 0909 0916 0923 0930 1007 1014 1021 1028 1104 1111 1118',
    ],
    [
      'Tuesday and Thursday for five weeks',
      'FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH',
      '19970902T090000',
      '0902 0904 0909 0911 0916 0918 0923 0925 0930 1002',
    ],
    [
      'every other week on three days',
      'FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=MO,WE,FR',
      '19970901T090000',
      '0901 0903 0905 0915 0917 0919 0929 1001',
    ],
    [
      'the first Friday of the month',
      'FREQ=MONTHLY;COUNT=4;BYDAY=1FR',
      '19970905T090000',
      '0905 1003 1107 1205',
    ],
    [
      'the first and last Sunday, every other month',
      'FREQ=MONTHLY;INTERVAL=2;COUNT=4;BYDAY=1SU,-1SU',
      '19970907T090000',
      '0907 0928 1102 1130',
    ],
    [
      'the third to the last day of the month',
      'FREQ=MONTHLY;BYMONTHDAY=-3;COUNT=4',
      '19970928T090000',
      '0928 1029 1128 1229',
    ],
    [
      'the first and last day of the month',
      'FREQ=MONTHLY;COUNT=5;BYMONTHDAY=1,-1',
      '19970930T090000',
      '0930 1001 1031 1101 1130',
    ],
    [
      'the first weekday of three from the back',
      'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2;COUNT=3',
      '19970929T090000',
      '0929 1030 1127',
    ],
    [
      'the third Tuesday, Wednesday or Thursday',
      'FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3',
      '19970904T090000',
      '0904 1007 1106',
    ],
  ])('%s', (_, text, start, dates) => {
    expect(starts(text, start)).toEqual(dates.split(' ').map((date) => `1997${date}`));
  });

  it.each<[string, string, string, string]>([
    [
      'in June and July',
      'FREQ=YEARLY;COUNT=4;BYMONTH=6,7',
      '19970610T090000',
      '19970610 19970710 19980610 19980710',
    ],
    [
      'the 1st, 100th and 200th day of every third year',
      'FREQ=YEARLY;INTERVAL=3;COUNT=5;BYYEARDAY=1,100,200',
      '19970101T090000',
      '19970101 19970410 19970719 20000101 20000409',
    ],
    [
      'the 20th Monday of the year',
      'FREQ=YEARLY;BYDAY=20MO;COUNT=3',
      '19970519T090000',
      '19970519 19980518 19990517',
    ],
    [
      'the Monday of week 20',
      'FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;COUNT=3',
      '19970512T090000',
      '19970512 19980511 19990517',
    ],
    [
      'Friday the 13th',
      'FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=4',
      '19980213T090000',
      '19980213 19980313 19981113 19990813',
    ],
    [
      'the American election day',
      'FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8;COUNT=3',
      '19961105T090000',
      '19961105 20001107 20041102',
    ],
    ['29 February', 'FREQ=YEARLY;COUNT=3', '20960229T090000', '20960229 21040229 21080229'],
    [
      'the 31st, in the months that have one',
      'FREQ=MONTHLY;COUNT=4',
      '20260131T090000',
      '20260131 20260331 20260531 20260731',
    ],
  ])('%s', (_, text, start, dates) => {
    expect(starts(text, start)).toEqual(dates.split(' '));
  });

  it('several times a day', () => {
    expect(starts('FREQ=DAILY;BYHOUR=9,13;BYMINUTE=0,30;COUNT=5')).toEqual([
      '19970902',
      '19970902T093000',
      '19970902T130000',
      '19970902T133000',
      '19970903',
    ]);
  });
});

describe('A repetition', () => {
  it('counts its first start, even where the rule does not fit it', () => {
    expect(starts('FREQ=WEEKLY;BYDAY=FR;COUNT=3', '19970902T090000')).toEqual([
      '19970902',
      '19970905',
      '19970912',
    ]);
  });

  it('gives the same dates whichever part of them is asked for', () => {
    const text = fc.constantFrom(
      'FREQ=DAILY;INTERVAL=3',
      'FREQ=DAILY;COUNT=40',
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SA;WKST=SU',
      'FREQ=MONTHLY;BYDAY=-1FR',
      'FREQ=MONTHLY;INTERVAL=5;BYMONTHDAY=31;COUNT=9',
      'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29',
      'FREQ=YEARLY;BYWEEKNO=1,53',
    );
    fc.assert(
      fc.property(text, fc.nat(9000), fc.nat(6000), fc.nat(900), (pattern, first, skip, span) => {
        const start = wall('19990101T093000') + first * 86_400;
        const from = start + (skip - 200) * 86_400;
        const to = from + span * 86_400;
        const whole = [...occurrences(rule(pattern), start, start, to)].filter((at) => at >= from);
        expect([...occurrences(rule(pattern), start, from, to)]).toEqual(whole);
      }),
      { numRuns: 300 },
    );
  });

  it('agrees with another implementation', () => {
    const days = fc.subarray(['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'], { minLength: 1, maxLength: 3 });
    const part = (name: string, values: fc.Arbitrary<readonly (string | number)[]>) =>
      values.map((list) => (list.length === 0 ? '' : `;${name}=${list.join(',')}`));
    const pattern = fc.oneof(
      fc.tuple(fc.constant('FREQ=DAILY'), part('BYMONTH', fc.subarray([1, 2, 7, 12]))),
      fc.tuple(fc.constant('FREQ=WEEKLY'), part('BYDAY', days)),
      fc.tuple(
        fc.constant('FREQ=MONTHLY'),
        part('BYMONTHDAY', fc.subarray([1, 15, 28, 31], { minLength: 1 })),
      ),
      fc.tuple(
        fc.constant('FREQ=MONTHLY'),
        part('BYDAY', fc.subarray(['1MO', '3WE', '-1FR'], { minLength: 1 })),
      ),
      fc.tuple(
        fc.constant('FREQ=YEARLY;BYMONTH=3,11'),
        part('BYDAY', fc.subarray(['2SU', '1SU', '-1TH'], { minLength: 1 })),
      ),
    );
    fc.assert(
      fc.property(pattern, fc.integer({ min: 1, max: 3 }), fc.nat(3000), ([freq, by], interval, day) => {
        const text = `${freq};INTERVAL=${interval}${by}`;
        // The other one leaves out a first start that the rule does not fit, so begin with one that it fits.
        const [, first = 0] = occurrences(
          rule(text),
          wall('20200101T093000') + day * 86_400,
          0,
          wall('22000101T000000'),
        );
        const theirs = ICAL.Recur.fromString(text).iterator(ICAL.Time.fromString(isoText(first), null));
        const expected = Array.from({ length: 15 }, () => theirs.next().toICALString().slice(0, 15));
        const ours = occurrences(rule(text), first, first, wall('22000101T000000'));
        expect(Array.from({ length: 15 }, () => wallText(ours.next().value ?? 0))).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=DAILY;BYMONTH=4;BYMONTHDAY=31;COUNT=5',
    'FREQ=MONTHLY;BYSETPOS=300',
  ])('that never comes again ends all the same: %s', (text) => {
    expect(starts(text)).toEqual(['19970902']);
  });

  it.each<[string, RegExp]>([
    ['FREQ=SECONDLY', /secondly/],
    ['FREQ=MINUTELY;INTERVAL=90', /minutely/],
    ['FREQ=HOURLY', /hourly/],
    ['FREQ=DAILY;BYHOUR=1,2,3,4,5;BYMINUTE=0,10,20,30,40', /25 times a day/],
    ['FREQ=NEVER', /no known frequency/],
    ['', /no known frequency/],
    ['FREQ=DAILY;INTERVAL=0', /INTERVAL=0/],
    ['FREQ=DAILY;COUNT=1000000', /COUNT/],
    ['FREQ=MONTHLY;BYMONTHDAY=0', /BYMONTHDAY=0/],
    ['FREQ=WEEKLY;BYDAY=XX', /BYDAY=XX/],
    ['FREQ=YEARLY;BYMONTH=13', /BYMONTH=13/],
  ])('that cannot be read is refused with its reason: %s', (text, reason) => {
    expect(() => rule(text)).toThrow(reason);
  });
});

function isoText(at: number): string {
  return new Date(at * 1000).toISOString().slice(0, 19);
}
