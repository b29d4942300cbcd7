import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KnownBusy } from '../../../src/booking/known-busy.ts';
import { conditionsOf } from '../../../src/watching/conditions.ts';
import type { Sight } from '../../../src/watching/model.ts';
import { SMALL_SOP } from '../../booking/office.ts';
import { at, booked, eventOf, FIRST, movedTo, range, sightOf } from '../sight.ts';

const DAY = '2026-12-01';
const ALPHA = 'alpha@example.com';
const ONE_A_DAY = SMALL_SOP.replace('maxPerInterviewerPerDay: 2', 'maxPerInterviewerPerDay: 1');
const WITH_BUFFER = SMALL_SOP.replace('minGap: 12h', 'minGap: 12h, interviewerBuffer: 30m');

/** A mock of another candidate with Alpha, where that is booked. */
function another(from: string, to: string, over: Partial<KnownBusy['ours']> = {}): KnownBusy {
  const ours = { bookingId: `another-${from}`, workspace: 'default', isAstray: false, ...over };
  return { email: ALPHA, ...range(DAY, from, to), kind: 'mock', ours };
}

/** The event of another candidate's mock, where somebody dragged it. */
function astray(from: string, to: string): KnownBusy {
  return { ...another(from, to, { isAstray: true }), kind: 'other' };
}

const typed = (from: string, to: string): KnownBusy => ({
  email: ALPHA,
  ...range(DAY, from, to),
  kind: 'mock',
});
const kinds = (sight: Sight) => conditionsOf(sight).map(({ bookingId, kind }) => `${bookingId} ${kind}`);

describe('a cap of the SOP that was lowered', () => {
  const seen = (...busy: KnownBusy[]) => kinds(sightOf({ sop: ONE_A_DAY, busy }));

  it('is the SOP’s matter at the mocks that are too many, the last of the day, and nobody else’s', () => {
    expect(seen(another('16:30', '17:30'))).toEqual(['one-1 rule']);
    expect(seen(another('19:30', '20:30'))).toEqual([]);
  });

  it('says at which day and whose mocks', () => {
    const [condition] = conditionsOf(sightOf({ sop: ONE_A_DAY, busy: [another('16:30', '17:30')] }));
    const sentence = 'Alpha has 2 mocks on Tue Dec 1 now, of at most 1 a day, One Mock1 among them.';
    expect(condition).toMatchObject({ summary: sentence, broken: [sentence], key: 'alpha day 2026-12-01' });
  });

  it('has none moved that has begun', () => {
    const busy = [another('08:00', '09:00')];
    expect(kinds(sightOf({ sop: ONE_A_DAY, busy, now: `${DAY} 08:30` }))).toEqual(['one-1 rule']);
    const both = [another('08:00', '09:00'), another('19:30', '20:30')];
    expect(kinds(sightOf({ sop: ONE_A_DAY, busy: both, now: `${DAY} 08:30` }))).toEqual(['one-1 rule']);
  });
});

describe('a cap that is passed since a mock came that nobody booked here', () => {
  it('is the interviewer’s, who is busy now, at the last mock of the day that was booked', () => {
    expect(kinds(sightOf({ sop: ONE_A_DAY, busy: [typed('19:30', '20:30')] }))).toEqual([
      'one-1 interviewer-busy',
    ]);
    const full = [typed('20:30', '21:30'), another('16:30', '17:30')];
    expect(kinds(sightOf({ busy: full }))).toEqual(['one-1 interviewer-busy']);
    expect(kinds(sightOf({ busy: [typed('20:30', '21:30'), another('19:30', '20:30')] }))).toEqual([]);
  });

  it('may as well be another workspace’s mock', () => {
    const busy = [another('19:30', '20:30', { workspace: 'other' })];
    expect(kinds(sightOf({ sop: ONE_A_DAY, busy }))).toEqual(['one-1 interviewer-busy']);
  });
});

