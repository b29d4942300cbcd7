import { describe, expect, it } from 'vitest';
import { type BusyTable, busyOf, type Person } from '../../src/calendar/busy.ts';
import type { CalendarEvent } from '../../src/calendar/event.ts';
import type { BusyTable as SopTable } from '../../src/sop/model.ts';
import { at, booking, event, invited } from './builders.ts';

const DEFAULTS: SopTable = {
  tentative: 'busy',
  unanswered: 'busy',
  declined: 'free',
  markedFree: 'free',
  allDay: 'busy',
  outOfOffice: 'busy',
  workingLocation: 'free',
  unreadable: 'refuse',
};
const ALPHA: Person = { email: 'alpha@example.com', name: 'Alpha' };
const BRAVO: Person = { email: 'bravo@example.com', name: 'Bravo Two', calendar: 'bravo.own@example.com' };
const SAM: Person = { email: 'sam@example.com', name: 'Sam Lee' };
const ALL_DAY = {
  kind: 'allDay',
  start: Temporal.PlainDate.from('2026-12-01'),
  end: Temporal.PlainDate.from('2026-12-02'),
  timeZone: 'America/Los_Angeles',
} as const;

function kinds(
  change: Partial<CalendarEvent>,
  table: Partial<BusyTable> = {},
  people: Person[] = [ALPHA],
): string[] {
  return busyOf([event(change)], people, { ...DEFAULTS, ...table }).map(
    ({ email, kind }) => `${email} ${kind}`,
  );
}

const counts = (change: Partial<CalendarEvent>, table: Partial<BusyTable> = {}) =>
  kinds(change, table).length === 1;

describe('Each line of the busy table decides for the entries it speaks of', () => {
  const lines: [keyof BusyTable, string, Partial<CalendarEvent>][] = [
    [
      'tentative',
      'an invitation answered with "maybe"',
      { attendees: [invited('alpha@example.com', 'tentative')] },
    ],
    ['tentative', 'an event that is itself tentative', { status: 'tentative' }],
    [
      'unanswered',
      'an invitation without an answer',
      { attendees: [invited('alpha@example.com', 'needsAction')] },
    ],
    [
      'declined',
      'an invitation that was declined',
      { attendees: [invited('alpha@example.com', 'declined')] },
    ],
    ['markedFree', 'an entry marked free', { markedFree: true }],
    ['allDay', 'an all-day entry', { when: ALL_DAY }],
    ['outOfOffice', 'an absence', { type: 'outOfOffice' }],
    ['workingLocation', 'a working location', { type: 'workingLocation' }],
  ];
  it.each(lines)('%s: %s', (setting, _, change) => {
    expect(counts(change, { [setting]: 'busy' })).toBe(true);
    expect(counts(change, { [setting]: 'free' })).toBe(false);
  });

  it.each(lines)('and %s changes nothing for an ordinary event (not: %s)', (setting) => {
    expect(counts({}, { [setting]: 'free' })).toBe(true);
  });
});

describe('Where several lines fit one entry, each must say busy', () => {
  const cases: [string, Partial<CalendarEvent>, Partial<BusyTable>, boolean][] = [
    ['tentative and marked free', { status: 'tentative', markedFree: true }, {}, false],
    [
      'tentative and marked free, both busy',
      { status: 'tentative', markedFree: true },
      { markedFree: 'busy' },
      true,
    ],
    [
      'tentative (free) on an all-day entry',
      { status: 'tentative', when: ALL_DAY },
      { tentative: 'free' },
      false,
    ],
    [
      'tentative on an all-day entry (free)',
      { status: 'tentative', when: ALL_DAY },
      { allDay: 'free' },
      false,
    ],
    ['accepted, but the event is tentative (free)', { status: 'tentative' }, { tentative: 'free' }, false],
    ['an absence marked free is still an absence', { type: 'outOfOffice', markedFree: true }, {}, true],
    [
      'an all-day absence though all-day is free',
      { type: 'outOfOffice', when: ALL_DAY },
      { allDay: 'free' },
      true,
    ],
    [
      'an absence that was declined',
      { type: 'outOfOffice', attendees: [invited('alpha@example.com', 'declined')] },
      {},
      false,
    ],
    [
      'a working location that shall count, though calendars mark it free',
      { type: 'workingLocation', markedFree: true, when: ALL_DAY },
      { workingLocation: 'busy', allDay: 'free' },
      true,
    ],
    ['focus time is an ordinary entry', { type: 'focusTime' }, {}, true],
  ];
  it.each(cases)('%s', (_, change, table, expected) => {
    expect(counts(change, table)).toBe(expected);
  });
});

