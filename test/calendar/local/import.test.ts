import { describe, expect, it } from 'vitest';
import { busyOf } from '../../../src/calendar/busy.ts';
import type { CalendarEvent } from '../../../src/calendar/event.ts';
import { openLocalCalendar } from '../../../src/calendar/local/local-calendar.ts';
import { at, ics, invited, LOS_ANGELES, newEvent, vevent } from '../builders.ts';

const open = () => openLocalCalendar({ file: null, timeZone: LOS_ANGELES });
const RANGE = [at('2026-01-01T00:00'), at('2028-01-01T00:00')] as const;

async function imported(text: string, owner: string | null = null): Promise<readonly CalendarEvent[]> {
  const calendar = await open();
  const { skipped } = await calendar.importIcs(text, { owner });
  expect(skipped).toEqual([]);
  return await calendar.events(...RANGE);
}

async function one(...lines: string[]): Promise<CalendarEvent> {
  const events = await imported(ics(vevent('u1', ...lines)));
  expect(events).toHaveLength(1);
  return events[0] as CalendarEvent;
}

function timesOf(event: CalendarEvent | undefined): string {
  return event === undefined ? 'none' : `${event.when.start} – ${event.when.end}`;
}

const MEETING = ['DTSTART:20261201T180000Z', 'DTEND:20261201T190000Z'];

describe('When an imported event takes place', () => {
  it.each<[string, string[], string]>([
    [
      'a time in UTC',
      ['DTSTART:20261201T180000Z', 'DTEND:20261201T193000Z'],
      '2026-12-01T18:00:00Z – 2026-12-01T19:30:00Z',
    ],
    [
      'a time of a named zone',
      ['DTSTART;TZID=Europe/Berlin:20261201T180000', 'DURATION:PT45M'],
      '2026-12-01T17:00:00Z – 2026-12-01T17:45:00Z',
    ],
    [
      'a quoted zone of Outlook',
      [
        'DTSTART;TZID="Pacific Standard Time":20260701T090000',
        'DTEND;TZID="Pacific Standard Time":20260701T100000',
      ],
      '2026-07-01T16:00:00Z – 2026-07-01T17:00:00Z',
    ],
    [
      'a zone behind a path',
      ['DTSTART;TZID=/freeassociation.sourceforge.net/Tzfile/Europe/Paris:20261201T180000', 'DURATION:PT1H'],
      '2026-12-01T17:00:00Z – 2026-12-01T18:00:00Z',
    ],
    [
      'start and end in different zones',
      ['DTSTART;TZID=America/New_York:20261201T090000', 'DTEND;TZID=America/Chicago:20261201T090000'],
      '2026-12-01T14:00:00Z – 2026-12-01T15:00:00Z',
    ],
    [
      'a time without a zone is of the calendar’s',
      ['DTSTART:20261201T180000', 'DURATION:P1DT1H'],
      '2026-12-02T02:00:00Z – 2026-12-03T03:00:00Z',
    ],
    [
      'a time that a clock change skips',
      ['DTSTART;TZID=America/Los_Angeles:20260308T023000', 'DURATION:PT1H'],
      '2026-03-08T10:30:00Z – 2026-03-08T11:30:00Z',
    ],
    [
      'a time that occurs twice is the first',
      ['DTSTART;TZID=America/Los_Angeles:20261101T013000', 'DURATION:PT1H'],
      '2026-11-01T08:30:00Z – 2026-11-01T09:30:00Z',
    ],
    ['a moment', ['DTSTART:20261201T180000Z'], '2026-12-01T18:00:00Z – 2026-12-01T18:00:00Z'],
    ['a day', ['DTSTART;VALUE=DATE:20261201'], '2026-12-01 – 2026-12-02'],
    [
      'days with an exclusive end',
      ['DTSTART;VALUE=DATE:20261201', 'DTEND;VALUE=DATE:20261204'],
      '2026-12-01 – 2026-12-04',
    ],
    [
      'a day whose end was written as the same day',
      ['DTSTART;VALUE=DATE:20261201', 'DTEND;VALUE=DATE:20261201'],
      '2026-12-01 – 2026-12-02',
    ],
    ['days with a length', ['DTSTART;VALUE=DATE:20261201', 'DURATION:P2D'], '2026-12-01 – 2026-12-03'],
  ])('%s', async (_, lines, times) => {
    expect(timesOf(await one(...lines))).toBe(times);
  });

  it('the file’s own zone counts for its whole days and for times without a zone', async () => {
    const [day, time] = await imported(
      ics(
        'X-WR-TIMEZONE:Europe/Berlin',
        vevent('d', 'DTSTART;VALUE=DATE:20261201'),
        vevent('t', 'DTSTART:20261201T180000'),
      ),
    );
    expect(day?.when).toMatchObject({ kind: 'allDay', timeZone: 'Europe/Berlin' });
    expect(timesOf(time)).toMatch(/^2026-12-01T17:00:00Z/);
  });

  it('a zone that a program named by itself is known by its description', async () => {
    const zone = [
      'BEGIN:VTIMEZONE\r\nTZID:Customized Time Zone',
      'BEGIN:STANDARD\r\nDTSTART:16010101T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100',
      'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\nEND:STANDARD',
      'BEGIN:DAYLIGHT\r\nDTSTART:16010101T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200',
      'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE',
    ];
    const start = (day: string) => `DTSTART;TZID=Customized Time Zone:${day}T120000`;
    const events = await imported(
      ics(...zone, vevent('w', start('20260115')), vevent('s', start('20260715'))),
    );
    expect(events.map((event) => timesOf(event).slice(0, 20))).toEqual([
      '2026-01-15T11:00:00Z',
      '2026-07-15T10:00:00Z',
    ]);
  });
});

