import { describe, expect, it } from 'vitest';
import type { Busy } from '../../src/request/model.ts';
import { WAYS } from '../../src/sop/model.ts';
import type { BookingRow, PlannedBooking } from '../../src/store/rows.ts';
import type { Standing, ToMend } from '../../src/watching/decision-model.ts';
import { type MendLimits, mend, whyNotMended } from '../../src/watching/mend.ts';
import type { Sight } from '../../src/watching/model.ts';
import { SMALL_SOP, ZONE } from '../booking/office.ts';
import { at, booked, FIRST, movedTo, range, SECOND, sightOf, THIRD } from './sight.ts';

const newEventId = () => 'newevent01';

function placeOf({ interviewer, start, end }: BookingRow) {
  return { interviewer, start, end };
}

/** Its interviewer declined. */
function declined(booking: BookingRow, email = booking.interviewerEmail): ToMend {
  const { start, end } = booking;
  return { booking, place: placeOf(booking), noted: [], forbids: [{ email, start, end, kind: 'other' }] };
}

function standing(booking: BookingRow): Standing {
  return { booking, place: placeOf(booking) };
}

function busy(who: string, day: string, from: string, to: string): Busy {
  return { email: `${who}@example.com`, ...range(day, from, to), kind: 'other' };
}

/** `sameTime: One 1 12-01 18:00 charlie`, or why not. */
function mended(
  sight: Sight,
  concerned: readonly ToMend[],
  { fixed = [], ...limits }: Partial<MendLimits> & { fixed?: readonly Standing[] } = {},
): string[] {
  const all = { ways: WAYS, notWithin: 720, ...limits };
  const found = mend(sight, { mend: concerned, fixed, occupied: [] }, newEventId, all);
  if (found.outcome === 'not-mended') return ['not mended'];
  return [found.way, ...found.moves.map(({ to }) => placeText(to))];
}

function placeText({ course, number, start, interviewer }: PlannedBooking): string {
  const local = start.toZonedDateTimeISO(ZONE);
  const day = local.toPlainDate().toString().slice(5);
  return `${course} ${number} ${day} ${local.toPlainTime().toString({ smallestUnit: 'minute' })} ${interviewer}`;
}

describe('an interviewer who drops out', () => {
  it('is replaced at the same time by another of the course', () => {
    expect(mended(sightOf(), [declined(SECOND)])).toEqual(['sameTime', 'One 2 12-02 18:00 charlie']);
  });

  it('is replaced at the same time, though a gap that people agreed to is too short for the rules', () => {
    const early = booked({ number: 2, ...range('2026-12-02', '03:00', '04:00') });
    const sight = sightOf({ held: [FIRST, early, THIRD] });
    expect(mended(sight, [declined(FIRST)], { fixed: [standing(early)] })).toEqual([
      'sameTime',
      'One 1 12-01 18:00 charlie',
    ]);
  });

  it('is replaced by a main before a backup', () => {
    const sop = SMALL_SOP.replace(
      'main: [alpha], backup: [charlie]',
      'main: [alpha, bravo], backup: [charlie]',
    );
    expect(mended(sightOf({ sop }), [declined(SECOND)])).toEqual(['sameTime', 'One 2 12-02 18:00 bravo']);
  });

  it('keeps the mock at another time where nobody else is free at this one, and all others stay', () => {
    const sight = sightOf({ busy: [busy('charlie', '2026-12-02', '17:00', '22:00')] });
    expect(mended(sight, [declined(SECOND)])).toEqual(['anotherTime', 'One 2 12-02 19:00 alpha']);
  });

  it('has the rest planned anew, as little as can be, where the mock alone has no other place', () => {
    const sight = sightOf({
      busy: [
        busy('charlie', '2026-12-01', '00:00', '23:59'),
        busy('charlie', '2026-12-02', '00:00', '23:59'),
        busy('charlie', '2026-12-03', '00:00', '23:59'),
        busy('alpha', '2026-12-02', '18:00', '21:00'),
        busy('alpha', '2026-12-03', '18:00', '20:00'),
      ],
    });
    // Alpha is free at 20:00 on the 3rd, which is too late for Two on the same evening.
    expect(mended(sight, [declined(SECOND)])).toEqual([
      'replan',
      'One 2 12-03 20:00 alpha',
      'Two 1 12-04 18:00 bravo',
    ]);
  });

  it('is replaced in the first of the ways that the SOP names', () => {
    expect(mended(sightOf(), [declined(SECOND)], { ways: ['anotherTime'] })).toEqual([
      'anotherTime',
      'One 2 12-02 18:00 charlie',
    ]);
    expect(mended(sightOf(), [declined(SECOND)], { ways: [] })).toEqual(['not mended']);
  });

  it('cannot be replaced where nobody has time, and the reasons are told', () => {
    const days = ['2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04', '2026-12-05'];
    const sight = sightOf({
      window: { start: '2026-12-01', end: '2026-12-05' },
      busy: days.flatMap((day) => ['alpha', 'charlie'].map((who) => busy(who, day, '00:00', '23:59'))),
    });
    const found = mend(sight, { mend: [declined(SECOND)], fixed: [], occupied: [] }, newEventId);
    expect(found.outcome).toBe('not-mended');
    if (found.outcome === 'mended') return;
    expect(whyNotMended(sight, found).reasons.length).toBeGreaterThan(0);
  });
});

