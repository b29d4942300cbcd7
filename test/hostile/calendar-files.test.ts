import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CalendarError } from '../../src/calendar/calendar.ts';
import { openLocalCalendar } from '../../src/calendar/local/local-calendar.ts';
import { at, ics, LOS_ANGELES, newEvent, vevent } from '../calendar/builders.ts';
import { hostileText } from '../calendar/hostile-text.ts';
import { temporaryFolder } from '../cli/run.ts';
import { amount, damagedBytes, nastyText, PATIENCE_MS, runs, timed, UNSAFE_TO_SHOW } from './nasty.ts';

const RANGE = [at('2026-12-01T00:00'), at('2027-01-01T00:00')] as const;

/** A calendar as programs export it: a zone described, a series with a change, whole days, guests. */
const EXPORTED = ics(
  'X-WR-TIMEZONE:America/Los_Angeles',
  'BEGIN:VTIMEZONE\nTZID:Office\nBEGIN:STANDARD\nDTSTART:16011104T020000\nRRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11\nTZOFFSETFROM:-0700\nTZOFFSETTO:-0800\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:16010311T020000\nRRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3\nTZOFFSETFROM:-0800\nTZOFFSETTO:-0700\nEND:DAYLIGHT\nEND:VTIMEZONE',
  vevent(
    'a',
    'DTSTART;TZID=Office:20261201T100000',
    'DURATION:PT1H',
    'RRULE:FREQ=WEEKLY;COUNT=20;BYDAY=TU,TH',
    'EXDATE;TZID=Office:20261203T100000',
    'SUMMARY:Standup',
    'ORGANIZER;CN="Alpha":mailto:alpha@example.com',
  ),
  vevent(
    'a',
    'RECURRENCE-ID;TZID=Office:20261208T100000',
    'DTSTART;TZID=Office:20261208T120000',
    'DTEND;TZID=Office:20261208T130000',
    'SEQUENCE:1',
  ),
  vevent(
    'b',
    'DTSTART;VALUE=DATE:20261224',
    'DTEND;VALUE=DATE:20261227',
    'X-MICROSOFT-CDO-BUSYSTATUS:OOF',
    'ATTENDEE;PARTSTAT=ACCEPTED:mailto:bravo@example.com',
  ),
);

/** Imports a text into an empty calendar and reads it; resolves with what was wrong with the whole. */
async function imported(text: string): Promise<CalendarError | null> {
  const calendar = await openLocalCalendar({ file: null, timeZone: LOS_ANGELES });
  let trouble: CalendarError | null = null;
  try {
    const { skipped } = await calendar.importIcs(text, { owner: 'alpha@example.com' });
    for (const { why } of skipped) expect(why).not.toMatch(UNSAFE_TO_SHOW);
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    trouble = error;
  }
  const events = await calendar.events(...RANGE).catch((error: unknown) => {
    if (error instanceof CalendarError) return [];
    throw error;
  });
  for (const { id } of events.slice(0, 5)) await calendar.find(id);
  await calendar.freeBusy(['alpha@example.com'], ...RANGE).catch(() => []);
  return trouble;
}

describe('Whatever is done to a calendar file', () => {
  it('byte by byte, it is taken over or refused, event by event or as a whole', async () => {
    await fc.assert(
      fc.asyncProperty(damagedBytes(EXPORTED), async (bytes) => {
        await imported(bytes.toString('utf8'));
        await imported(bytes.toString('latin1'));
      }),
      runs(150),
    );
  });

  it('with any text in place of any value, likewise', async () => {
    const lines = EXPORTED.split('\n');
    await fc.assert(
      fc.asyncProperty(fc.nat(lines.length - 1), nastyText, fc.boolean(), async (index, text, folded) => {
        const line = lines[index] ?? '';
        const value = folded ? text.replaceAll(/(.{1,5})/gs, '\r\n $1') : text;
        const changed = lines.with(index, `${line.slice(0, line.indexOf(':') + 1)}${value}`);
        await imported(changed.join('\n'));
      }),
      runs(150),
    );
  });

  it('in our own storage, it is refused with its line, and is left as it is', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'calendar.ics');
    const made = await openLocalCalendar({ file, timeZone: LOS_ANGELES });
    await made.create(newEvent());
    await made.importIcs(EXPORTED);
    await made.close();
    const right = readFileSync(file, 'utf8');
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          damagedBytes(right),
          hostileText.map((text) => Buffer.from(text)),
        ),
        async (bytes) => {
          writeFileSync(file, bytes);
          try {
            const calendar = await openLocalCalendar({ file, timeZone: LOS_ANGELES });
            await calendar.events(...RANGE);
            await calendar.exportIcs();
          } catch (error) {
            expect(error).toBeInstanceOf(CalendarError);
            expect((error as Error).message).toMatch(/calendar\.ics:\d+: |More than/);
          }
          expect(readFileSync(file).equals(bytes)).toBe(true);
        },
      ),
      runs(150),
    );
  });
});

const many = (count: number, make: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => make(index));
const repeating = (count: number, rule: string, start = '19000101T000000Z') =>
  ics(...many(count, (index) => vevent(`u${index}`, `DTSTART:${start}`, `RRULE:${rule}`)));

