import { describe, expect, it } from 'vitest';
import type { Busy } from '../../src/request/model.ts';
import { conditionsOf } from '../../src/watching/conditions.ts';
import type { Sight } from '../../src/watching/model.ts';
import { SMALL_SOP } from '../booking/office.ts';
import {
  answers,
  at,
  booked,
  eventOf,
  FIRST,
  guest,
  guests,
  movedTo,
  range,
  SECOND,
  sightOf,
  THIRD,
} from './sight.ts';

const kindsOf = (sight: Sight) => conditionsOf(sight).map(({ bookingId, kind }) => `${bookingId} ${kind}`);
const only = (sight: Sight) => {
  const found = conditionsOf(sight);
  expect(found).toHaveLength(1);
  return found[0]!;
};
const busyAt = (
  email: string,
  day: string,
  from: string,
  to: string,
  kind: Busy['kind'] = 'other',
): Busy => ({
  email,
  ...range(day, from, to),
  kind,
});

describe('a calendar that nobody touched', () => {
  it('has nothing that is not as booked', () => {
    expect(conditionsOf(sightOf())).toEqual([]);
  });

  it('says nothing of accepted and tentative answers', () => {
    const events = {
      [FIRST.id]: answers(FIRST, { 'alpha@example.com': 'accepted', 'dana@example.com': 'tentative' }),
    };
    expect(conditionsOf(sightOf({ events }))).toEqual([]);
  });

  it('says nothing of mocks that are over, whatever became of their events', () => {
    const events = { [FIRST.id]: null, [SECOND.id]: answers(SECOND, { 'alpha@example.com': 'declined' }) };
    expect(conditionsOf(sightOf({ events, now: '2026-12-02 18:00' }))).toEqual([]);
  });

  it('says nothing of an event that was not looked up', () => {
    const sight = sightOf({ events: { [FIRST.id]: null } });
    const events = new Map([...sight.events].filter(([id]) => id !== FIRST.id));
    expect(conditionsOf({ ...sight, events })).toEqual([]);
  });

  it('says nothing of another description, other words being left to people', () => {
    expect(conditionsOf(sightOf({ events: { [FIRST.id]: { description: 'Bring a laptop.' } } }))).toEqual([]);
  });
});

describe('a decline', () => {
  it('of the interviewer is told with the mock and the time', () => {
    const events = { [FIRST.id]: answers(FIRST, { 'alpha@example.com': 'declined' }) };
    expect(only(sightOf({ events }))).toMatchObject({
      bookingId: FIRST.id,
      kind: 'interviewer-declined',
      summary: 'Alpha declined One Mock1 (Tue Dec 1 18:00–19:00 PST).',
    });
  });

  it('of the candidate is another thing, and both may decline', () => {
    const events = {
      [FIRST.id]: answers(FIRST, { 'alpha@example.com': 'declined', 'dana@example.com': 'declined' }),
    };
    expect(kindsOf(sightOf({ events }))).toEqual(['one-1 interviewer-declined', 'one-1 candidate-declined']);
  });

  it('counts however the address is spelt', () => {
    const events = {
      [FIRST.id]: guests(FIRST, {
        without: ['alpha@example.com'],
        and: [guest(' Alpha@Example.com ', { response: 'declined' })],
      }),
    };
    expect(only(sightOf({ events })).kind).toBe('interviewer-declined');
  });

  it('counts under the address of the calendar of their own', () => {
    const sop = SMALL_SOP.replace('name: Alpha,', 'name: Alpha, calendar: alpha@home.example.com,');
    const events = {
      [FIRST.id]: guests(FIRST, {
        without: ['alpha@example.com'],
        and: [guest('alpha@home.example.com', { response: 'declined' })],
      }),
    };
    expect(only(sightOf({ sop, events })).kind).toBe('interviewer-declined');
  });

  it('under one address says nothing where they accepted under the other', () => {
    const sop = SMALL_SOP.replace('name: Alpha,', 'name: Alpha, calendar: alpha@home.example.com,');
    const declined = answers(FIRST, { 'alpha@example.com': 'declined' });
    const accepted = guest('alpha@home.example.com', { response: 'accepted' });
    const events = { [FIRST.id]: { attendees: [...declined.attendees, accepted] } };
    expect(conditionsOf(sightOf({ sop, events }))).toEqual([]);
  });

  it('of somebody who need not come says nothing', () => {
    const events = { [FIRST.id]: answers(FIRST, { 'team@example.com': 'declined' }) };
    expect(conditionsOf(sightOf({ events }))).toEqual([]);
  });
});