describe('several at once', () => {
  it('are mended together, each at its own time', () => {
    expect(mended(sightOf(), [declined(FIRST), declined(THIRD)])).toEqual([
      'sameTime',
      'One 1 12-01 18:00 charlie',
      'Two 1 12-03 18:00 charlie',
    ]);
  });

  it('are not given to one who has room for one of them only', () => {
    const sop = SMALL_SOP.replace(
      'charlie: { name: Charlie',
      'charlie: { maxPerDay: 1, name: Charlie',
    ).replace('minGap: 12h', 'minGap: 0h');
    const second = booked({ number: 2, ...range('2026-12-01', '19:00', '20:00') });
    const sight = sightOf({ sop, held: [FIRST, second, THIRD] });
    const found = mended(sight, [declined(FIRST), declined(second)]);
    expect(found[0]).toBe('anotherTime');
    expect(found.filter((text) => text.includes('12-01') && text.endsWith('charlie'))).toHaveLength(1);
  });
});

describe('what stays where it is', () => {
  it('are mocks that have begun, and those that are left alone', () => {
    const closed = ['2026-12-02', '2026-12-03'].flatMap((day) =>
      ['alpha', 'charlie'].map((who) => busy(who, day, '00:00', '23:59')),
    );
    const sight = sightOf({ busy: closed, now: '2026-12-01 18:30' });
    // Only on the 4th there is room for One 2, after which Two has to go as well, unless it may not.
    expect(mended(sight, [declined(SECOND)])).toEqual([
      'replan',
      'One 2 12-04 18:00 alpha',
      'Two 1 12-05 18:00 bravo',
    ]);
    expect(mended(sight, [declined(SECOND)], { fixed: [standing(THIRD)] })).toEqual(['not mended']);
  });

  it('is planned around, even where the SOP would not have it there', () => {
    const odd = booked({ ...range('2026-12-01', '09:00', '10:00') });
    const sight = sightOf({ held: [odd, SECOND, THIRD] });
    expect(mended(sight, [declined(SECOND)], { ways: ['replan'], fixed: [standing(odd)] })).toEqual([
      'replan',
      'One 2 12-02 18:00 charlie',
    ]);
  });
});

describe('a new place', () => {
  it('is not sooner than the SOP’s notice, nor than mocks are left alone', () => {
    const sight = sightOf({ now: '2026-12-02 05:30' });
    expect(mended(sight, [declined(SECOND)])).toEqual(['sameTime', 'One 2 12-02 18:00 charlie']);
    const later = sightOf({ now: '2026-12-02 06:30' });
    expect(mended(later, [declined(SECOND)])).toEqual(['anotherTime', 'One 2 12-02 19:00 alpha']);
    const noticed = sightOf({
      now: '2026-12-02 05:30',
      sop: SMALL_SOP.replace('rules: {', 'rules: { minNotice: 13h,'),
    });
    expect(mended(noticed, [declined(SECOND)])).toEqual(['anotherTime', 'One 2 12-02 19:00 alpha']);
  });

  it('is not with somebody whose calendar cannot be read', () => {
    const sight = sightOf({ unreadable: ['charlie@example.com'] });
    expect(mended(sight, [declined(SECOND)])).toEqual(['anotherTime', 'One 2 12-02 19:00 alpha']);
  });

  it('brings how the event stands with it', () => {
    const start = at('2026-12-02 18:30');
    const moved = sightOf({ events: { [SECOND.id]: movedTo(start, start.add({ hours: 1 })) } });
    const place = { interviewer: 'alpha', start, end: start.add({ hours: 1 }) };
    const concerned = { ...declined({ ...SECOND, ...place }), booking: SECOND };
    const found = mend(moved, { mend: [concerned], fixed: [], occupied: [] }, newEventId);
    expect(found.outcome === 'mended' && found.moves).toMatchObject([
      {
        from: { id: SECOND.id, start: SECOND.start },
        to: { interviewer: 'charlie', start },
        seen: { start },
      },
    ]);
    const gone = sightOf({ events: { [SECOND.id]: null } });
    const again = mend(
      gone,
      { mend: [declined(SECOND, 'dana@example.com')], fixed: [], occupied: [] },
      newEventId,
    );
    expect(again.outcome === 'mended' && again.moves).toMatchObject([
      { seen: null, newEventId: 'newevent01' },
    ]);
  });
});
