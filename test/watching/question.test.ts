import { describe, expect, it } from 'vitest';
import type { MockMove } from '../../src/booking/change-order.ts';
import type { BookingRow } from '../../src/store/rows.ts';
import { conditionsOf } from '../../src/watching/conditions.ts';
import type { Option, ToAsk } from '../../src/watching/decision-model.ts';
import type { Sight } from '../../src/watching/model.ts';
import { decisionOf, questionAbout } from '../../src/watching/policy.ts';
import { questionOf } from '../../src/watching/question.ts';
import { SMALL_SOP } from '../booking/office.ts';
import { answers, at, FIRST, movedTo, observed, range, SECOND, sightOf, THIRD } from './sight.ts';

const OFF_HOURS = range('2026-12-01', '08:00', '09:00');
const draggedOff = { [FIRST.id]: movedTo(OFF_HOURS.start, OFF_HOURS.end) };
const danaDeclines = (booking: BookingRow) => ({
  [booking.id]: answers(booking, { 'dana@example.com': 'declined' as const }),
});
const FIRST_TEXT = 'One Mock1 with Alpha (Tue Dec 1 18:00–19:00 PST)';
const SECOND_TEXT = 'One Mock2 with Alpha (Wed Dec 2 18:00–19:00 PST)';

/** What is to be asked about all that is seen, as if it were seen for the first time. */
function aboutOf(sight: Sight): readonly ToAsk[] {
  const conditions = conditionsOf(sight);
  return questionAbout(
    decisionOf(
      sight,
      conditions.map((each) => observed(each)),
      conditions,
    ),
  );
}

const ask = (sight: Sight, options: readonly Option[] = []) => questionOf(sight, aboutOf(sight), options);

function moving(
  kind: 'move' | 'putBack' | 'accept',
  settles: readonly string[],
  from: BookingRow,
  to: Partial<BookingRow> = {},
  over: Partial<MockMove> = {},
): Option {
  const moves = [{ from, to: { ...from, ...to }, seen: null, ...over }];
  return { kind, settles, order: { id: `${kind} ${from.id}` }, moves };
}

const movesOf = (option: Option) => ('moves' in option ? option.moves : []);

const cancelling = (settles: readonly string[], booking: BookingRow): Option => ({
  kind: 'cancel',
  settles,
  order: { id: `cancel ${booking.id}` },
  bookings: [booking],
});

describe('what a question says', () => {
  it('is a line for each thing that was seen, and its reasons by kind', () => {
    const sight = sightOf({ events: { ...danaDeclines(FIRST), [SECOND.id]: null } });
    const question = ask(sight);
    expect(question.code).toBe('seen');
    expect(question.message.split('\n')).toEqual([
      `Dana declined ${FIRST_TEXT}.`,
      `${SECOND_TEXT} was deleted from the calendar by hand.`,
    ]);
    expect(question.reasons).toEqual([
      {
        code: 'candidate-declined',
        message: `Dana declined ${FIRST_TEXT}.`,
        observation: 'one-1 candidate-declined',
        broken: [],
      },
      {
        code: 'deleted',
        message: `${SECOND_TEXT} was deleted from the calendar by hand.`,
        observation: 'one-2 deleted',
        broken: [],
      },
    ]);
  });

  it('names the rules that a move by hand breaks', () => {
    const sight = sightOf({
      events: { [FIRST.id]: movedTo(at('2026-12-01 19:00'), at('2026-12-01 20:00')) },
      busy: [{ email: 'alpha@example.com', ...range('2026-12-01', '19:30', '21:00'), kind: 'other' }],
    });
    expect(ask(sight).message).toBe(
      `${FIRST_TEXT} was moved by hand to Tue Dec 1 19:00–20:00 PST. That is not right by the SOP:\n` +
        '  Alpha is busy Tue Dec 1 19:30–21:00 PST now, at the time of One Mock1 with Alpha (Tue Dec 1 19:00–20:00 PST).',
    );
  });

  it.each([
    ['2026-12-01 16:00', 'It starts in 2 hours.'],
    ['2026-12-01 16:30', 'It starts in 1 hour and 30 minutes.'],
    ['2026-12-01 17:59', 'It starts in 1 minute.'],
    ['2026-12-01 06:01', 'It starts in 11 hours and 59 minutes.'],
  ])('says how soon the mock starts, at %s', (now, text) => {
    const events = { [FIRST.id]: answers(FIRST, { 'alpha@example.com': 'declined' }) };
    expect(ask(sightOf({ events, now })).message).toBe(
      `Alpha declined One Mock1 (Tue Dec 1 18:00–19:00 PST).\n${text} So close to its start nothing is changed without asking.`,
    );
  });

  it('says nothing of the start where there is time', () => {
    expect(ask(sightOf({ events: danaDeclines(FIRST), now: '2026-12-01 06:00' })).message).not.toContain(
      'starts',
    );
  });

  it('says how soon it starts where it was dragged to', () => {
    const soon = range('2026-11-22', '10:00', '11:00');
    const sight = sightOf({ events: { [FIRST.id]: movedTo(soon.start, soon.end) } });
    expect(ask(sight).message).toContain('It starts in 1 hour.');
  });

  it('says that what was ordered failed, and that there is no way', () => {
    const sight = sightOf({ events: danaDeclines(FIRST) });
    const [about] = aboutOf(sight);
    const textFor = (why: ToAsk['why']) => questionOf(sight, [{ ...about!, why }], []).message;
    expect(textFor('tries')).toContain('could not be carried out, twice');
    expect(textFor('noWay')).toContain('This could not be mended by itself.');
    expect(textFor('kept')).toContain('left as it is before');
    expect(textFor('told')).toMatch(/^Dana declined .*\. It is left so\.$/);
  });

  it('ends with what else is to be known', () => {
    const sight = sightOf({ events: danaDeclines(FIRST) });
    const { message } = questionOf(sight, aboutOf(sight), [], ['Charlie is on holiday.']);
    expect(message.split('\n').at(-1)).toBe('Charlie is on holiday.');
  });
});

