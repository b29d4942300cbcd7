import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { icsOfMocks } from '../../../src/calendar/ics/write-calendar.ts';
import { openLocalCalendar } from '../../../src/calendar/local/local-calendar.ts';
import { at, event, ics, invited, LOS_ANGELES, newEvent, vevent } from '../builders.ts';

const HEAD = { name: 'Mocks of Sam', timeZone: LOS_ANGELES };
const STAMP = at('2026-11-22T09:00');

/** What RFC 5545 asks of any text: CRLF alone, at most 75 octets a line, no control characters. */
function expectRightLines(text: string): void {
  expect(text.endsWith('\r\n')).toBe(true);
  const lines = text.split('\r\n');
  for (const line of lines) {
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect([...line].filter(isControl)).toEqual([]);
    // A fold inside a character would leave a replacement character behind.
    expect(Buffer.from(line).toString()).toBe(line);
  }
}

/** The events of a text as another implementation reads them. */
function parsed(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return {
    calendar,
    events: calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component)),
  };
}

describe('An export is an iCalendar text that other programs read', () => {
  it('with every mock, its times in UTC, its people and their parts', async () => {
    const calendar = await openLocalCalendar({ file: null, timeZone: LOS_ANGELES, now: () => STAMP });
    const { id } = await calendar.create(newEvent());
    const text = await calendar.exportIcs();
    expectRightLines(text);
    expect(text).toContain('DTSTART:20261202T033000Z\r\nDTEND:20261202T050000Z\r\n');
    const { calendar: read, events } = parsed(text);
    expect(['version', 'prodid', 'method'].map((name) => read.getFirstPropertyValue(name))).toEqual([
      '2.0',
      '-//mock-scheduler//mock interviews//EN',
      null,
    ]);
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      uid: `${id}@mock-scheduler`,
      summary: 'Sam : Alpha FS1 Mock1',
      sequence: 0,
    });
    expect(events[0]?.component.getFirstPropertyValue('dtstamp')?.toString()).toBe('2026-11-22T17:00:00Z');
    expect(
      events[0]?.attendees.map((line) =>
        ['cn', 'role', 'partstat']
          .map((name) => line.getParameter(name))
          .concat(String(line.getFirstValue())),
      ),
    ).toEqual([
      ['Sam', 'REQ-PARTICIPANT', 'NEEDS-ACTION', 'mailto:sam@example.com'],
      ['Alpha', 'REQ-PARTICIPANT', 'NEEDS-ACTION', 'mailto:alpha@example.com'],
      [undefined, 'OPT-PARTICIPANT', 'NEEDS-ACTION', 'mailto:team@example.com'],
    ]);
  });

  it('without anything private to this program', async () => {
    const calendar = await openLocalCalendar({ file: null, timeZone: LOS_ANGELES });
    await calendar.create(newEvent());
    await calendar.importIcs(ics(vevent('d', 'DTSTART;VALUE=DATE:20261201')), { owner: 'alpha@example.com' });
    expect(await calendar.exportIcs()).not.toContain('X-MOCK-SCHEDULER');
  });

  it('with only the events that are wanted', async () => {
    const calendar = await openLocalCalendar({ file: null, timeZone: LOS_ANGELES });
    await calendar.create(newEvent());
    await calendar.importIcs(
      ics(vevent('s', 'SUMMARY:Theirs', 'DTSTART:20261201T180000Z', 'RRULE:FREQ=DAILY')),
    );
    const titles = async (wanted?: Parameters<typeof calendar.exportIcs>[0]) =>
      parsed(await calendar.exportIcs(wanted)).events.map(({ summary }) => summary);
    expect(await titles()).toEqual(['Sam : Alpha FS1 Mock1', 'Theirs']);
    expect(await titles((event) => event.booking !== null)).toEqual(['Sam : Alpha FS1 Mock1']);
    expect(await titles(() => false)).toEqual([]);
  });

  it('with series in their zone, which the text describes, so that others see the same instants', async () => {
    const calendar = await openLocalCalendar({ file: null, timeZone: LOS_ANGELES });
    await calendar.importIcs(
      ics(
        vevent(
          's',
          'DTSTART;TZID=Pacific Standard Time:20261019T090000',
          'DURATION:PT30M',
          'RRULE:FREQ=WEEKLY;COUNT=9',
          'EXDATE:20261026T160000Z',
        ),
        vevent('s', 'RECURRENCE-ID:20261116T170000Z', 'DTSTART:20261117T170000Z', 'DURATION:PT1H'),
      ),
    );
    const text = await calendar.exportIcs();
    expectRightLines(text);
    const { calendar: read, events } = parsed(text);
    const master = events.find((event) => event.isRecurring());
    const zone = new ICAL.Timezone(read.getFirstSubcomponent('vtimezone') as ICAL.Component);
    const theirs: string[] = [];
    const iterator = master?.iterator();
    for (let next = iterator?.next(); next !== undefined && next !== null; next = iterator?.next()) {
      next.zone = zone;
      const { startDate } = master?.getOccurrenceDetails(next) ?? {};
      if (startDate !== undefined) startDate.zone = startDate.zone.tzid === 'UTC' ? startDate.zone : zone;
      theirs.push(Temporal.Instant.fromEpochMilliseconds((startDate?.toUnixTime() ?? 0) * 1000).toString());
    }
    const ours = await calendar.events(at('2026-10-01T00:00'), at('2027-01-01T00:00'));
    expect(theirs.sort()).toEqual(ours.map(({ when }) => `${when.start}`).sort());
    expect(theirs).toHaveLength(8);
  });

  it('and a series through the hour that occurs twice keeps its length and its exceptions', async () => {
    const series = [
      'DTSTART;TZID=America/Los_Angeles:20261101T013000',
      'DURATION:PT1H',
      'RRULE:FREQ=DAILY;COUNT=3',
    ];
    const calendars = [1, 2].map(() => openLocalCalendar({ file: null, timeZone: LOS_ANGELES }));
    const [first, again] = await Promise.all(calendars);
    // The exception is the second half past one, at which nothing takes place.
    await first?.importIcs(ics(vevent('s', ...series, 'EXDATE:20261101T093000Z')));
    await again?.importIcs((await first?.exportIcs()) ?? '');
    const range = [at('2026-10-01T00:00'), at('2026-12-01T00:00')] as const;
    const events = await first?.events(...range);
    expect(events?.map(({ when }) => `${when.start} ${when.end}`)[0]).toBe(
      '2026-11-01T08:30:00Z 2026-11-01T09:30:00Z',
    );
    expect(await again?.events(...range)).toEqual(events);
  });

  it('whatever a title, a description or a name holds', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.constantFrom(
        'a\r\nEND:VEVENT\r\nBEGIN:VEVENT',
        '\\n\\,;:"^\'^n',
        '🎉'.repeat(60),
        '"',
        'x:y;z=1',
        '\uD800',
      ),
    );
    fc.assert(
      fc.property(hostile, hostile, hostile, (title, description, name) => {
        const attendees = [{ email: 'sam@example.com', name, optional: false }];
        const text = icsOfMocks([newEvent({ title, description, attendees })], HEAD, STAMP);
        expectRightLines(text);
        const { events } = parsed(text);
        expect(events).toHaveLength(1);
        expect(events[0]?.summary).toBe(kept(title));
        expect(events[0]?.description ?? '').toBe(kept(description));
        // The other implementation takes backslashes out of parameters, which the RFC does not ask for.
        const cn = events[0]?.attendees[0]?.getParameter('cn') ?? '';
        if (!name.includes('\\')) expect(cn).toBe(kept(name).trim());
      }),
      { numRuns: 120 },
    );
  });
});