describe('What an imported event says about its people', () => {
  it('attendees with their answers, and the organiser', async () => {
    const made = await one(
      ...MEETING,
      'ORGANIZER;CN=Boss:MAILTO:Boss@example.com',
      'ATTENDEE;CN="Alpha, A.";PARTSTAT=ACCEPTED:mailto:alpha@example.com',
      'ATTENDEE;PARTSTAT=DECLINED;ROLE=OPT-PARTICIPANT:mailto:bravo@example.com',
      'ATTENDEE;PARTSTAT=TENTATIVE:mailto:charlie@example.com',
      'ATTENDEE;PARTSTAT=DELEGATED:mailto:delta@example.com',
      'ATTENDEE;EMAIL=echo@example.com:/aMTIzNDU2/principal/',
      'ATTENDEE:invalid:nomail',
    );
    expect(made.organizer).toBe('Boss@example.com');
    expect(
      made.attendees.map(({ email, response, name, optional }) => [email, response, name, optional]),
    ).toEqual([
      ['alpha@example.com', 'accepted', 'Alpha, A.', false],
      ['bravo@example.com', 'declined', null, true],
      ['charlie@example.com', 'tentative', null, false],
      ['delta@example.com', 'declined', null, false],
      ['echo@example.com', 'needsAction', null, false],
    ]);
  });

  it.each<[string, string[], Partial<CalendarEvent>]>([
    ['an ordinary entry', [], { markedFree: false, status: 'confirmed', type: 'default' }],
    ['marked free', ['TRANSP:TRANSPARENT'], { markedFree: true }],
    ['marked free by Outlook', ['X-MICROSOFT-CDO-BUSYSTATUS:FREE'], { markedFree: true }],
    ['tentative', ['STATUS:TENTATIVE'], { status: 'tentative' }],
    [
      'tentative by Outlook',
      ['STATUS:CONFIRMED', 'X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE'],
      { status: 'tentative' },
    ],
    ['cancelled', ['STATUS:CANCELLED'], { status: 'cancelled' }],
    ['an absence by Outlook', ['X-MICROSOFT-CDO-BUSYSTATUS:OOF'], { type: 'outOfOffice' }],
    ['an absence by Google, known by its title', ['SUMMARY:Out of office'], { type: 'outOfOffice' }],
    ['somebody else’s absence is not', ['SUMMARY:Bravo out of office'], { type: 'default' }],
    [
      'working elsewhere by Outlook',
      ['X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE'],
      { type: 'workingLocation' },
    ],
  ])('%s', async (_, lines, expected) => {
    expect(await one(...MEETING, ...lines)).toMatchObject(expected);
  });

  it('an owner’s appointment without guests is theirs, and an invitation that names others concerns them too', async () => {
    const [own, invitation, named] = await imported(
      ics(
        vevent('a', ...MEETING),
        vevent(
          'b',
          'DTSTART:20261202T180000Z',
          'ORGANIZER:mailto:boss@example.com',
          'ATTENDEE:mailto:list@example.com',
        ),
        vevent('c', 'DTSTART:20261203T180000Z', 'ATTENDEE;PARTSTAT=DECLINED:mailto:ALPHA@example.com'),
      ),
      'alpha@example.com',
    );
    expect(own).toMatchObject({ organizer: 'alpha@example.com', attendees: [] });
    expect(invitation?.attendees).toContainEqual(invited('alpha@example.com'));
    expect(named?.attendees).toEqual([invited('ALPHA@example.com', 'declined')]);
  });

  it('one meeting imported from two people’s calendars keeps each one’s own word on it', async () => {
    const calendar = await open();
    await calendar.importIcs(ics(vevent('m', ...MEETING)), { owner: 'alpha@example.com' });
    await calendar.importIcs(ics(vevent('m', ...MEETING, 'TRANSP:TRANSPARENT')), {
      owner: 'bravo@example.com',
    });
    const people = ['alpha', 'bravo'].map((name) => ({ email: `${name}@example.com`, name }));
    const table = {
      tentative: 'busy',
      unanswered: 'busy',
      declined: 'free',
      markedFree: 'free',
      allDay: 'busy',
      outOfOffice: 'busy',
      workingLocation: 'free',
    } as const;
    expect(busyOf(await calendar.events(...RANGE), people, table).map(({ email }) => email)).toEqual([
      'alpha@example.com',
    ]);
  });

  it('our private lines in somebody’s file make no booking', async () => {
    const made = await one(
      ...MEETING,
      'X-MOCK-SCHEDULER-BOOKING:b-1',
      'X-MOCK-SCHEDULER-INTERVIEWER:alpha@example.com',
    );
    expect(made.booking).toBeNull();
  });
});

