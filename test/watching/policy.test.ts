import { describe, expect, it } from 'vitest';
import type { Busy } from '../../src/request/model.ts';
import type { ObservationRow } from '../../src/store/rows.ts';
import { conditionsOf } from '../../src/watching/conditions.ts';
import type { Decision } from '../../src/watching/decision-model.ts';
import type { Sight } from '../../src/watching/model.ts';
import { askedInstead, decisionOf, observationsOf, questionAbout } from '../../src/watching/policy.ts';
import { SMALL_SOP } from '../booking/office.ts';
import {
  answers,
  at,
  FIRST,
  guest,
  guests,
  movedTo,
  observed,
  range,
  SECOND,
  sightOf,
  THIRD,
} from './sight.ts';

const ALPHA_DECLINES = { [FIRST.id]: answers(FIRST, { 'alpha@example.com': 'declined' as const }) };
const DANA_DECLINES = { [FIRST.id]: answers(FIRST, { 'dana@example.com': 'declined' as const }) };
const RIGHT = range('2026-12-01', '19:00', '20:00');
const WRONG = range('2026-12-01', '08:00', '09:00');
const MOVED_RIGHT = { [FIRST.id]: movedTo(RIGHT.start, RIGHT.end) };
const MOVED_WRONG = { [FIRST.id]: movedTo(WRONG.start, WRONG.end) };
const BRAVO_BUSY: Busy = {
  email: 'bravo@example.com',
  ...range('2026-12-03', '18:00', '19:00'),
  kind: 'other',
};

const sopWith = (onChange: string) => `${SMALL_SOP}onChange: ${onChange}\n`;

/** Decides about all that is seen; `known` says what else than nothing was done about it, by booking and kind. */
function decide(
  sight: Sight,
  known: Readonly<Record<string, Partial<ObservationRow>>> = {},
  before: readonly ObservationRow[] = [],
): Decision {
  const conditions = conditionsOf(sight);
  const observations = conditions.map((each) => observed(each, known[`${each.bookingId} ${each.kind}`]));
  return decisionOf(sight, [...before, ...observations], conditions);
}

/** In which lists of the decision which mocks are. */
function listsOf({ mend, accept, putBack, cancel, tell, ask, asked }: Decision) {
  const lists = { mend, accept, putBack, cancel, tell, ask, asked };
  return Object.fromEntries(
    Object.entries(lists).flatMap(([name, mocks]) =>
      mocks.length === 0 ? [] : [[name, mocks.map(({ booking }) => booking.id)]],
    ),
  );
}

const fixedOf = ({ fixed }: Decision) => fixed.map(({ booking }) => booking.id);

