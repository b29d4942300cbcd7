import fc from 'fast-check';
import { ics } from './builders.ts';

const TIMES = [
  '20261201T180000Z',
  '20261202T033000Z',
  '20261201',
  '20261203',
  '20261101T013000',
  '20260308T023000',
  '20110101T090000',
  '00010101T000000Z',
  '99991231T235959Z',
  '20261301T000000',
  '20261201T240000Z',
];
const RULES = [
  'FREQ=DAILY',
  'FREQ=DAILY;COUNT=9999',
  'FREQ=DAILY;INTERVAL=2;UNTIL=20261210',
  'FREQ=DAILY;UNTIL=19000101T000000Z',
  'FREQ=WEEKLY;BYDAY=MO,WE;WKST=SU',
  'FREQ=WEEKLY;UNTIL=20261220T180000Z;BYHOUR=9,17',
  'FREQ=MONTHLY;BYDAY=-5MO;BYSETPOS=-1',
  'FREQ=MONTHLY;BYMONTHDAY=1,-1;COUNT=7',
  'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=9999',
  'FREQ=YEARLY;BYWEEKNO=-53;INTERVAL=10000',
  'FREQ=SECONDLY',
  'FREQ=DAILY;BYDAY=9XX',
];
/** Which values a property usually has; each may get any other one now and then. */
const USUAL: Readonly<Record<string, readonly string[]>> = {
  DTSTART: TIMES,
  DTEND: TIMES,
  'RECURRENCE-ID': TIMES,
  RDATE: [...TIMES, '20261201T180000Z,20261202', '20261205T180000Z/PT1H'],
  EXDATE: TIMES,
  DTSTAMP: TIMES,
  RRULE: RULES,
  DURATION: ['PT1H', 'P1D', 'P1DT2H', '-P1D', 'P99999W', 'P1M', 'PT'],
  UID: ['u1', 'u2', '', 'abcde0001@mock-scheduler', 'constructor'],
  SUMMARY: ['Planning', 'Out of office', 'Sam : Alpha FS1 Mock1', '\\n\\,\\', ''],
  ATTENDEE: ['mailto:alpha@example.com', 'mailto:', 'invalid:nomail'],
  ORGANIZER: ['mailto:boss@example.com', 'MAILTO:alpha@example.com', 'x'],
  SEQUENCE: ['0', '1', '2', '-1', '1e999'],
  STATUS: ['CANCELLED', 'TENTATIVE', 'CONFIRMED', '?'],
  TRANSP: ['TRANSPARENT', 'OPAQUE'],
  'X-MICROSOFT-CDO-BUSYSTATUS': ['OOF', 'FREE', 'WORKINGELSEWHERE', 'TENTATIVE'],
  'X-MOCK-SCHEDULER-BOOKING': ['b-1'],
  'X-MOCK-SCHEDULER-ZONE': ['Europe/Berlin'],
  TZID: ['Office', 'Europe/Berlin'],
};
const PARAMS = [
  '',
  '',
  '',
  ';TZID=Europe/Berlin',
  ';TZID=America/Los_Angeles',
  ';VALUE=DATE',
  ';TZID=Nowhere',
  ';TZID=Office',
  ';CN="x',
  ';CN="A ^\'b^\' ;:,";PARTSTAT=ACCEPTED',
  ';PARTSTAT=DECLINED;ROLE=OPT-PARTICIPANT',
  ';RANGE=THISANDFUTURE',
  ';=',
  ';__proto__=1',
];

function lineOf(name: string): fc.Arbitrary<string> {
  const value = fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...(USUAL[name] ?? [])) },
    { weight: 1, arbitrary: fc.constantFrom(...Object.values(USUAL).flat()) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
  );
  return fc.tuple(fc.constantFrom(...PARAMS), value).map(([params, text]) => `${name}${params}:${text}`);
}

const line = fc.constantFrom(...Object.keys(USUAL)).chain(lineOf);
const block = (name: string, ...first: string[]) =>
  fc
    .tuple(...first.map(lineOf), fc.array(line, { maxLength: 6 }))
    .map((lines) => [`BEGIN:${name}`, ...lines.flat(), `END:${name}`].join('\n'));
const blocks = fc.oneof(
  { weight: 4, arbitrary: block('VEVENT', 'UID', 'DTSTART') },
  { weight: 4, arbitrary: block('VEVENT', 'UID', 'DTSTART', 'RRULE') },
  { weight: 3, arbitrary: block('VEVENT', 'UID', 'DTSTART', 'RECURRENCE-ID') },
  { weight: 1, arbitrary: block('VTIMEZONE', 'TZID') },
  { weight: 1, arbitrary: block('VALARM') },
);

/** Texts to import: mostly calendars put together from right and wrong parts, some not even that. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 20, arbitrary: fc.array(blocks, { minLength: 1, maxLength: 6 }).map((parts) => ics(...parts)) },
  { weight: 1, arbitrary: fc.array(line, { maxLength: 6 }).map((lines) => lines.join('\n')) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
);