describe('somebody who got busy', () => {
  it('is told with the time and the mock that it concerns', () => {
    const busy = [busyAt('bravo@example.com', '2026-12-03', '19:00', '20:00')];
    expect(only(sightOf({ busy }))).toMatchObject({
      bookingId: THIRD.id,
      kind: 'interviewer-busy',
      summary:
        'Bravo is busy Thu Dec 3 19:00–20:00 PST now, at the time of Two Mock1 with Bravo (Thu Dec 3 18:00–19:30 PST).',
    });
  });

  it('is the candidate where it is the candidate', () => {
    const busy = [busyAt('dana@example.com', '2026-12-01', '18:30', '20:00')];
    expect(kindsOf(sightOf({ busy }))).toEqual(['one-1 candidate-busy']);
  });

  it('is told once for each entry, and once where the same entry was read twice', () => {
    const meeting = busyAt('alpha@example.com', '2026-12-01', '18:30', '20:00');
    const other = busyAt('alpha@example.com', '2026-12-01', '17:00', '18:15');
    expect(kindsOf(sightOf({ busy: [meeting, other, meeting] }))).toEqual([
      'one-1 interviewer-busy',
      'one-1 interviewer-busy',
    ]);
  });

  it('is the same observation whatever else comes into the calendar', () => {
    const meeting = busyAt('alpha@example.com', '2026-12-01', '18:30', '20:00');
    const other = busyAt('alpha@example.com', '2026-12-01', '17:00', '18:15');
    const { key } = only(sightOf({ busy: [meeting] }));
    expect(conditionsOf(sightOf({ busy: [other, meeting] })).map((each) => each.key)).toContain(key);
  });

  it('is told at every mock that one absence lies over', () => {
    const busy = [
      {
        email: 'alpha@example.com',
        start: at('2026-12-01 00:00'),
        end: at('2026-12-03 00:00'),
        kind: 'other' as const,
      },
    ];
    expect(kindsOf(sightOf({ busy }))).toEqual(['one-1 interviewer-busy', 'one-2 interviewer-busy']);
  });

  it('is told where only the buffer is lost', () => {
    const sop = SMALL_SOP.replace('minGap: 12h', 'minGap: 12h, interviewerBuffer: 15m');
    const busy = [busyAt('alpha@example.com', '2026-12-01', '19:00', '20:00')];
    expect(only(sightOf({ sop, busy })).summary).toContain('less than 15 minutes from One Mock1');
    expect(conditionsOf(sightOf({ busy }))).toEqual([]);
  });

  it('is told where others’ mocks pass a cap of the interviewer by day', () => {
    const busy = ['09:00', '11:00'].map((from, index) =>
      busyAt('alpha@example.com', '2026-12-01', from, index === 0 ? '10:00' : '12:00', 'mock'),
    );
    const found = only(sightOf({ busy }));
    expect(found).toMatchObject({
      bookingId: FIRST.id,
      kind: 'interviewer-busy',
      key: 'alpha day 2026-12-01',
    });
    expect(found.summary).toContain('Alpha has 3 mocks on Tue Dec 1 now, of at most 2 a day');
  });

  it('is told of the last mocks of a week whose cap is passed, of as many as are too many', () => {
    const sop = SMALL_SOP.replace('maxPerInterviewerPerDay: 2', 'maxPerInterviewerPerWeek: 2');
    const busy = [busyAt('alpha@example.com', '2026-12-04', '18:00', '19:00', 'mock')];
    expect(only(sightOf({ sop, busy }))).toMatchObject({
      bookingId: SECOND.id,
      kind: 'interviewer-busy',
      key: 'alpha week 2026-11-30',
    });
  });
});

describe('time off', () => {
  it('of the SOP is told with its time, and not as a rule besides', () => {
    const sop = SMALL_SOP.replace(
      'name: Alpha,',
      'name: Alpha, timeOff: [{ from: 2026-12-02, to: 2026-12-03 }],',
    );
    expect(only(sightOf({ sop }))).toMatchObject({
      bookingId: SECOND.id,
      kind: 'time-off',
      summary:
        'Alpha has time off from Wed Dec 2 to Thu Dec 3, at the time of One Mock2 with Alpha (Wed Dec 2 18:00–19:00 PST).',
      broken: [],
    });
  });

  it('that touches a mock says nothing', () => {
    const off = '{ from: "2026-12-01T19:00", to: "2026-12-02T18:00" }';
    const sop = SMALL_SOP.replace('name: Alpha,', `name: Alpha, timeOff: [${off}],`);
    expect(conditionsOf(sightOf({ sop }))).toEqual([]);
  });
});

