import { describe, expect, it } from 'vitest';
import { defaultProcedure } from '../../bench/instance.ts';
import { Agenda } from '../../bench/year/agenda.ts';
import { type Checked, nobodyTwice, Violation } from '../../bench/year/checks.ts';
import { Ledger } from '../../bench/year/ledger.ts';
import { outcomeOf, sizeOf } from '../../bench/year/outcomes.ts';
import { teamProcedure, weeklyCapacity } from '../../bench/year/team.ts';
import { YearClock } from '../../bench/year/year-clock.ts';
import { changeOrderFrom, type MockMove, moveOrder } from '../../src/booking/change-order.ts';
import type { BookingRow, ObservationRow, PlannedBooking } from '../../src/store/rows.ts';

const START = Temporal.Instant.from('2027-01-04T08:00:00Z');
const hours = (count: number) => START.add({ hours: count });

describe('the clock of the simulated year', () => {
  it('lets people do what they do while somebody waits, each at its time', async () => {
    const agenda = new Agenda();
    const clock = new YearClock(START, agenda);
    const done: string[] = [];
    const deed = (name: string) => async () => {
      done.push(`${name} at ${clock.now().since(START).total('hours')}`);
    };
    agenda.enter(hours(2), deed('second'));
    agenda.enter(hours(1), deed('first'));
    agenda.enter(hours(2), deed('third'));
    agenda.enter(hours(9), deed('too late'));
    await clock.sleep(3 * 3_600_000);
    expect(done).toEqual(['first at 1', 'second at 2', 'third at 2']);
    expect(clock.now().equals(hours(3))).toBe(true);
  });
});

describe('the team of the simulated year', () => {
  it('has room for ten candidates of 13 mocks a week, which the default hours have not', () => {
    expect(weeklyCapacity(defaultProcedure().base)).toBe(106);
    expect(weeklyCapacity(teamProcedure().base)).toBeGreaterThan(130);
    expect(teamProcedure().base.interviewers.size).toBe(8);
  });
});

describe('who has two mocks at a time', () => {
  const checked = (): Checked => ({ times: 0, events: 0, plans: 0, exceptions: 0 });
  const [first, touching, over] = [
    mock({ id: 'a' }),
    mock({ id: 'b', start: hours(25).add({ minutes: 30 }), end: hours(27) }),
    mock({ id: 'c', start: hours(25), end: hours(26), candidateEmail: 'erin@example.com' }),
  ];

  it('is nobody where mocks touch', () => {
    expect(() => nobodyTwice(START, [first, touching], checked())).not.toThrow();
  });

  it('is found as interviewer, and as candidate', () => {
    expect(() => nobodyTwice(START, [first, over], checked())).toThrow(Violation);
    const other = { ...over, interviewerEmail: 'bravo@example.com', candidateEmail: first.candidateEmail };
    expect(() => nobodyTwice(START, [first, other], checked())).toThrow(/dana@example.com has two mocks/);
  });
});

describe('what became of something that was seen', () => {
  const from = planned(mock({ id: 'a' }));
  const elsewhere = { ...from, start: hours(48), end: hours(49).add({ minutes: 30 }) };
  const otherPerson = { ...from, interviewer: 'bravo', interviewerEmail: 'bravo@example.com' };
  const another = planned(mock({ id: 'b', start: hours(72), end: hours(73).add({ minutes: 30 }) }));

  it('is a mend at the same time, or at another', () => {
    expect(mended([{ from, to: otherPerson, seen: null }])).toBe('same time');
    expect(mended([{ from, to: elsewhere, seen: null }])).toBe('another time');
  });

  it('is more than that where mocks move at which nothing was seen', () => {
    const to = { ...another, start: hours(96), end: hours(97).add({ minutes: 30 }) };
    expect(
      mended([
        { from, to: elsewhere, seen: null },
        { from: another, to, seen: null },
      ]),
    ).toBe('replanned');
  });

  it('is accepted where the booking follows its event', () => {
    const { start, end } = elsewhere;
    const move = { from, to: elsewhere, seen: { start, end } };
    expect(mended([move])).toBe('accepted');
    expect(sizesOf([move])).toEqual({ moved: 0, people: 0 });
  });

  it('is a question where people were asked, with the watcher’s reason', () => {
    expect(asked(row())).toEqual({ what: 'asked', why: 'noWay' });
    expect(asked(row({ kind: 'candidate-declined' }))).toEqual({ what: 'asked', why: 'policy' });
    expect(asked(row({ kind: 'candidate-declined' }), 20)).toEqual({ what: 'asked', why: 'soon' });
    expect(asked(row({ tries: 2 }))).toEqual({ what: 'asked', why: 'tries' });
  });

  it('is over by itself where nothing was done about it', () => {
    const ledger = new Ledger(() => START);
    expect(outcomeOf(row(), ledger)).toEqual({ what: 'over' });
    expect(outcomeOf(row({ state: 'open', settledAt: null }), ledger)).toEqual({ what: 'open' });
  });
});

function mock(over: Partial<BookingRow>): BookingRow {
  return {
    id: 'a',
    workspace: 'default',
    candidateId: 'dana',
    candidateName: 'Dana',
    candidateEmail: 'dana@example.com',
    course: 'FS1',
    number: 1,
    interviewer: 'alpha',
    interviewerName: 'Alpha',
    interviewerEmail: 'alpha@example.com',
    role: 'main',
    start: hours(24),
    end: hours(25).add({ minutes: 30 }),
    state: 'booked',
    eventId: 'eventa',
    meetLink: null,
    htmlLink: null,
    outcome: null,
    outcomeNote: null,
    ...over,
  };
}

function planned(booking: BookingRow): PlannedBooking {
  const { id, course, number, interviewer, interviewerName, interviewerEmail, role, start, end, eventId } =
    booking;
  return { id, course, number, interviewer, interviewerName, interviewerEmail, role, start, end, eventId };
}

function row(over: Partial<ObservationRow> = {}): ObservationRow {
  return {
    id: '1',
    workspace: 'default',
    candidateId: 'dana',
    bookingId: 'a',
    kind: 'interviewer-declined',
    key: 'alpha',
    summary: 'Alpha declined.',
    details: {},
    state: 'settled',
    tries: 0,
    seenAt: START,
    settledAt: hours(1),
    settledHow: null,
    settledPlace: null,
    ...over,
  };
}

function orderOf(moves: readonly MockMove[]) {
  return moveOrder('order', moves, { request: null, variant: null, observations: ['1'] });
}

function mended(moves: readonly MockMove[]): string {
  const ledger = new Ledger(() => START);
  ledger.noted([row()]);
  ledger.wasOrdered('dana', orderOf(moves), 'watcher');
  ledger.wasFinished('dana', true);
  const outcome = outcomeOf(row(), ledger);
  return 'how' in outcome ? outcome.how : outcome.what;
}

function sizesOf(moves: readonly MockMove[]) {
  const order = changeOrderFrom(orderOf(moves));
  if (order.kind !== 'move') throw new Error('It is no move.');
  return sizeOf(order);
}

/** Asked so many hours after the first. */
function asked(seen: ObservationRow, after = 0) {
  const ledger = new Ledger(() => hours(after));
  ledger.noted([seen]);
  ledger.starts.set('a', hours(24));
  ledger.wasAsked({ candidateId: 'dana', escalationId: '1', observations: ['1'] });
  return outcomeOf(seen, ledger);
}
