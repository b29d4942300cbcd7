import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CalendarError } from '../../../src/calendar/calendar.ts';
import { openLocalCalendar } from '../../../src/calendar/local/local-calendar.ts';
import { at, ics, LOS_ANGELES, newEvent, vevent } from '../builders.ts';
import { hostileText } from '../hostile-text.ts';

describe('Whatever a file holds', () => {
  it('importing it ends with a report or a clear refusal, and what was taken over can be read, stored and exported', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, fc.constantFrom(null, 'alpha@example.com'), async (hostile, owner) => {
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
      { numRuns: 250 },
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
  ])(
    'it costs little time: %s',
    async (_, text) => {
      const calendar = await openLocalCalendar({ file: null, timeZone: LOS_ANGELES });
      const start = performance.now();
      await calendar.importIcs(text);
      await calendar.events(at('2026-12-01T00:00'), at('2027-01-01T00:00'));
      expect(performance.now() - start).toBeLessThan(10_000);
    },
    30_000,
  );
});

function many(count: number, make: (index: number) => string): string[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