describe('a mock that was moved by hand', () => {
  it('to a place that is right says where it stands, and no rule', () => {
    const place = range('2026-12-01', '19:00', '20:00');
    const found = only(sightOf({ events: { [FIRST.id]: movedTo(place.start, place.end) } }));
    expect(found).toMatchObject({
      bookingId: FIRST.id,
      kind: 'moved',
      summary:
        'One Mock1 with Alpha (Tue Dec 1 18:00–19:00 PST) was moved by hand to Tue Dec 1 19:00–20:00 PST.',
      place: { interviewer: 'alpha', ...place },
      broken: [],
    });
  });

  it('out of hours and slots says so, and is no broken rule of the SOP besides', () => {
    const place = range('2026-12-01', '08:00', '09:00');
    const found = only(sightOf({ events: { [FIRST.id]: movedTo(place.start, place.end) } }));
    expect(found.kind).toBe('moved');
    expect(found.broken.length).toBeGreaterThanOrEqual(2);
  });

  it('onto something else in the interviewer’s calendar says who is busy', () => {
    const place = range('2026-12-01', '19:00', '20:00');
    const found = only(
      sightOf({
        events: { [FIRST.id]: movedTo(place.start, place.end) },
        busy: [busyAt('alpha@example.com', '2026-12-01', '19:30', '20:30')],
      }),
    );
    expect(found.broken).toEqual([
      'Alpha is busy Tue Dec 1 19:30–20:30 PST now, at the time of One Mock1 with Alpha (Tue Dec 1 19:00–20:00 PST).',
    ]);
  });

  it('away from something that came up is not told of that any more', () => {
    const place = range('2026-12-01', '19:00', '20:00');
    const sight = sightOf({
      events: { [FIRST.id]: movedTo(place.start, place.end) },
      busy: [busyAt('alpha@example.com', '2026-12-01', '17:00', '19:00')],
    });
    expect(kindsOf(sight)).toEqual(['one-1 moved']);
  });

  it('into time off is wrong for that reason', () => {
    const sop = SMALL_SOP.replace(
      'name: Alpha,',
      'name: Alpha, timeOff: [{ from: 2026-12-04, to: 2026-12-04 }],',
    );
    const place = range('2026-12-04', '18:00', '19:00');
    const { broken } = only(
      sightOf({ sop, held: [FIRST], events: { [FIRST.id]: movedTo(place.start, place.end) } }),
    );
    expect(broken).toEqual([expect.stringContaining('Alpha has time off')]);
  });

  it('too near to another of the candidate’s mocks is wrong, and the other is not', () => {
    const place = range('2026-12-02', '19:30', '20:30');
    const sight = sightOf({ events: { [FIRST.id]: movedTo(place.start, place.end) } });
    expect(kindsOf(sight)).toEqual(['one-1 moved']);
    expect(only(sight).broken).not.toEqual([]);
  });

  it('out of the middle is wrong where those before and after are too far from each other then', () => {
    const sop = SMALL_SOP.replace('[60, 60]', '[60]')
      .replace('sequence:', '  Three: { mocks: [60], main: [charlie] }\nsequence:')
      .replace('- anyOrder: [One]\n  - inOrder: [Two]', '- anyOrder: [One, Two, Three]')
      .replace('maxGap: 4d', 'maxGap: 36h');
    const last = booked({
      course: 'Three',
      interviewer: 'charlie',
      ...range('2026-12-03', '18:00', '19:00'),
    });
    const middle = { ...THIRD, ...range('2026-12-02', '18:00', '19:30') };
    const held = [FIRST, middle, last];
    expect(conditionsOf(sightOf({ sop, held }))).toEqual([]);
    const place = range('2026-12-04', '18:00', '19:30');
    const found = only(sightOf({ sop, held, events: { [middle.id]: movedTo(place.start, place.end) } }));
    expect(found).toMatchObject({ bookingId: middle.id, kind: 'moved' });
    expect(found.broken).toHaveLength(1);
  });

  it('together with others is right where they are right with each other', () => {
    const later = (days: number) =>
      movedTo(FIRST.start.add({ hours: 24 * days }), FIRST.end.add({ hours: 24 * days }));
    const alone = sightOf({ events: { [FIRST.id]: later(2) } });
    expect(only(alone).broken).not.toEqual([]);
    const all = sightOf({
      events: {
        [FIRST.id]: later(2),
        [SECOND.id]: later(3),
        [THIRD.id]: movedTo(at('2026-12-05 18:00'), at('2026-12-05 19:30')),
      },
    });
    expect(conditionsOf(all).map(({ kind, broken }) => ({ kind, broken }))).toEqual(
      Array(3).fill({ kind: 'moved', broken: [] }),
    );
  });

  it('is judged with those that are right, and only what is wrong is called so', () => {
    const place = range('2026-12-01', '19:30', '20:30');
    const nowhere = range('2026-12-02', '03:00', '04:00');
    const sight = sightOf({
      events: {
        [FIRST.id]: movedTo(place.start, place.end),
        [SECOND.id]: movedTo(nowhere.start, nowhere.end),
      },
    });
    const [first, second] = conditionsOf(sight);
    expect(first?.broken).toEqual([]);
    expect(second?.broken).not.toEqual([]);
  });

  it('is longer or shorter than its course says, which is wrong', () => {
    const longer = only(sightOf({ events: { [FIRST.id]: movedTo(FIRST.start, at('2026-12-01 19:30')) } }));
    const shorter = only(sightOf({ events: { [FIRST.id]: movedTo(FIRST.start, at('2026-12-01 18:30')) } }));
    expect(longer.summary).toContain('was made longer by hand: Tue Dec 1 18:00–19:30 PST.');
    expect(shorter.summary).toContain('was made shorter by hand: Tue Dec 1 18:00–18:30 PST.');
    expect([longer.broken.length, shorter.broken.length]).not.toContain(0);
  });

  it('into an event for all day is wrong', () => {
    const day = Temporal.PlainDate.from('2026-12-01');
    const when = {
      kind: 'allDay' as const,
      start: day,
      end: day.add({ days: 1 }),
      timeZone: 'America/Los_Angeles',
    };
    expect(only(sightOf({ events: { [FIRST.id]: { when } } })).broken).toEqual([
      'One Mock1 lasts all day (Tue Dec 1 00:00 – Wed Dec 2 00:00 PST).',
    ]);
  });

  it('into the past is wrong', () => {
    const past = range('2026-11-21', '18:00', '19:00');
    expect(only(sightOf({ events: { [FIRST.id]: movedTo(past.start, past.end) } })).broken).toEqual([
      'One Mock1 with Alpha (Sat Nov 21 18:00–19:00 PST) is in the past.',
    ]);
  });

  it('to a later day is still to come when its booked time is over', () => {
    const place = range('2026-12-01', '19:30', '20:30');
    const sight = sightOf({
      events: { [FIRST.id]: movedTo(place.start, place.end) },
      now: '2026-12-01 18:30',
    });
    expect(only(sight)).toMatchObject({ bookingId: FIRST.id, kind: 'moved', broken: [] });
  });

  it('with less notice than the SOP asks for is wrong', () => {
    const sop = SMALL_SOP.replace('minGap: 12h', 'minGap: 12h, minNotice: 24h');
    const place = range('2026-12-01', '19:00', '20:00');
    const events = { [FIRST.id]: movedTo(place.start, place.end) };
    expect(only(sightOf({ sop, events })).broken).toEqual([]);
    expect(only(sightOf({ sop, events, now: '2026-12-01 09:00' })).broken).toEqual([
      'One Mock1 with Alpha (Tue Dec 1 19:00–20:00 PST) has less notice than 24h.',
    ]);
  });

  it('is another observation where it is moved on', () => {
    const key = (from: string, to: string) => {
      const place = range('2026-12-01', from, to);
      return only(sightOf({ events: { [FIRST.id]: movedTo(place.start, place.end) } })).key;
    };
    expect(key('19:00', '20:00')).not.toBe(key('19:30', '20:30'));
  });

  it('and declined where it stands now is told of both', () => {
    const place = range('2026-12-01', '19:00', '20:00');
    const events = {
      [FIRST.id]: {
        ...movedTo(place.start, place.end),
        ...answers(FIRST, { 'alpha@example.com': 'declined' }),
      },
    };
    const [moved, declined] = conditionsOf(sightOf({ events }));
    expect(moved?.kind).toBe('moved');
    expect(declined?.summary).toBe('Alpha declined One Mock1 (Tue Dec 1 19:00–20:00 PST).');
  });
});