describe('what is done where the SOP says nothing', () => {
  it('is nothing where all is as booked', () => {
    const decision = decide(sightOf());
    expect(listsOf(decision)).toEqual({});
    expect(fixedOf(decision)).toEqual([]);
  });

  it('mends what an interviewer declines, and forbids to give them anything at that time', () => {
    const decision = decide(sightOf({ events: ALPHA_DECLINES }));
    expect(listsOf(decision)).toEqual({ mend: [FIRST.id] });
    expect(decision.mend[0]?.forbids).toEqual([
      { email: 'alpha@example.com', start: FIRST.start, end: FIRST.end, kind: 'other' },
    ]);
    expect(fixedOf(decision)).toEqual([]);
  });

  it('mends what came into an interviewer’s calendar, which the planner finds there', () => {
    const decision = decide(sightOf({ busy: [BRAVO_BUSY] }));
    expect(listsOf(decision)).toEqual({ mend: [THIRD.id] });
    expect(decision.mend[0]?.forbids).toEqual([]);
  });

  it('mends what lies in time off', () => {
    const sop = SMALL_SOP.replace(
      'name: Alpha,',
      'name: Alpha, timeOff: [{ from: 2026-12-02, to: 2026-12-02 }],',
    );
    expect(listsOf(decide(sightOf({ sop })))).toEqual({ mend: [SECOND.id] });
  });

  it('mends two declines together', () => {
    const events = { ...ALPHA_DECLINES, [THIRD.id]: answers(THIRD, { 'bravo@example.com': 'declined' }) };
    expect(listsOf(decide(sightOf({ events })))).toEqual({ mend: [FIRST.id, THIRD.id] });
  });

  it('asks where the candidate declines or is busy, and leaves the mock meanwhile', () => {
    const declined = decide(sightOf({ events: DANA_DECLINES }));
    expect(listsOf(declined)).toEqual({ ask: [FIRST.id] });
    expect(declined.ask[0]?.why).toBe('policy');
    expect(declined.ask[0]?.forbids.map(({ email }) => email)).toEqual(['dana@example.com']);
    expect(fixedOf(declined)).toEqual([FIRST.id]);
    const busy = decide(sightOf({ busy: [{ ...BRAVO_BUSY, email: 'dana@example.com' }] }));
    expect(listsOf(busy)).toEqual({ ask: [THIRD.id] });
  });

  it('accepts a move by hand that is right, and plans nothing else there', () => {
    const decision = decide(sightOf({ events: MOVED_RIGHT }));
    expect(listsOf(decision)).toEqual({ accept: [FIRST.id] });
    expect(decision.accept[0]?.place).toEqual({ interviewer: 'alpha', ...RIGHT });
    expect(decision.fixed.map(({ place }) => place)).toEqual([{ interviewer: 'alpha', ...RIGHT }]);
    expect(decision.occupied).toEqual([]);
  });

  it('accepts another interviewer of the course who was put in by hand', () => {
    const events = {
      [FIRST.id]: guests(FIRST, { without: ['alpha@example.com'], and: [guest('charlie@example.com')] }),
    };
    const decision = decide(sightOf({ events }));
    expect(decision.accept[0]?.place.interviewer).toBe('charlie');
  });

  it('asks about a move by hand that is wrong, and keeps both places free of other mocks', () => {
    const decision = decide(sightOf({ events: MOVED_WRONG }));
    expect(listsOf(decision)).toEqual({ ask: [FIRST.id] });
    expect(decision.ask[0]?.why).toBe('wrong');
    expect(decision.fixed[0]?.place).toEqual({ interviewer: 'alpha', start: FIRST.start, end: FIRST.end });
    expect(decision.occupied.map(({ email, start }) => [email, start])).toEqual([
      ['dana@example.com', WRONG.start],
      ['alpha@example.com', WRONG.start],
    ]);
  });

  it('asks about a deleted event, and would give it another time than it had', () => {
    const decision = decide(sightOf({ events: { [FIRST.id]: null } }));
    expect(listsOf(decision)).toEqual({ ask: [FIRST.id] });
    expect(decision.ask[0]?.forbids).toEqual([
      { email: 'dana@example.com', start: FIRST.start, end: FIRST.end, kind: 'other' },
    ]);
  });

  it('tells of an edit by hand and leaves it', () => {
    const decision = decide(sightOf({ events: { [FIRST.id]: { title: 'Chat' } } }));
    expect(listsOf(decision)).toEqual({ tell: [FIRST.id] });
    expect(questionAbout(decision)).toEqual([]);
    expect(fixedOf(decision)).toEqual([]);
  });

  it('asks where the SOP was edited', () => {
    const sop = SMALL_SOP.replace('minGap: 12h', 'minGap: 12h, holidays: [2026-12-01]');
    expect(listsOf(decide(sightOf({ sop })))).toEqual({ ask: [FIRST.id] });
  });
});

describe('what the SOP says of changes', () => {
  it.each([
    ['interviewerDeclines: ask', { events: ALPHA_DECLINES }, 'ask'],
    ['interviewerBusy: ask', { busy: [BRAVO_BUSY] }, 'ask'],
    ['candidateDeclines: mend', { events: DANA_DECLINES }, 'mend'],
    ['candidateBusy: mend', { busy: [{ ...BRAVO_BUSY, email: 'dana@example.com' }] }, 'mend'],
    ['movedByHand: ask', { events: MOVED_RIGHT }, 'ask'],
    ['movedByHand: accept', { events: MOVED_WRONG }, 'ask'],
    ['deletedByHand: putBack', { events: { [FIRST.id]: null } }, 'putBack'],
    ['deletedByHand: cancel', { events: { [FIRST.id]: null } }, 'cancel'],
    ['editedByHand: putBack', { events: { [FIRST.id]: { title: 'Chat' } } }, 'putBack'],
    ['editedByHand: ask', { events: { [FIRST.id]: { title: 'Chat' } } }, 'ask'],
  ] as const)('is done: %s', (rule, given, what) => {
    const decision = decide(sightOf({ ...given, sop: sopWith(`{ ${rule} }`) }));
    expect(Object.keys(listsOf(decision))).toEqual([what]);
  });

  it('is to mend what an edit of the SOP made wrong', () => {
    const sop = sopWith('{ sopEdited: mend }').replace('minGap: 12h', 'minGap: 12h, holidays: [2026-12-01]');
    expect(listsOf(decide(sightOf({ sop })))).toEqual({ mend: [FIRST.id] });
  });
});