describe('A series', () => {
  const weekly = (...lines: string[]) =>
    vevent(
      's',
      'SUMMARY:Stand-up',
      'DTSTART;TZID=America/Los_Angeles:20261026T090000',
      'DURATION:PT30M',
      'RRULE:FREQ=WEEKLY',
      ...lines,
    );
  const startsOf = async (text: string, from = '2026-10-20T00:00', to = '2026-11-18T00:00') => {
    const calendar = await open();
    await calendar.importIcs(text);
    return (await calendar.events(at(from), at(to))).map((event) => `${event.when.start}`);
  };

  it('stays at its time on the wall when the clocks change', async () => {
    expect(await startsOf(ics(weekly()))).toEqual([
      '2026-10-26T16:00:00Z',
      '2026-11-02T17:00:00Z',
      '2026-11-09T17:00:00Z',
      '2026-11-16T17:00:00Z',
    ]);
  });

  it('every night through the hour that is skipped and the one that occurs twice', async () => {
    const nightly = (start: string) =>
      ics(
        vevent(
          'n',
          `DTSTART;TZID=America/Los_Angeles:${start}`,
          'DURATION:PT30M',
          'RRULE:FREQ=DAILY;COUNT=3',
        ),
      );
    expect(await startsOf(nightly('20260307T023000'), '2026-03-01T00:00', '2026-04-01T00:00')).toEqual([
      '2026-03-07T10:30:00Z',
      '2026-03-08T10:30:00Z',
      '2026-03-09T09:30:00Z',
    ]);
    expect(await startsOf(nightly('20261031T013000'), '2026-10-01T00:00', '2026-12-01T00:00')).toEqual([
      '2026-10-31T08:30:00Z',
      '2026-11-01T08:30:00Z',
      '2026-11-02T09:30:00Z',
    ]);
  });

  it('all day, for each of its days in its zone', async () => {
    const calendar = await open();
    await calendar.importIcs(
      ics(vevent('d', 'DTSTART;VALUE=DATE:20261031', 'RRULE:FREQ=DAILY;UNTIL=20261101')),
    );
    const events = await calendar.events(...RANGE);
    expect(events.map(timesOf)).toEqual(['2026-10-31 – 2026-11-01', '2026-11-01 – 2026-11-02']);
    expect(await calendar.events(at('2026-11-01T23:30'), at('2026-11-01T23:45'))).toEqual([events[1]]);
    expect(await calendar.events(at('2026-11-02T00:00'), at('2026-11-02T01:00'))).toEqual([]);
  });

  it('ends with UNTIL, which is told in UTC and included', async () => {
    const until = (text: string) =>
      startsOf(
        ics(
          vevent('s', 'DTSTART;TZID=America/Los_Angeles:20261026T090000', `RRULE:FREQ=WEEKLY;UNTIL=${text}`),
        ),
      );
    expect(await until('20261109T170000Z')).toHaveLength(3);
    expect(await until('20261109T165959Z')).toHaveLength(2);
    expect(await until('20261109')).toHaveLength(3);
  });

  it('leaves out exceptions, in UTC, in its zone or as a date, and adds further dates', async () => {
    const exceptions = [
      'EXDATE:20261026T160000Z',
      'EXDATE;TZID=America/Los_Angeles:20261102T090000',
      'EXDATE;VALUE=DATE:20261109',
      'RDATE;TZID=America/Los_Angeles:20261103T140000,20261104T140000',
    ];
    expect(await startsOf(ics(weekly(...exceptions)))).toEqual([
      '2026-11-03T22:00:00Z',
      '2026-11-04T22:00:00Z',
      '2026-11-16T17:00:00Z',
    ]);
  });

  it('with an occurrence moved out of the range asked for, and one moved into it', async () => {
    const moved = (from: string, to: string) =>
      vevent(
        's',
        'SUMMARY:Moved',
        `RECURRENCE-ID;TZID=America/Los_Angeles:${from}T090000`,
        `DTSTART:${to}T200000Z`,
        'DURATION:PT1H',
      );
    const calendar = await open();
    const report = await calendar.importIcs(
      ics(weekly(), moved('20261102', '20261215'), moved('20261207', '20261104')),
    );
    expect(report).toEqual({ added: 3, updated: 0, unchanged: 0, skipped: [] });
    const events = await calendar.events(at('2026-11-01T00:00'), at('2026-11-10T00:00'));
    expect(events.map(({ title, when }) => `${title} ${when.start}`)).toEqual([
      'Moved 2026-11-04T20:00:00Z',
      'Stand-up 2026-11-09T17:00:00Z',
    ]);
  });

  it('with an occurrence that was called off', async () => {
    const off = vevent('s', 'RECURRENCE-ID:20261102T170000Z', 'DTSTART:20261102T170000Z', 'STATUS:CANCELLED');
    expect(await startsOf(ics(weekly(), off))).not.toContain('2026-11-02T17:00:00Z');
  });

  it('of which only one occurrence is known is that one event', async () => {
    const [only] = await imported(
      ics(vevent('s', 'RECURRENCE-ID:20261102T170000Z', 'DTSTART:20261102T180000Z')),
    );
    expect(only?.when.start).toEqual(at('2026-11-02T18:00:00Z'));
  });

  it('that has run for decades is read as fast as a new one', async () => {
    const old = ics(vevent('s', 'DTSTART;TZID=America/Los_Angeles:19500102T090000', 'RRULE:FREQ=DAILY'));
    expect(await startsOf(old, '2199-12-30T00:00', '2200-01-01T00:00')).toHaveLength(2);
  });
});

