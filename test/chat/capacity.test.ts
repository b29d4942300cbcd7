import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CapacityFrame, capacityOf } from '../../src/chat/capacity.ts';
import type { Busy } from '../../src/request/model.ts';
import type { Interviewer, Rules, Sop } from '../../src/sop/model.ts';
import { procedureOf, SMALL_SOP, ZONE } from '../booking/office.ts';

const { base } = procedureOf(SMALL_SOP);
const MONDAY = Temporal.PlainDate.from('2026-11-30');

const at = (text: string) => Temporal.PlainDateTime.from(text).toZonedDateTime(ZONE).toInstant();
const busy = (start: string, end: string, kind: Busy['kind'] = 'other'): Busy => ({
  email: 'alpha@example.com',
  start: at(start),
  end: at(end),
  kind,
});

/** Alpha, 18:00 to 21:00 every day, for the days from that Monday on. */
function capacity(
  entries: readonly Busy[],
  changes: {
    person?: Partial<Interviewer>;
    rules?: Partial<Rules>;
    frame?: Partial<CapacityFrame>;
    days?: number;
  } = {},
) {
  const sop: Sop = { ...base, rules: { ...base.rules, maxPerInterviewerPerDay: null, ...changes.rules } };
  const person = { ...base.interviewers.get('alpha')!, ...changes.person };
  const last = MONDAY.add({ days: (changes.days ?? 1) - 1 });
  const from = at('2026-11-30T00:00');
  return capacityOf(person, entries, { sop, first: MONDAY, last, from, length: 90, ...changes.frame });
}

describe('how much more an interviewer could give', () => {
  it('is as many mocks as fit into the hours', () => {
    expect(capacity([])).toEqual({ mocks: 0, working: 180, free: 180, roomByWeek: [2] });
    expect(capacity([], { frame: { length: 60 } }).roomByWeek).toEqual([3]);
    expect(capacity([], { frame: { length: 240 } }).roomByWeek).toEqual([0]);
  });

  it('leaves out busy time, mocks, time off, holidays and what is over', () => {
    expect(capacity([busy('2026-11-30T18:00', '2026-11-30T19:00')])).toMatchObject({
      free: 120,
      roomByWeek: [1],
    });
    expect(capacity([busy('2026-11-30T19:00', '2026-11-30T20:00', 'mock')])).toMatchObject({
      mocks: 1,
      free: 120,
      roomByWeek: [0],
    });
    const off = { from: at('2026-11-30T00:00'), to: at('2026-12-01T00:00') };
    expect(capacity([], { person: { timeOff: [off] } })).toMatchObject({ working: 0, roomByWeek: [0] });
    expect(capacity([], { rules: { holidays: [MONDAY] } })).toMatchObject({ working: 0, roomByWeek: [0] });
    expect(capacity([], { frame: { from: at('2026-11-30T19:10') } })).toMatchObject({
      working: 110,
      roomByWeek: [1],
    });
  });

  it('starts on the grid', () => {
    const entry = busy('2026-11-30T18:00', '2026-11-30T18:05');
    expect(capacity([entry]).roomByWeek).toEqual([1]);
    expect(capacity([entry], { rules: { startEvery: 5 } }).roomByWeek).toEqual([1]);
    expect(capacity([entry], { rules: { startEvery: 5 }, frame: { length: 85 } }).roomByWeek).toEqual([2]);
  });

  it('keeps the buffer around what stands, and between the new ones', () => {
    expect(capacity([], { rules: { interviewerBuffer: 15 } }).roomByWeek).toEqual([1]);
    const entry = busy('2026-11-30T20:00', '2026-11-30T21:00');
    expect(capacity([entry]).roomByWeek).toEqual([1]);
    expect(capacity([entry], { rules: { interviewerBuffer: 45 } }).roomByWeek).toEqual([0]);
  });

  it('keeps the cap of the day, and of the week with what was given before in it', () => {
    const given = busy('2026-11-30T18:00', '2026-11-30T19:30', 'mock');
    expect(capacity([given], { rules: { maxPerInterviewerPerDay: 1 } }).roomByWeek).toEqual([0]);
    expect(capacity([given], { person: { maxPerDay: 2 } }).roomByWeek).toEqual([1]);
    const weeks = capacity([given], { days: 14, rules: { maxPerInterviewerPerWeek: 5 } });
    expect(weeks.roomByWeek).toEqual([4, 5]);
  });

  it('counts by calendar weeks where the days begin in the middle of one', () => {
    const wednesday = MONDAY.add({ days: 2 });
    const frame = { first: wednesday, last: wednesday.add({ days: 13 }) };
    expect(capacity([], { frame }).roomByWeek).toEqual([10, 14, 4]);
  });

  it('knows the days on which the clocks change', () => {
    const night = { person: { hours: { everyday: [{ start: 0, end: 240 }] } } };
    const day = Temporal.PlainDate.from('2027-03-14');
    const frame = { first: day, last: day, from: at('2027-03-14T00:00'), length: 60 };
    expect(capacity([], { ...night, frame })).toMatchObject({ working: 180, roomByWeek: [3] });
  });

  it('is never more or less than what trying every choice of starts finds', () => {
    const entry = fc
      .record({ from: fc.integer({ min: 0, max: 14 }), length: fc.integer({ min: 1, max: 6 }) })
      .map(({ from, length }) => {
        const start = at('2026-11-30T17:30').add({ minutes: from * 15 });
        return {
          email: 'alpha@example.com',
          start,
          end: start.add({ minutes: length * 15 }),
          kind: 'other',
        } as const;
      });
    fc.assert(
      fc.property(
        fc.array(entry, { maxLength: 3 }),
        fc.constantFrom(15, 30, 45),
        fc.constantFrom(0, 15),
        fc.constantFrom(30, 45, 60),
        (entries, startEvery, interviewerBuffer, length) => {
          const found = capacity(entries, { rules: { startEvery, interviewerBuffer }, frame: { length } });
          expect(found.roomByWeek).toEqual([mostMocks(entries, { startEvery, interviewerBuffer, length })]);
        },
      ),
      { numRuns: 200 },
    );
  });
});

/** The most mocks between 18:00 and 21:00, by trying each start or none. */
function mostMocks(
  entries: readonly Busy[],
  {
    startEvery,
    interviewerBuffer,
    length,
  }: { startEvery: number; interviewerBuffer: number; length: number },
): number {
  const midnight = at('2026-11-30T00:00').epochMilliseconds / 60_000;
  const taken = entries.map(({ start, end }) => ({
    start: start.epochMilliseconds / 60_000 - midnight - interviewerBuffer,
    end: end.epochMilliseconds / 60_000 - midnight + interviewerBuffer,
  }));
  const most = (from: number): number => {
    let best = 0;
    for (let start = from; start + length <= 1260; start += 1) {
      const fits =
        start % startEvery === 0 && taken.every((each) => start + length <= each.start || start >= each.end);
      if (fits) best = Math.max(best, 1 + most(start + length + interviewerBuffer));
    }
    return best;
  };
  return most(1080);
}