describe('another interviewer who was put in by hand', () => {
  const toCharlie = guests(FIRST, { without: ['alpha@example.com'], and: [guest('charlie@example.com')] });

  it('is seen as that where it is one of the course', () => {
    expect(only(sightOf({ events: { [FIRST.id]: toCharlie } }))).toMatchObject({
      kind: 'interviewer-changed',
      summary: 'One Mock1 with Alpha (Tue Dec 1 18:00–19:00 PST) was given to Charlie by hand.',
      place: { interviewer: 'charlie', start: FIRST.start, end: FIRST.end },
      broken: [],
    });
  });

  it('is no edit of the title besides, where the title names them', () => {
    const events = { [FIRST.id]: { ...toCharlie, title: 'Dana : Charlie One Mock1' } };
    expect(kindsOf(sightOf({ events }))).toEqual(['one-1 interviewer-changed']);
  });

  it('is one move where the time was changed, too', () => {
    const place = range('2026-12-01', '19:00', '20:00');
    const events = { [FIRST.id]: { ...toCharlie, ...movedTo(place.start, place.end) } };
    expect(only(sightOf({ events }))).toMatchObject({
      kind: 'moved',
      summary:
        'One Mock1 with Alpha (Tue Dec 1 18:00–19:00 PST) was given to Charlie and moved by hand to Tue Dec 1 19:00–20:00 PST.',
      place: { interviewer: 'charlie', ...place },
    });
  });

  it('is wrong where they are busy', () => {
    const busy = [busyAt('charlie@example.com', '2026-12-01', '18:00', '19:00')];
    expect(only(sightOf({ events: { [FIRST.id]: toCharlie }, busy })).broken).toHaveLength(1);
  });

  it('is wrong where their calendar cannot be read', () => {
    const sight = sightOf({ events: { [FIRST.id]: toCharlie }, unreadable: ['charlie@example.com'] });
    expect(only(sight).broken).toEqual([expect.stringContaining('cannot be read')]);
  });

  it('who declines is the one who declined', () => {
    const attendees = toCharlie.attendees.map((each) =>
      each.email === 'charlie@example.com' ? { ...each, response: 'declined' as const } : each,
    );
    expect(
      conditionsOf(sightOf({ events: { [FIRST.id]: { attendees } } })).map(({ summary }) => summary),
    ).toContain('Charlie declined One Mock1 (Tue Dec 1 18:00–19:00 PST).');
  });

  it('is an edit where nobody of the course was put in', () => {
    const stranger = guests(FIRST, { without: ['alpha@example.com'], and: [guest('xavier@example.com')] });
    expect(only(sightOf({ events: { [FIRST.id]: stranger } }))).toMatchObject({
      kind: 'edited',
      summary:
        'One Mock1 with Alpha (Tue Dec 1 18:00–19:00 PST) was edited by hand: Alpha is not invited any more, xavier@example.com is invited.',
    });
    const ofNobody = guests(FIRST, { without: ['alpha@example.com'] });
    expect(kindsOf(sightOf({ events: { [FIRST.id]: ofNobody } }))).toEqual(['one-1 edited']);
  });
});

