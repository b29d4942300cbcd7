import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLocalCalendar } from '../../../src/calendar/local/local-calendar.ts';
import { at, booking, ics, LOS_ANGELES, newEvent, vevent } from '../builders.ts';
import { calendarContract } from '../contract.ts';

let directory = '';
let opened = 0;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'calendar-'));
});
afterAll(() => rm(directory, { recursive: true }));
const file = () => join(directory, `${++opened}`, 'calendar.ics');
const memory = () => openLocalCalendar({ file: null, timeZone: LOS_ANGELES });

calendarContract('local, in memory', async () => ({ calendar: await memory() }));
calendarContract('local, in a file', async () => ({
  calendar: await openLocalCalendar({ file: file(), timeZone: LOS_ANGELES }),
}));

describe('The local calendar', () => {
  it('makes no link to a room that does not exist', async () => {
    const made = await (await memory()).create(newEvent({ conference: 'meet' }));
    expect(made.meetLink).toBeNull();
    expect(made.htmlLink).toBeNull();
  });

  it('holds the same after it was closed and opened again', async () => {
    const path = file();
    const first = await openLocalCalendar({ file: path, timeZone: LOS_ANGELES });
    await first.create(newEvent());
    await first.importIcs(
      ics(
        vevent(
          's',
          'SUMMARY:Stand-up',
          'DTSTART;TZID=Europe/Berlin:20261130T090000',
          'RRULE:FREQ=DAILY;COUNT=9',
          'DURATION:PT15M',
        ),
        vevent(
          's',
          'SUMMARY:Late stand-up',
          'RECURRENCE-ID;TZID=Europe/Berlin:20261202T090000',
          'DTSTART:20261202T120000Z',
        ),
        vevent('d', 'SUMMARY:Out of office', 'DTSTART;VALUE=DATE:20261204', 'TRANSP:TRANSPARENT'),
      ),
      { owner: 'alpha@example.com' },
    );
    const range = [at('2026-11-01T00:00'), at('2027-01-01T00:00')] as const;
    const before = await first.events(...range);
    expect(before).toHaveLength(11);
    await first.close();
    const again = await openLocalCalendar({ file: path, timeZone: LOS_ANGELES });
    expect(await again.events(...range)).toEqual(before);
    for (const event of before) expect(await again.find(event.id)).toEqual(event);
  });

  it('answers for any address from its own events, and knows no unreadable calendar', async () => {
    const calendar = await memory();
    await calendar.create(newEvent());
    const range = [at('2026-12-01T00:00'), at('2026-12-02T00:00')] as const;
    expect(await calendar.freeBusy(['Alpha@example.com', 'bravo@example.com'], ...range)).toEqual({
      busy: [{ calendar: 'Alpha@example.com', start: at('2026-12-01T19:30'), end: at('2026-12-01T21:00') }],
      unreadable: [],
    });
  });

  it('refuses an attendee who has no address', async () => {
    const attendees = [{ email: 'alpha', name: null, optional: false }];
    await expect((await memory()).create(newEvent({ attendees }))).rejects.toMatchObject({ kind: 'final' });
  });

  it('takes one occurrence out of a series when just that one is removed', async () => {
    const calendar = await memory();
    await calendar.importIcs(
      ics(vevent('s', 'DTSTART:20261201T100000Z', 'DURATION:PT1H', 'RRULE:FREQ=DAILY;COUNT=3')),
    );
    const range = [at('2026-11-01T00:00'), at('2027-01-01T00:00')] as const;
    const [first, second, third] = await calendar.events(...range);
    await calendar.remove(second?.id ?? '');
    expect(await calendar.events(...range)).toEqual([first, third]);
    expect(await calendar.find(second?.id ?? '')).toBeNull();
  });

  it('refuses a time that holds more events than anyone can look at, and gives no part of them', async () => {
    const calendar = await memory();
    const hourly = `RRULE:FREQ=DAILY;BYHOUR=${Array.from({ length: 24 }, (_, hour) => hour).join(',')}`;
    await calendar.importIcs(ics(vevent('s', 'DTSTART:19700101T000000Z', hourly)));
    await expect(calendar.events(at('1960-01-01T00:00'), at('2200-01-01T00:00'))).rejects.toMatchObject({
      name: 'CalendarError',
      kind: 'final',
    });
    expect(await calendar.events(at('2026-12-01T00:00'), at('2026-12-02T00:00'))).toHaveLength(24);
  });

  it('lets two openings of one file write in turns, and each sees what the other wrote', async () => {
    const path = file();
    const [one, two] = await Promise.all(
      [1, 2].map(() => openLocalCalendar({ file: path, timeZone: LOS_ANGELES })),
    );
    const ids = Array.from({ length: 12 }, (_, index) => `turn${index + 100}`);
    await Promise.all(
      ids.map((id, index) =>
        (index % 2 === 0 ? one : two)?.create(newEvent({ id, booking: booking({ number: index }) })),
      ),
    );
    for (const calendar of [one, two]) {
      for (const id of ids) expect(await calendar?.find(id)).not.toBeNull();
    }
  });
});
