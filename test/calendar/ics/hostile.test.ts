import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CalendarError } from '../../../src/calendar/calendar.ts';
import { openLocalCalendar } from '../../../src/calendar/local/local-calendar.ts';
import { at, ics, LOS_ANGELES, newEvent, vevent } from '../builders.ts';

const WORDS = [
  'DTSTART',
  'DTEND',
  'DURATION',
  'RRULE',
  'RDATE',
  'EXDATE',
  'RECURRENCE-ID',
  'UID',
  'SUMMARY',
  'ATTENDEE',
  'ORGANIZER',
  'SEQUENCE',
  'STATUS',
  'TRANSP',
  'X-MOCK-SCHEDULER-BOOKING',
  'X-WR-TIMEZONE',
  'DTSTAMP',
  'TZID',
];
const PARAMS = [
  '',
  ';VALUE=DATE',
  ';TZID=Europe/Berlin',
  ';TZID=Nowhere',
  ';TZID=Office',
  ';CN="x',
  ';=',
  ';RANGE=THISANDFUTURE',
  ';__proto__=1',
];
const VALUES = [
  '20261201T180000Z',
  '20261201',
  '20260308T023000',
  '00010101T000000Z',
  '99991231T235959Z',
  '20261301T000000',
  '20261201T240000Z',
  '',
  'PT1H',
  '-P1D',
  'P99999W',
  'P1M',
  'FREQ=DAILY',
  'FREQ=SECONDLY',
  'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=9999',
  'FREQ=DAILY;COUNT=9999',
  'FREQ=MONTHLY;BYDAY=-5MO;BYSETPOS=-1',
  'FREQ=WEEKLY;UNTIL=20200101',
  'FREQ=YEARLY;BYWEEKNO=-53;INTERVAL=10000',
  'FREQ=DAILY;UNTIL=19000101T000000Z',
  'mailto:alpha@example.com',
  'mailto:',
  'constructor',
  'u1',
  'u2',
  '2',
  '-1',
  '1e999',
  'CANCELLED',
  'TRANSPARENT',
  '\\',
  '\\n\\,',
  '20261201T180000Z/PT1H,20261202',
  'abcde0001@mock-scheduler',
  'America/Los_Angeles',
];

const line = fc
  .tuple(
    fc.constantFrom(...WORDS),
    fc.constantFrom(...PARAMS),
    fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom(...VALUES) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
    ),
  )
  .map((parts) => `${parts[0]}${parts[1]}:${parts[2]}`);
const block = fc
  .tuple(
    fc.constantFrom('VEVENT', 'VEVENT', 'VEVENT', 'VTIMEZONE', 'STANDARD', 'VALARM'),
    fc.array(line, { maxLength: 8 }),
  )
  .map(([name, lines]) => [`BEGIN:${name}`, ...lines, `END:${name}`].join('\n'));

describe('Whatever a file holds', () => {
  it('importing it ends with a report or a clear refusal, and what was taken over can be read, stored and exported', async () => {
    const text = fc.oneof(
      { weight: 8, arbitrary: fc.array(block, { maxLength: 6 }).map((blocks) => ics(...blocks)) },
      { weight: 1, arbitrary: fc.array(line, { maxLength: 6 }).map((lines) => lines.join('\n')) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
    );
    await fc.assert(
      fc.asyncProperty(text, fc.constantFrom(null, 'alpha@example.com'), async (hostile, owner) => {
        const calendar = await openLocalCalendar({ file: null, timeZone: LOS_ANGELES });
        const ours = await calendar.create(newEvent());
        try {
          await calendar.importIcs(hostile, { owner });
        } catch (error) {
          expect(error).toBeInstanceOf(CalendarError);
        }
        const range = [at('2026-11-01T00:00'), at('2027-01-01T00:00')] as const;
        const events = await calendar.events(...range);
        expect(events).toContainEqual(ours);
        expect(events.filter(({ booking }) => booking !== null)).toEqual([ours]);
        expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
        for (const event of events.slice(0, 20)) expect(await calendar.find(event.id)).toEqual(event);
        // Reading the export means the same events again, but for our own, which are ours no longer.
        const again = await openLocalCalendar({ file: null, timeZone: LOS_ANGELES });
        expect((await again.importIcs(await calendar.exportIcs())).skipped).toEqual([]);
        const shown = (event: (typeof events)[number]) =>
          `${event.title} ${JSON.stringify(event.when)} ${event.status}`;
        if (!/X-WR-TIMEZONE/.test(hostile)) {
          expect((await again.events(...range)).map(shown).sort()).toEqual(events.map(shown).sort());
        }
      }),
      { numRuns: 600 },
    );
  });

  it.each<[string, string]>([
    [
      'a thousand rules that never end',
      ics(
        ...many(1000, (n) =>
          vevent(`u${n}`, 'DTSTART:19500101T000000Z', 'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30'),
        ),
      ),
    ],
    [
      'a thousand long counts',
      ics(...many(1000, (n) => vevent(`u${n}`, 'DTSTART:19900101T000000Z', 'RRULE:FREQ=WEEKLY;COUNT=1500'))),
    ],
    ['one very long line', ics(vevent('u', `SUMMARY:${'x'.repeat(5_000_000)}`, 'DTSTART:20261201T180000Z'))],
    [
      'one line folded a million times',
      ics(vevent('u', `SUMMARY:${'\r\n x'.repeat(1_000_000)}`, 'DTSTART:20261201T180000Z')),
    ],
    [
      'a hundred thousand parameters',
      ics(vevent('u', `ATTENDEE${';A=B'.repeat(100_000)}:mailto:a@example.com`, 'DTSTART:20261201T180000Z')),
    ],
    [
      'a thousand zones of its own',
      ics(
        ...many(
          1000,
          (n) =>
            `BEGIN:VTIMEZONE\nTZID:Z${n}\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0017\nTZOFFSETTO:+0017\nEND:STANDARD\nEND:VTIMEZONE`,
        ),
        ...many(1000, (n) => vevent(`u${n}`, `DTSTART;TZID=Z${n}:20261201T180000`)),
      ),
    ],
  ])('it costs little time: %s', async (_, text) => {
    const calendar = await openLocalCalendar({ file: null, timeZone: LOS_ANGELES });
    const start = performance.now();
    await calendar.importIcs(text);
    await calendar.events(at('2026-12-01T00:00'), at('2027-01-01T00:00'));
    expect(performance.now() - start).toBeLessThan(4000);
  });
});

function many(count: number, make: (index: number) => string): string[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