describe('an edit by hand', () => {
  it('of the title says what it is now', () => {
    expect(only(sightOf({ events: { [FIRST.id]: { title: 'Chat with Dana' } } }))).toMatchObject({
      kind: 'edited',
      summary:
        'One Mock1 with Alpha (Tue Dec 1 18:00–19:00 PST) was edited by hand: its title is “Chat with Dana” now.',
    });
  });

  it('of spaces alone is none', () => {
    const { title } = eventOf(FIRST);
    expect(conditionsOf(sightOf({ events: { [FIRST.id]: { title: ` ${title} ` } } }))).toEqual([]);
  });

  it('that takes the candidate out is told', () => {
    const events = { [FIRST.id]: guests(FIRST, { without: ['dana@example.com'] }) };
    expect(only(sightOf({ events })).summary).toContain('Dana is not invited any more');
  });

  it('that takes an optional guest out is none', () => {
    const events = { [FIRST.id]: guests(FIRST, { without: ['team@example.com'] }) };
    expect(conditionsOf(sightOf({ events }))).toEqual([]);
  });

  it('is none where the calendar lists its owner as a guest', () => {
    const events = { [FIRST.id]: guests(FIRST, { and: [guest('Calendar@example.com')] }) };
    expect(conditionsOf(sightOf({ events }))).toEqual([]);
  });

  it('is another observation once it is edited again, and names nobody in its key', () => {
    const key = (title: string) => only(sightOf({ events: { [FIRST.id]: { title } } })).key;
    expect(key('Chat with Dana')).not.toBe(key('Talk with Dana'));
    expect(key('Chat with Dana')).toBe(key('Chat with Dana'));
    expect(key('Chat with Dana')).toMatch(/^[0-9a-f]{16}$/);
  });
});