describe('The file with one candidate’s mocks', () => {
  it('is made from what was booked or from the events of any calendar', () => {
    const asked = newEvent();
    const made = event({
      ...asked,
      conference: 'none',
      when: { kind: 'timed', start: asked.start, end: asked.end },
      organizer: null,
      attendees: asked.attendees.map((attendee) => ({ ...attendee, response: 'needsAction' as const })),
    });
    expect(icsOfMocks([made], HEAD, STAMP)).toBe(icsOfMocks([asked], HEAD, STAMP));
  });

  it('tells answers, the organiser and the link, and leaves out what was cancelled', () => {
    const meetLink = 'https://meet.example.com/abc';
    const made = event({
      meetLink,
      organizer: 'team@example.com',
      attendees: [invited('sam@example.com', 'declined')],
    });
    const { calendar, events } = parsed(
      icsOfMocks([made, { ...made, id: 'gone', status: 'cancelled' }], HEAD, STAMP),
    );
    expect(calendar.getFirstPropertyValue('x-wr-calname')).toBe('Mocks of Sam');
    expect(events.map(({ description, organizer }) => [description, organizer])).toEqual([
      [meetLink, 'mailto:team@example.com'],
    ]);
    expect(events[0]?.attendees[0]?.getParameter('partstat')).toBe('DECLINED');
  });

  it('is a right calendar even without mocks', () => {
    const text = icsOfMocks([], HEAD, STAMP);
    expectRightLines(text);
    expect(parsed(text).events).toEqual([]);
  });
});

/** What iCalendar can hold of a text. */
function kept(text: string): string {
  const lines = text.toWellFormed().replace(/\r\n?/g, '\n');
  return [...lines].filter((char) => char === '\n' || !isControl(char)).join('');
}

function isControl(char: string): boolean {
  return (char < ' ' && char !== '\t') || char === '\u007F';
}