describe('Importing again', () => {
  const v = (sequence: number, title: string, ...lines: string[]) =>
    vevent('u', `SEQUENCE:${sequence}`, `SUMMARY:${title}`, ...MEETING, ...lines);

  it('imports once, even with a new time stamp', async () => {
    const calendar = await open();
    expect(await calendar.importIcs(ics(v(0, 'One')))).toEqual({
      added: 1,
      updated: 0,
      unchanged: 0,
      skipped: [],
    });
    const again = ics(v(0, 'One')).replace('DTSTAMP:20261101', 'DTSTAMP:20261122');
    expect(await calendar.importIcs(again)).toEqual({ added: 0, updated: 0, unchanged: 1, skipped: [] });
    expect(await calendar.events(...RANGE)).toHaveLength(1);
  });

  it('takes over what is newer or as new, and keeps what is newer here', async () => {
    const calendar = await open();
    await calendar.importIcs(ics(v(1, 'One')));
    expect(await calendar.importIcs(ics(v(1, 'Renamed')))).toMatchObject({ updated: 1 });
    expect(await calendar.importIcs(ics(v(3, 'Three')))).toMatchObject({ updated: 1 });
    expect(await calendar.importIcs(ics(v(2, 'Two')))).toMatchObject({
      updated: 0,
      skipped: [{ title: 'Two', why: 'a newer version of it is there already' }],
    });
    expect((await calendar.events(...RANGE)).map(({ title }) => title)).toEqual(['Three']);
  });

  it('of several versions in one file the newest wins, whichever stands first', async () => {
    for (const text of [ics(v(2, 'New'), v(1, 'Old')), ics(v(1, 'Old'), v(2, 'New'))]) {
      const calendar = await open();
      expect(await calendar.importIcs(text)).toMatchObject({ added: 1, skipped: [{ title: 'Old' }] });
      expect((await calendar.events(...RANGE)).map(({ title }) => title)).toEqual(['New']);
    }
  });

  it('takes back a changed occurrence that the series no longer has', async () => {
    const series = vevent('s', 'SUMMARY:Plain', 'DTSTART:20261201T180000Z', 'RRULE:FREQ=DAILY;COUNT=2');
    const calendar = await open();
    await calendar.importIcs(
      ics(
        series,
        vevent('s', 'SUMMARY:Changed', 'RECURRENCE-ID:20261202T180000Z', 'DTSTART:20261202T200000Z'),
      ),
    );
    expect(await calendar.importIcs(ics(series))).toMatchObject({ added: 0, updated: 1 });
    expect((await calendar.events(...RANGE)).map(({ title }) => title)).toEqual(['Plain', 'Plain']);
  });

  it('of an event without a UID imports once', async () => {
    const nameless = ics('BEGIN:VEVENT', 'SUMMARY:No UID', ...MEETING, 'END:VEVENT');
    const calendar = await open();
    await calendar.importIcs(nameless);
    expect(await calendar.importIcs(nameless)).toMatchObject({ added: 0, unchanged: 1 });
  });

  it('never touches our own bookings: our own export changes nothing', async () => {
    const calendar = await open();
    const made = await calendar.create(newEvent());
    const forged = (await calendar.exportIcs())
      .replace('SEQUENCE:0', 'SEQUENCE:9')
      .replace('T033000Z', 'T043000Z');
    expect(await calendar.importIcs(forged)).toEqual({
      added: 0,
      updated: 0,
      unchanged: 0,
      skipped: [{ title: made.title, line: null, why: 'it is a booking of this calendar' }],
    });
    expect(await calendar.events(...RANGE)).toEqual([made]);
  });
});