describe('Who an event makes busy', () => {
  it('its attendees, whatever the case of their address, and nobody else', () => {
    expect(kinds({ attendees: [invited('ALPHA@Example.com')] }, {}, [ALPHA, BRAVO, SAM])).toEqual([
      'alpha@example.com other',
    ]);
  });

  it('its organiser, who has accepted unless they declined as an attendee', () => {
    const organised = (...attendees: CalendarEvent['attendees'][number][]) =>
      counts({ organizer: 'Alpha@example.com', attendees }, { unanswered: 'free', tentative: 'free' });
    expect(organised()).toBe(true);
    expect(organised(invited('alpha@example.com', 'needsAction'))).toBe(true);
    expect(organised(invited('alpha@example.com', 'declined'))).toBe(false);
  });

  it('a person invited under the address of their own calendar', () => {
    expect(kinds({ attendees: [invited('bravo.own@example.com')] }, {}, [BRAVO])).toEqual([
      'bravo@example.com other',
    ]);
  });

  it('a person who declined under one address and accepted under the other', () => {
    const attendees = [
      invited('bravo.own@example.com', 'accepted'),
      invited('bravo@example.com', 'declined'),
    ];
    expect(kinds({ attendees }, {}, [BRAVO])).toEqual(['bravo@example.com other']);
  });

  it('nobody, where it is cancelled, has no length or ends before it starts', () => {
    const free = Object.fromEntries(
      Object.keys(DEFAULTS).map((key) => [key, 'busy']),
    ) as unknown as BusyTable;
    expect(kinds({ status: 'cancelled' }, free)).toEqual([]);
    expect(kinds({ status: 'cancelled', booking: booking() }, free)).toEqual([]);
    for (const end of ['2026-12-01T18:00', '2026-12-01T17:00']) {
      expect(kinds({ when: { kind: 'timed', start: at('2026-12-01T18:00'), end: at(end) } }, free)).toEqual(
        [],
      );
    }
  });
});

describe('All-day entries count for their days in the calendar’s zone', () => {
  it.each([
    ['2026-12-01', '2026-12-02', '2026-12-01T08:00:00Z', '2026-12-02T08:00:00Z'],
    ['2026-03-08', '2026-03-09', '2026-03-08T08:00:00Z', '2026-03-09T07:00:00Z'],
    ['2026-10-31', '2026-11-02', '2026-10-31T07:00:00Z', '2026-11-02T08:00:00Z'],
  ])('%s until %s', (start, end, from, to) => {
    const when = { ...ALL_DAY, start: Temporal.PlainDate.from(start), end: Temporal.PlainDate.from(end) };
    const [range] = busyOf([event({ when })], [ALPHA], DEFAULTS);
    expect([`${range?.start}`, `${range?.end}`]).toEqual([from, to]);
  });
});