it('Of one cap, as many mocks go as are too many, over all candidates; of these, the SOP’s are what was booked here alone', () => {
  const slots = ['17:00', '17:30', '18:00', '18:30', '19:00', '19:30', '20:00', '20:30'];
  const given = fc.record({
    // Mocks of several candidates may begin at the same time by the clock of several days; here only ids tell.
    starts: fc.array(fc.constantFrom(...slots), { minLength: 1, maxLength: 6 }),
    came: fc.nat({ max: 3 }),
    cap: fc.integer({ min: 1, max: 4 }),
  });
  fc.assert(
    fc.property(given, ({ starts, came, cap }) => {
      const sop = SMALL_SOP.replace('maxPerInterviewerPerDay: 2', `maxPerInterviewerPerDay: ${cap}`);
      const rows = starts.map((from, index) => {
        const start = at(`${DAY} ${from}`);
        // So short that none runs into another: only the cap is asked.
        const offset = { minutes: index * 5 };
        return booked({
          id: `b-${index}`,
          start: start.add(offset),
          end: start.add(offset).add({ minutes: 1 }),
        });
      });
      const typedIn = Array.from({ length: came }, (_, index) => {
        const start = at(`${DAY} 06:00`).add({ minutes: index * 10 });
        return { email: ALPHA, start, end: start.add({ minutes: 1 }), kind: 'mock' as const };
      });
      const noted = rows.flatMap((row) => {
        const others = rows
          .filter(({ id }) => id !== row.id)
          .map(({ id, start, end }): KnownBusy => {
            const ours = { bookingId: id, workspace: 'default', isAstray: false };
            return { email: ALPHA, start, end, kind: 'mock', ours };
          });
        const conditions = conditionsOf(sightOf({ sop, held: [row], busy: [...others, ...typedIn] }));
        return conditions.filter(({ key }) => key.startsWith('alpha day'));
      });
      const excess = Math.max(0, rows.length + came - cap);
      expect(noted.length).toBe(Math.min(rows.length, excess));
      const ofTheSop = noted.filter(({ kind }) => kind === 'rule').length;
      // One candidate's own single mock over a cap of none cannot be here: caps are at least one.
      expect(ofTheSop).toBe(Math.max(0, rows.length - cap));
    }),
    { numRuns: 60 },
  );
});

describe('another candidate’s event that was dragged onto a mock by hand', () => {
  it('is wrong there, and the mock that is booked there is right', () => {
    expect(kinds(sightOf({ busy: [astray('18:30', '19:30')] }))).toEqual([]);
    expect(kinds(sightOf({ busy: [{ ...typed('18:30', '19:30'), kind: 'other' }] }))).toEqual([
      'one-1 interviewer-busy',
    ]);
  });

  it('stands in the way of a mock that is dragged there, too', () => {
    const events = { [FIRST.id]: movedTo(at(`${DAY} 19:00`), at(`${DAY} 20:00`)) };
    const [condition] = conditionsOf(sightOf({ events, busy: [astray('19:30', '20:30')] }));
    expect(condition).toMatchObject({ kind: 'moved' });
    expect(condition!.broken[0]).toContain('Alpha is busy Tue Dec 1 19:30–20:30 PST now');
  });
});

describe('a buffer in the SOP that was made longer', () => {
  it('is the SOP’s matter at the later of two mocks that are too close', () => {
    const seen = (busy: KnownBusy) => kinds(sightOf({ sop: WITH_BUFFER, busy: [busy] }));
    expect(seen(another('17:00', '18:00'))).toEqual(['one-1 rule']);
    expect(seen(another('19:00', '20:00'))).toEqual([]);
    expect(seen(typed('19:00', '20:00'))).toEqual(['one-1 interviewer-busy']);
  });
});

describe('a mock that is dragged by hand onto a full day', () => {
  it('is the one too many there, whenever it begins', () => {
    const events = {
      [FIRST.id]: { ...eventOf(FIRST), ...movedTo(at('2026-12-04 18:00'), at('2026-12-04 19:00')) },
    };
    const busy = [{ ...another('19:30', '20:30'), ...range('2026-12-04', '19:30', '20:30') }];
    const [condition] = conditionsOf(sightOf({ sop: ONE_A_DAY, held: [FIRST], events, busy }));
    expect(condition).toMatchObject({ kind: 'moved' });
    expect(condition!.broken.join()).toContain('of at most 1 a day');
  });
});