describe('too close to the start', () => {
  const now = '2026-12-01 06:01';

  it('nothing is mended by itself, and people are asked at once', () => {
    const decision = decide(sightOf({ events: ALPHA_DECLINES, now }));
    expect(listsOf(decision)).toEqual({ ask: [FIRST.id] });
    expect(decision.ask[0]?.why).toBe('soon');
  });

  it('begins exactly as long before the start as the SOP says', () => {
    expect(listsOf(decide(sightOf({ events: ALPHA_DECLINES, now: '2026-12-01 06:00' })))).toEqual({
      mend: [FIRST.id],
    });
    const sop = sopWith('{ notWithin: 2h }');
    expect(listsOf(decide(sightOf({ sop, events: ALPHA_DECLINES, now: '2026-12-01 16:00' })))).toEqual({
      mend: [FIRST.id],
    });
  });

  it('is meant of where the event stands by hand, too', () => {
    const sop = sopWith('{ notWithin: 2d }');
    const events = {
      [SECOND.id]: {
        ...movedTo(at('2026-11-23 08:00'), at('2026-11-23 09:00')),
        ...answers(SECOND, { 'alpha@example.com': 'declined' }),
      },
    };
    const decision = decide(sightOf({ sop, events }), { 'one-2 moved': { state: 'settled' } });
    expect(decision.ask.map(({ why }) => why)).toEqual(['soon']);
  });

  it('no mock is moved by the mending of others', () => {
    const decision = decide(sightOf({ busy: [BRAVO_BUSY], now }));
    expect(listsOf(decision)).toEqual({ mend: [THIRD.id] });
    expect(fixedOf(decision)).toEqual([FIRST.id]);
  });

  it('a right move by hand is accepted all the same, for nothing is moved', () => {
    expect(listsOf(decide(sightOf({ events: MOVED_RIGHT, now })))).toEqual({ accept: [FIRST.id] });
  });

  it('a deleted event is not made anew by itself', () => {
    const sop = sopWith('{ deletedByHand: putBack }');
    const decision = decide(sightOf({ sop, events: { [FIRST.id]: null }, now }));
    expect(decision.ask[0]?.why).toBe('soon');
  });
});

describe('several things at one mock', () => {
  it('are asked about together where one of them is', () => {
    const events = {
      [FIRST.id]: answers(FIRST, { 'alpha@example.com': 'declined', 'dana@example.com': 'declined' }),
    };
    const decision = decide(sightOf({ events }));
    expect(listsOf(decision)).toEqual({ ask: [FIRST.id] });
    expect(decision.ask[0]?.noted).toHaveLength(2);
  });

  it('are mended together from where the mock stands now', () => {
    const events = {
      [FIRST.id]: { ...MOVED_RIGHT[FIRST.id], ...ALPHA_DECLINES[FIRST.id], title: 'Chat' },
    };
    const decision = decide(sightOf({ events }));
    expect(listsOf(decision)).toEqual({ mend: [FIRST.id] });
    expect(decision.mend[0]?.place).toEqual({ interviewer: 'alpha', ...RIGHT });
    expect(decision.mend[0]?.forbids[0]).toMatchObject(RIGHT);
    expect(observationsOf(decision.mend)).toEqual([
      'one-1 moved',
      'one-1 interviewer-declined',
      'one-1 edited',
    ]);
  });
});

