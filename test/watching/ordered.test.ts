import { describe, expect, it } from 'vitest';
import type { KnownBusy } from '../../src/booking/known-busy.ts';
import { conditionsOf } from '../../src/watching/conditions.ts';
import { mend } from '../../src/watching/mend.ts';
import { type OrderedMock, withOrdered } from '../../src/watching/ordered.ts';
import { SMALL_SOP } from '../booking/office.ts';
import { booked, FIRST, range, sightOf } from './sight.ts';

const DAY = '2026-12-01';
const ONE_A_DAY = SMALL_SOP.replace('maxPerInterviewerPerDay: 2', 'maxPerInterviewerPerDay: 1');
const OTHER = booked({ id: 'other', candidateId: 'erin', ...range(DAY, '16:30', '17:30') });

const reserved = ({ id, interviewerEmail, start, end }: typeof OTHER): KnownBusy => ({
  email: interviewerEmail,
  start,
  end,
  kind: 'mock',
  ours: { bookingId: id, workspace: 'default', isAstray: false },
});
const kindsOf = (ordered: readonly OrderedMock[]) =>
  conditionsOf(withOrdered(sightOf({ sop: ONE_A_DAY, busy: [reserved(OTHER)] }), ordered)).map(
    ({ kind }) => kind,
  );

describe('what was ordered for others in the same look', () => {
  it('is as good as done for the caps of the SOP, where a mock goes away and where it comes', () => {
    expect(kindsOf([])).toEqual(['rule']);
    expect(kindsOf([{ from: OTHER, to: null }])).toEqual([]);
    expect(kindsOf([{ from: OTHER, to: { ...OTHER, ...range('2026-12-04', '18:00', '19:00') } }])).toEqual(
      [],
    );
    expect(kindsOf([{ from: OTHER, to: { ...OTHER, ...range(DAY, '16:00', '17:00') } }])).toEqual(['rule']);
  });

  it('changes nothing where a mock stays where it is booked', () => {
    const sight = sightOf({ busy: [reserved(OTHER)] });
    expect(withOrdered(sight, [{ from: OTHER, to: OTHER }])).toBe(sight);
  });

  it('keeps both places, the former until it is left, from being planned for anybody else', () => {
    const from = booked({ id: 'other', candidateId: 'erin', ...range(DAY, '19:00', '20:00') });
    const sight = withOrdered(sightOf({ busy: [reserved(from)] }), [
      { from, to: { ...from, ...range(DAY, '20:00', '21:00') } },
    ]);
    const away = {
      email: 'charlie@example.com',
      ...range('2026-11-30', '00:00', '23:59'),
      kind: 'other' as const,
    };
    const everyDay = Array.from(
      { length: 16 },
      (_, day): KnownBusy => ({
        ...away,
        start: away.start.add({ hours: 24 * day }),
        end: away.end.add({ hours: 24 * day }),
      }),
    );
    const place = { interviewer: 'alpha', start: FIRST.start, end: FIRST.end };
    const forbids = [
      { email: 'alpha@example.com', start: FIRST.start, end: FIRST.end, kind: 'other' as const },
    ];
    const concerned = { booking: FIRST, place, noted: [], forbids };
    const found = mend(
      { ...sight, busy: [...sight.busy, ...everyDay] },
      { mend: [concerned], fixed: [], occupied: [] },
      () => 'new',
    );
    if (found.outcome !== 'mended') throw new Error('not mended');
    const [move] = found.moves;
    const isTaken = (start: Temporal.Instant) =>
      [range(DAY, '19:00', '20:00'), range(DAY, '20:00', '21:00')].some((taken) => start.equals(taken.start));
    expect(isTaken(move!.to.start)).toBe(false);
  });
});