describe('an event that was deleted', () => {
  it('is told, whether it is gone or stands there as cancelled', () => {
    const gone = only(sightOf({ events: { [FIRST.id]: null } }));
    const cancelled = only(sightOf({ events: { [FIRST.id]: { status: 'cancelled' } } }));
    expect(gone).toMatchObject({
      kind: 'deleted',
      summary: 'One Mock1 with Alpha (Tue Dec 1 18:00–19:00 PST) was deleted from the calendar by hand.',
    });
    expect(cancelled).toEqual(gone);
  });
});

describe('an SOP that was edited', () => {
  it('makes booked mocks wrong, told once for each rule', () => {
    const sop = SMALL_SOP.replace(
      'bravo: { name: Bravo, email: bravo@example.com, hours: { everyday: ["18:00-21:00"] } }',
      'bravo: { name: Bravo, email: bravo@example.com, hours: { everyday: ["12:00-15:00"] } }',
    );
    const found = only(sightOf({ sop }));
    expect(found).toMatchObject({ bookingId: THIRD.id, kind: 'rule' });
    expect(found.broken).toEqual([found.summary]);
  });

  it('concerns the later of two mocks that are too near to each other now', () => {
    const sop = SMALL_SOP.replace('minGap: 12h', 'minGap: 24h');
    expect(kindsOf(sightOf({ sop }))).toEqual(['one-2 rule', 'two-1 rule']);
  });

  it('concerns those who do not give the course any more', () => {
    const sop = SMALL_SOP.replace(
      'One: { mocks: [60, 60], main: [alpha]',
      'One: { mocks: [60, 60], main: [bravo]',
    );
    expect(kindsOf(sightOf({ sop }))).toEqual(['one-1 rule', 'one-2 rule']);
  });

  it('concerns mocks of those whom it does not know any more', () => {
    const sop = SMALL_SOP.replaceAll('alpha', 'delta').replaceAll('Alpha', 'Delta');
    expect(kindsOf(sightOf({ sop }))).toEqual(['one-1 rule', 'one-2 rule']);
  });

  it('concerns mocks of courses that it does not have any more', () => {
    const sop = SMALL_SOP.replaceAll('Two', 'Four');
    expect(kindsOf(sightOf({ sop }))).toEqual(['two-1 rule']);
  });

  it('concerns holidays, lengths and the grid', () => {
    const holiday = SMALL_SOP.replace('minGap: 12h', 'minGap: 12h, holidays: [2026-12-01]');
    expect(kindsOf(sightOf({ sop: holiday }))).toEqual(['one-1 rule']);
    const lengths = SMALL_SOP.replace('mocks: [60, 60]', 'mocks: [60, 90]');
    expect(kindsOf(sightOf({ sop: lengths }))).toEqual(['one-2 rule']);
    const grid = SMALL_SOP.replace('startEvery: 30m', 'startEvery: 7h');
    expect(kindsOf(sightOf({ sop: grid }))).toEqual(['one-1 rule', 'one-2 rule', 'two-1 rule']);
  });

  it('does not concern mocks that have begun, nor notice', () => {
    const sop = SMALL_SOP.replace('minGap: 12h', 'minGap: 24h, minNotice: 48h');
    expect(kindsOf(sightOf({ sop, now: '2026-12-02 19:00' }))).toEqual(['two-1 rule']);
    expect(
      conditionsOf(
        sightOf({
          sop: SMALL_SOP.replace('minGap: 12h', 'minGap: 12h, minNotice: 48h'),
          now: '2026-12-01 12:00',
        }),
      ),
    ).toEqual([]);
  });

  it('does not miss what was cancelled', () => {
    expect(conditionsOf(sightOf({ held: [FIRST, THIRD] }))).toEqual([]);
  });
});