describe('Our own events are mocks of their interviewer and their candidate', () => {
  const ours = { id: 'own1', booking: booking(), attendees: [invited('team@example.com')], organizer: null };

  it('and tell which booking they are', () => {
    expect(busyOf([event(ours)], [ALPHA, SAM, BRAVO], DEFAULTS)).toEqual([
      expect.objectContaining({
        email: 'alpha@example.com',
        kind: 'mock',
        eventId: 'own1',
        bookingId: 'b-1',
      }),
      expect.objectContaining({ email: 'sam@example.com', kind: 'mock', eventId: 'own1', bookingId: 'b-1' }),
    ]);
  });

  it('even declined, marked free or tentative: the booking holds its time', () => {
    const attendees = [invited('alpha@example.com', 'declined')];
    expect(
      kinds({ ...ours, attendees, markedFree: true, status: 'tentative' }, { tentative: 'free' }),
    ).toEqual(['alpha@example.com mock']);
  });

  it('while their optional guests are busy as at any event', () => {
    expect(kinds(ours, {}, [{ email: 'team@example.com', name: 'Team' }])).toEqual([
      'team@example.com other',
    ]);
  });
});

describe('A mock typed by hand as "Candidate : Interviewer Course MockN"', () => {
  const uninvited = { organizer: 'boss@example.com', attendees: [] };

  it.each([
    'Sam Lee : Alpha FS1 Mock1',
    'sam lee:ALPHA fs1 mock1',
    '  Sam  Lee  :  Alpha   Own   Mock 12 ',
    'Sam: the second : Alpha FS1 MOCK2',
  ])('counts as the interviewer’s mock, invited or not: "%s"', (title) => {
    expect(kinds({ ...uninvited, title }, {}, [ALPHA, BRAVO, SAM])).toEqual(['alpha@example.com mock']);
  });

  it('finds an interviewer whose name has several words', () => {
    expect(kinds({ ...uninvited, title: 'Sam : bravo  two FS3 Mock2' }, {}, [ALPHA, BRAVO])).toEqual([
      'bravo@example.com mock',
    ]);
  });

  it.each([
    'Sam : Alpha FS1',
    'Sam Alpha FS1 Mock1',
    ': Alpha FS1 Mock1',
    'Sam : Alpha Mock1',
    'Sam : Alpha FS1 1',
    'Sam : Alpha FS1 Mock0',
    'Sam : Alphabet FS1 Mock1',
    'Sam : Alpha FS1 Mock1 moved',
    `${'x'.repeat(600)} : Alpha FS1 Mock1`,
  ])('and no other title does: "%s"', (title) => {
    expect(kinds({ ...uninvited, title })).toEqual([]);
  });

  it('counts however the typist’s calendar shows it, unless it does not take place', () => {
    const title = 'Sam : Alpha FS1 Mock1';
    expect(kinds({ ...uninvited, title, markedFree: true })).toEqual(['alpha@example.com mock']);
    expect(kinds({ title, attendees: [invited('alpha@example.com', 'declined')] })).toEqual([]);
    expect(kinds({ ...uninvited, title, status: 'tentative' }, { tentative: 'free' })).toEqual([]);
    expect(kinds({ ...uninvited, title, status: 'cancelled' })).toEqual([]);
  });

  it('is the candidate’s mock too where they are invited, and plain busy time of other guests', () => {
    const attendees = [invited('sam@example.com'), invited('bravo@example.com')];
    expect(kinds({ title: 'sam lee : Alpha FS1 Mock1', attendees }, {}, [ALPHA, BRAVO, SAM])).toEqual([
      'alpha@example.com mock',
      'bravo@example.com other',
      'sam@example.com mock',
    ]);
  });

  it('is one mock with the event that we made for it, and the booking is remembered', () => {
    const typed = event({ ...uninvited, id: 'typed', title: 'Sam : Alpha fs1 Mock1' });
    const ours = event({ id: 'own1', booking: booking() });
    for (const events of [
      [typed, ours],
      [ours, typed],
    ]) {
      expect(busyOf(events, [ALPHA], DEFAULTS)).toEqual([
        expect.objectContaining({ kind: 'mock', eventId: 'own1', bookingId: 'b-1' }),
      ]);
    }
    const next = event({ ...uninvited, id: 'typed', title: 'Sam : Alpha FS1 Mock2' });
    expect(busyOf([ours, next], [ALPHA], DEFAULTS)).toHaveLength(2);
  });
});