describe('what was dealt with before', () => {
  it('is asked about after two orders that could not be carried out', () => {
    const once = decide(sightOf({ events: ALPHA_DECLINES }), { 'one-1 interviewer-declined': { tries: 1 } });
    expect(listsOf(once)).toEqual({ mend: [FIRST.id] });
    const twice = decide(sightOf({ events: ALPHA_DECLINES }), { 'one-1 interviewer-declined': { tries: 2 } });
    expect(twice.ask[0]?.why).toBe('tries');
  });

  it('is left while it is being mended', () => {
    const decision = decide(sightOf({ events: ALPHA_DECLINES }), {
      'one-1 interviewer-declined': { state: 'mending' },
    });
    expect(listsOf(decision)).toEqual({});
    expect(fixedOf(decision)).toEqual([FIRST.id]);
  });

  it('is not asked again while people think, and is not moved', () => {
    const decision = decide(sightOf({ events: DANA_DECLINES, busy: [BRAVO_BUSY] }), {
      'one-1 candidate-declined': { state: 'asked' },
    });
    expect(listsOf(decision)).toEqual({ mend: [THIRD.id], asked: [FIRST.id] });
    expect(questionAbout(decision)).toEqual([]);
    expect(fixedOf(decision)).toEqual([FIRST.id]);
  });

  it('is asked again with what is new, in one question in time order', () => {
    const decision = decide(
      sightOf({ events: DANA_DECLINES, busy: [{ ...BRAVO_BUSY, email: 'dana@example.com' }] }),
      {
        'one-1 candidate-declined': { state: 'asked' },
      },
    );
    expect(questionAbout(decision).map(({ booking, why }) => [booking.id, why])).toEqual([
      [FIRST.id, 'again'],
      [THIRD.id, 'policy'],
    ]);
  });

  it('takes an edit into a question that is open already', () => {
    const events = { ...DANA_DECLINES, [SECOND.id]: { title: 'Chat' } };
    const decision = decide(sightOf({ events }), { 'one-1 candidate-declined': { state: 'asked' } });
    expect(questionAbout(decision).map(({ why }) => why)).toEqual(['again', 'told']);
  });

  it('is asked with what comes up at the same mock, and not changed under people’s hands', () => {
    const events = {
      [FIRST.id]: answers(FIRST, { 'alpha@example.com': 'declined', 'dana@example.com': 'declined' }),
    };
    const decision = decide(sightOf({ events }), { 'one-1 candidate-declined': { state: 'asked' } });
    expect(listsOf(decision)).toEqual({ ask: [FIRST.id] });
    expect(observationsOf(decision.ask)).toEqual(['one-1 interviewer-declined', 'one-1 candidate-declined']);
  });

  it('stays quiet where people said to leave it, and is not moved by mending others', () => {
    const decision = decide(sightOf({ events: DANA_DECLINES, busy: [BRAVO_BUSY] }), {
      'one-1 candidate-declined': { state: 'kept' },
    });
    expect(listsOf(decision)).toEqual({ mend: [THIRD.id] });
    expect(fixedOf(decision)).toEqual([FIRST.id]);
  });

  it('is planned around where it stands in the calendar, where people said to leave that', () => {
    const decision = decide(sightOf({ events: MOVED_WRONG }), { 'one-1 moved': { state: 'kept' } });
    expect(decision.fixed).toEqual([{ booking: FIRST, place: { interviewer: 'alpha', ...WRONG } }]);
  });

  it('is not asked about where somebody gets busy at the time that a mock left elsewhere is booked for', () => {
    const busy = [{ ...BRAVO_BUSY, email: 'alpha@example.com', start: FIRST.start, end: FIRST.end }];
    const sight = sightOf({ events: MOVED_WRONG, busy });
    expect(listsOf(decide(sight, { 'one-1 moved': { state: 'kept' } }))).toEqual({});
    expect(listsOf(decide(sight, { 'one-1 moved': { state: 'asked' } }))).toEqual({ ask: [FIRST.id] });
  });

  it('is asked about where something else comes up at a mock that people said to leave', () => {
    const events = {
      [FIRST.id]: answers(FIRST, { 'alpha@example.com': 'declined', 'dana@example.com': 'declined' }),
    };
    const decision = decide(sightOf({ events }), { 'one-1 candidate-declined': { state: 'kept' } });
    expect(decision.ask.map(({ why }) => why)).toEqual(['kept']);
  });

  it('does not stand in the way of mending where it was but an edit', () => {
    const events = { [FIRST.id]: { ...ALPHA_DECLINES[FIRST.id], title: 'Chat' } };
    const decision = decide(sightOf({ events }), { 'one-1 edited': { state: 'kept' } });
    expect(listsOf(decision)).toEqual({ mend: [FIRST.id] });
  });
});

describe('an exception that people agreed to', () => {
  const moved = conditionsOf(sightOf({ events: MOVED_WRONG }))[0]!;
  const asException = sightOf({ held: [{ ...FIRST, ...WRONG }, SECOND, THIRD] });
  const before = [observed(moved, { id: 'before', state: 'settled', settledAt: at('2026-11-22 09:00') })];

  it('is not asked about a second time once it is booked so, and stays where it is', () => {
    expect(conditionsOf(asException).length).toBeGreaterThan(0);
    const decision = decide(asException, {}, before);
    expect(listsOf(decision)).toEqual({});
    expect(fixedOf(decision)).toEqual([FIRST.id]);
  });

  it('is asked about where nobody agreed to it', () => {
    expect(listsOf(decide(asException))).toEqual({ ask: [FIRST.id] });
  });

  it('is asked about where it breaks another rule by now', () => {
    const sop = SMALL_SOP.replace('minGap: 12h', 'minGap: 12h, holidays: [2026-12-01]');
    const decision = decide({ ...sightOf({ sop, held: asException.held }) }, {}, before);
    expect(decision.ask.flatMap(({ noted }) => noted)).toHaveLength(1);
  });
});

describe('what there is no way for', () => {
  it('is asked about instead, and left where it is', () => {
    const sight = sightOf({ events: ALPHA_DECLINES, busy: [BRAVO_BUSY] });
    const decision = askedInstead(sight, decide(sight), new Set([FIRST.id]));
    expect(listsOf(decision)).toEqual({ mend: [THIRD.id], ask: [FIRST.id] });
    expect(decision.ask[0]).toMatchObject({ why: 'noWay', forbids: [{ email: 'alpha@example.com' }] });
    expect(fixedOf(decision)).toEqual([FIRST.id]);
  });
});