describe('the ways out of a question', () => {
  const orders = (sight: Sight, options: readonly Option[]) =>
    ask(sight, options).proposals.map(({ kind, message }) => `${kind}: ${message}`);

  it('always end with leaving it as it is, which needs no order', () => {
    const one = ask(sightOf({ events: danaDeclines(FIRST) }));
    expect(one.proposals).toEqual([{ kind: 'keep', message: 'Leave it as it is.', order: null }]);
    const two = ask(sightOf({ events: { ...danaDeclines(FIRST), ...danaDeclines(THIRD) } }));
    expect(two.proposals.at(-1)).toMatchObject({ message: 'Leave all of this as it is.' });
  });

  it('of a wrong move are to put it back, to keep it as an exception, and another place', () => {
    const settles = ['one-1 moved'];
    const seen = { seen: OFF_HOURS };
    expect(
      orders(sightOf({ events: draggedOff }), [
        moving('move', settles, FIRST, range('2026-12-01', '19:00', '20:00'), seen),
        moving('accept', settles, FIRST, OFF_HOURS, seen),
        moving('putBack', settles, FIRST, {}, seen),
      ]),
    ).toEqual([
      `putBack: Put back: ${FIRST_TEXT} goes back to where it is booked.`,
      'accept: Keep as an exception: One Mock1 with Alpha (Tue Dec 1 08:00–09:00 PST) is booked as it stands in the calendar now.',
      `move: Change it: ${FIRST_TEXT} goes to Tue Dec 1 19:00–20:00 PST.`,
      'keep: Leave it as it is.',
    ]);
  });

  it('of a right move that the SOP asks about are no exception', () => {
    const right = range('2026-12-01', '19:00', '20:00');
    const sop = `${SMALL_SOP}onChange: { movedByHand: ask }\n`;
    const sight = sightOf({ sop, events: { [FIRST.id]: movedTo(right.start, right.end) } });
    expect(orders(sight, [moving('accept', ['one-1 moved'], FIRST, right, { seen: right })])[0]).toContain(
      'accept: Accept: One Mock1',
    );
  });

  it('of a deleted event are a new event, another time, and last to cancel the mock', () => {
    const settles = ['one-1 deleted'];
    const fresh = { newEventId: 'event0fresh' };
    expect(
      orders(sightOf({ events: { [FIRST.id]: null } }), [
        moving('move', settles, FIRST, range('2026-12-01', '19:00', '20:00'), fresh),
        cancelling(settles, FIRST),
        moving('putBack', settles, FIRST, {}, fresh),
      ]),
    ).toEqual([
      `putBack: Put back: ${FIRST_TEXT} gets a new event.`,
      `move: Change it: ${FIRST_TEXT} goes to Tue Dec 1 19:00–20:00 PST.`,
      `cancel: Cancel the mock: ${FIRST_TEXT} does not take place.`,
      'keep: Leave it as it is.',
    ]);
  });

  it('of an edit give it back its title and guests', () => {
    const sop = `${SMALL_SOP}onChange: { editedByHand: ask }\n`;
    const sight = sightOf({ sop, events: { [FIRST.id]: { title: 'Chat' } } });
    expect(orders(sight, [moving('putBack', ['one-1 edited'], FIRST)])[0]).toBe(
      `putBack: Put back: ${FIRST_TEXT} gets the title and the guests that it had.`,
    );
  });

  it('of a decline begin with mending it', () => {
    const settles = ['one-1 candidate-declined'];
    const charlie = { interviewer: 'charlie', interviewerName: 'Charlie' };
    expect(
      orders(sightOf({ events: danaDeclines(FIRST) }), [
        cancelling(settles, FIRST),
        moving('move', settles, FIRST, { ...charlie, ...range('2026-12-01', '19:00', '20:00') }),
      ]).map((text) => text.split(':')[0]),
    ).toEqual(['move', 'cancel', 'keep']);
  });

  it('of several mocks are those of each, what loses nothing first, and cancelling several last', () => {
    const sight = sightOf({ events: { ...danaDeclines(FIRST), [SECOND.id]: null } });
    const [first, second] = ['one-1 candidate-declined', 'one-2 deleted'] as const;
    const fresh = { newEventId: 'event0fresh' };
    const later = range('2026-12-01', '19:00', '20:00');
    const next = range('2026-12-02', '19:00', '20:00');
    const change = moving('move', [first], FIRST, later);
    const changeDeleted = moving('move', [second], SECOND, next, fresh);
    const both = { settles: [first, second], order: { id: 'both' } };
    const question = orders(sight, [
      { kind: 'move', ...both, moves: [...movesOf(change), ...movesOf(changeDeleted)] },
      { kind: 'cancel', ...both, bookings: [FIRST, SECOND] },
      change,
      cancelling([first], FIRST),
      changeDeleted,
      moving('putBack', [second], SECOND, {}, fresh),
      cancelling([second], SECOND),
    ]);
    expect(question).toEqual([
      `move: Change it: ${FIRST_TEXT} goes to Tue Dec 1 19:00–20:00 PST.`,
      `putBack: Put back: ${SECOND_TEXT} gets a new event.`,
      `move: Change it: ${SECOND_TEXT} goes to Wed Dec 2 19:00–20:00 PST.`,
      `move: Change both: ${FIRST_TEXT} goes to Tue Dec 1 19:00–20:00 PST; ${SECOND_TEXT} goes to Wed Dec 2 19:00–20:00 PST.`,
      `cancel: Cancel the mock: ${FIRST_TEXT} does not take place.`,
      `cancel: Cancel the mock: ${SECOND_TEXT} does not take place.`,
      `cancel: Cancel both mocks: ${FIRST_TEXT} does not take place; ${SECOND_TEXT} does not take place.`,
      'keep: Leave all of this as it is.',
    ]);
  });

  it('begin with what mends all at once where nothing else would suit any of them better', () => {
    const sight = sightOf({ events: { ...danaDeclines(FIRST), ...danaDeclines(THIRD) } });
    const [first, third] = ['one-1 candidate-declined', 'two-1 candidate-declined'] as const;
    const change = moving('move', [first], FIRST, range('2026-12-01', '19:00', '20:00'));
    const changeThird = moving('move', [third], THIRD, range('2026-12-03', '19:00', '20:30'));
    const moves = [...movesOf(change), ...movesOf(changeThird)];
    const both: Option = { kind: 'move', settles: [first, third], order: {}, moves };
    const kinds = orders(sight, [change, changeThird, both]).map((text) => text.split(':')[1]);
    expect(kinds).toEqual([' Change both', ' Change it', ' Change it', ' Leave all of this as it is.']);
  });

  it('carry the orders given, and are eight at most, each once; cancelling several is left out first', () => {
    const sight = sightOf({ events: { ...danaDeclines(FIRST), ...danaDeclines(THIRD) } });
    const [first, third] = ['one-1 candidate-declined', 'two-1 candidate-declined'] as const;
    const places = ['18:00', '18:30', '19:00', '19:15', '19:30', '19:45', '20:00'].map((from) =>
      moving('move', [first], FIRST, range('2026-12-01', from, '20:30')),
    );
    const both: Option = {
      kind: 'cancel',
      settles: [first, third],
      order: { id: 'both' },
      bookings: [FIRST, THIRD],
    };
    const question = ask(sight, [both, ...places, ...places]);
    expect(question.proposals.map(({ kind }) => kind)).toEqual([...Array<string>(7).fill('move'), 'keep']);
    expect(question.proposals[0]?.['order']).toEqual({ id: `move ${FIRST.id}` });
    const fewer = ask(sight, [both, cancelling([first], FIRST), ...places.slice(0, 2)]);
    expect(fewer.proposals.map(({ kind }) => kind)).toEqual(['move', 'move', 'cancel', 'cancel', 'keep']);
    expect(fewer.proposals[3]?.['order']).toEqual({ id: 'both' });
  });
});