describe('An event that cannot be read is skipped with its title and the reason, the rest is taken over', () => {
  it.each<[string, string[], RegExp]>([
    ['no start', [], /^it has no start$/],
    ['no such day', ['DTSTART:20260230T090000Z'], /"20260230T090000Z" is no date or time/],
    ['an unknown zone', ['DTSTART;TZID=Mars/Olympus:20261201T090000'], /time zone "Mars\/Olympus"/],
    [
      'an end before the start',
      ['DTSTART:20261201T180000Z', 'DTEND:20261201T170000Z'],
      /ends before it starts/,
    ],
    [
      'a day and a time',
      ['DTSTART;VALUE=DATE:20261201', 'DTEND:20261201T170000Z'],
      /starts on a day and ends at a time/,
    ],
    ['the year 9999', ['DTSTART:99990101T000000Z'], /year 9999/],
    ['three years long', ['DTSTART:20260101T000000Z', 'DTEND:20290101T000000Z'], /longer than two years/],
    ['every second', ['DTSTART:20261201T180000Z', 'RRULE:FREQ=SECONDLY'], /its repetition is secondly/],
    ['a broken rule', ['DTSTART:20261201T180000Z', 'RRULE:FREQ=WEEKLY;UNTIL=soon'], /UNTIL=SOON/],
    [
      'all later ones',
      ['DTSTART:20261201T180000Z', 'RECURRENCE-ID;RANGE=THISANDFUTURE:20261201T170000Z'],
      /all later occurrences/,
    ],
    [
      'a crowd',
      [
        'DTSTART:20261201T180000Z',
        ...Array.from({ length: 1001 }, (_, n) => `ATTENDEE:mailto:a${n}@example.com`),
      ],
      /1000 attendees/,
    ],
  ])('%s', async (_, lines, why) => {
    const calendar = await open();
    const report = await calendar.importIcs(
      ics(vevent('bad', 'SUMMARY:Bad\\, very bad', ...lines), vevent('good', ...MEETING)),
    );
    expect(report).toMatchObject({
      added: 1,
      skipped: [{ title: 'Bad, very bad', why: expect.stringMatching(why) }],
    });
    expect(report.skipped[0]?.line).toBeGreaterThan(3);
  });

  it('lines that are none are passed over, and so is everything that is no event', async () => {
    const text = ics(
      'BEGIN:VTODO\r\nSUMMARY:To do\r\nEND:VTODO',
      vevent(
        'u',
        'DESCRIPTION:a line',
        'that was broken wrongly',
        ...MEETING,
        'BEGIN:VALARM\r\nTRIGGER:-PT5M\r\nEND:VALARM',
      ),
    );
    expect(await imported(text)).toHaveLength(1);
    expect(await imported(`\uFEFF${text.replaceAll('\r\n', '\n')}`)).toHaveLength(1);
  });
});