describe('A calendar file that was made to break the program', () => {
  it.each<[string, string]>([
    ['a rule that counts beyond the end of dates', repeating(1, 'FREQ=YEARLY;INTERVAL=39;COUNT=10000')],
    ['a rule that counts leap days', repeating(1, 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;COUNT=10000')],
    [
      'thousands of rules that count slowly',
      repeating(amount(20_000), 'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29;COUNT=10000'),
    ],
    ['thousands of rules that count for long', repeating(amount(2_000), 'FREQ=DAILY;COUNT=10000')],
    [
      'some that are there all day long',
      repeating(amount(50), `FREQ=DAILY;BYHOUR=${many(24, String).join(',')}`),
    ],
    ['a count of a thousand million', repeating(1, 'FREQ=DAILY;COUNT=1000000000')],
    ['each second', repeating(1, 'FREQ=SECONDLY')],
    ['until the end of time', repeating(amount(200), 'FREQ=DAILY;UNTIL=99991231T235959Z')],
    [
      'each second of each day',
      repeating(1, `FREQ=DAILY;BYHOUR=${many(24, String).join(',')};BYMINUTE=${many(60, String).join(',')}`),
    ],
    [
      'a rule with ten thousand parts',
      repeating(1, `FREQ=DAILY;${many(10_000, (index) => `X${index}=1`).join(';')}`),
    ],
    [
      'very many weekdays',
      repeating(1, `FREQ=MONTHLY;BYDAY=${many(100_000, (index) => `${(index % 5) + 1}MO`).join(',')}`),
    ],
    ['the year 0', ics(vevent('u', 'DTSTART:00000101T000000Z'))],
    ['the last day of all', ics(vevent('u', 'DTSTART:99991231T235959Z', 'DTEND:99991231T235959Z'))],
    [
      'a length beyond all',
      ics(
        vevent('u', 'DTSTART:20261201T180000Z', 'DURATION:P9999W'),
        vevent('v', 'DTSTART:20261201T180000Z', 'DURATION:PT999999999999S'),
      ),
    ],
    ['a length that is negative', ics(vevent('u', 'DTSTART:20261201T180000Z', 'DURATION:-P99999D'))],
    ['an end before the start', ics(vevent('u', 'DTSTART:20261201T180000Z', 'DTEND:20261101T180000Z'))],
    [
      'blocks inside each other',
      `${'BEGIN:VCALENDAR\n'.repeat(amount(50_000))}${'END:VCALENDAR\n'.repeat(amount(50_000))}`,
    ],
    ['thousands of calendars', 'BEGIN:VCALENDAR\nEND:VCALENDAR\n'.repeat(amount(50_000))],
    [
      'very many properties of one event',
      ics(vevent('u', 'DTSTART:20261201T180000Z', 'X:\n'.repeat(amount(1_000_000)).trimEnd())),
    ],
    [
      'very many excluded days',
      ics(
        vevent(
          'u',
          'DTSTART:20261201T180000Z',
          'RRULE:FREQ=DAILY',
          'EXDATE:20261205T180000Z\n'.repeat(100_000).trimEnd(),
        ),
      ),
    ],
    [
      'thousands of guests',
      ics(
        vevent(
          'u',
          'DTSTART:20261201T180000Z',
          ...many(amount(10_000), (index) => `ATTENDEE:mailto:g${index}@example.com`),
        ),
      ),
    ],
    [
      'thousands of versions of one event',
      ics(...many(amount(10_000), (index) => vevent('u', 'DTSTART:20261201T180000Z', `SEQUENCE:${index}`))),
    ],
    [
      'thousands of changes of one series',
      ics(
        vevent('u', 'DTSTART:20200101T180000Z', 'RRULE:FREQ=DAILY'),
        ...many(amount(10_000), (index) =>
          vevent(
            'u',
            'DTSTART:20261201T180000Z',
            `RECURRENCE-ID:20${String(20 + (index % 30))}0101T${String(index % 24).padStart(2, '0')}0000Z`,
          ),
        ),
      ),
    ],
    [
      'a zone whose clocks change each day',
      ics(
        `BEGIN:VTIMEZONE\nTZID:Z\n${'BEGIN:STANDARD\nDTSTART:19700101T000000\nRRULE:FREQ=YEARLY;BYMONTH=1,2,3,4,5,6,7,8,9,10,11,12;BYMONTHDAY=1,2,3,4,5,6,7,8,9\nTZOFFSETFROM:+0000\nTZOFFSETTO:+0017\nEND:STANDARD\n'.repeat(500)}END:VTIMEZONE`,
        vevent('u', 'DTSTART;TZID=Z:20261201T180000'),
      ),
    ],
    [
      'a zone with a name of a megabyte',
      ics(vevent('u', `DTSTART;TZID=${'a/'.repeat(500_000)}:20261201T180000`)),
    ],
    [
      'thousands of zones that nobody knows',
      ics(
        ...many(amount(20_000), (index) =>
          vevent(`u${index}`, `DTSTART;TZID=No/Where${index}:20261201T180000`),
        ),
      ),
    ],
    ['fifty megabytes', 'x'.repeat(50_000_000)],
    ['null characters', '\u0000'.repeat(100_000)],
    ['UTF-16 that was read as UTF-8', Buffer.from(EXPORTED, 'utf16le').toString('utf8')],
  ])('is taken over or refused within seconds: %s', async (_, text) => {
    const [, took] = await timed(() => imported(text));
    expect(took).toBeLessThan(PATIENCE_MS);
  });

  it('that is cut off anywhere takes nothing over', async () => {
    for (let end = 20; end < EXPORTED.length - 10; end += 97) {
      expect(await imported(EXPORTED.slice(0, end))).toBeInstanceOf(CalendarError);
    }
  });
});