it('An owner is named by their address, in any spelling', async () => {
  const calendar = await open();
  const text = ics(vevent('u', ...MEETING));
  await calendar.importIcs(text, { owner: ' Alpha@Example.com' });
  expect(await calendar.importIcs(text, { owner: 'alpha@example.com' })).toMatchObject({
    added: 0,
    unchanged: 1,
  });
  await expect(calendar.importIcs(text, { owner: 'Alpha' })).rejects.toMatchObject({ kind: 'person' });
});

describe('A file that is no calendar is refused whole, with the line', () => {
  it.each<[string, string, RegExp]>([
    ['nothing', '', /line 1: this is no iCalendar text/],
    ['a web page', '<!DOCTYPE html><html></html>', /this is no iCalendar text/],
    ['a visiting card', 'BEGIN:VCARD\nEND:VCARD', /line 1: this is no iCalendar text/],
    [
      'cut off',
      ics(vevent('u', ...MEETING)).slice(0, -30),
      /line 8: the text ends before END:VEVENT \(open since line 4\)/,
    ],
    ['put together badly', ics('BEGIN:VEVENT', 'END:VTODO'), /line 5: found END:VTODO, expected END:VEVENT/],
    ['endlessly nested', 'BEGIN:VCALENDAR\n'.repeat(99), /line 11: more than 10 blocks/],
    ['too large', `BEGIN:VCALENDAR\n${' '.repeat(20_000_001)}`, /larger than 20 million characters/],
    [
      'too many events',
      ics(...Array.from({ length: 20_001 }, () => 'BEGIN:VEVENT\r\nEND:VEVENT')),
      /more than 20000 events/,
    ],
  ])('%s', async (_, text, message) => {
    const calendar = await open();
    await expect(calendar.importIcs(text)).rejects.toMatchObject({
      name: 'CalendarError',
      kind: 'person',
      message: expect.stringMatching(message),
    });
    expect(await calendar.events(...RANGE)).toEqual([]);
  });
});
