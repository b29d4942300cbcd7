import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Interval, joined, overlaps, without } from '../../src/time/interval.ts';

const LAST = 30;
const range = fc.tuple(fc.nat(LAST), fc.nat(LAST)).map(([start, end]): Interval => ({ start, end }));
const ranges = fc.array(range, { maxLength: 6 });

const holds = (all: readonly Interval[], minute: number) =>
  all.some(({ start, end }) => start <= minute && minute < end);

/** Sorted, none empty, and with time between each two. */
function expectApart(all: readonly Interval[]): void {
  for (const { start, end } of all) expect(start).toBeLessThan(end);
  for (const [index, next] of all.slice(1).entries())
    expect(next.start).toBeGreaterThan(all[index]?.end ?? 0);
}

describe('ranges of time', () => {
  it('that touch do not overlap', () => {
    expect(overlaps({ start: 1, end: 3 }, { start: 3, end: 5 })).toBe(false);
    expect(overlaps({ start: 1, end: 4 }, { start: 3, end: 5 })).toBe(true);
    expect(overlaps({ start: 1, end: 9 }, { start: 3, end: 5 })).toBe(true);
  });

  it('that touch become one when joined', () => {
    expect(
      joined([
        { start: 3, end: 5 },
        { start: 1, end: 3 },
        { start: 7, end: 8 },
      ]),
    ).toEqual([
      { start: 1, end: 5 },
      { start: 7, end: 8 },
    ]);
  });

  it('joined are the same time, apart from each other', () => {
    fc.assert(
      fc.property(ranges, (all) => {
        const result = joined(all);
        expectApart(result);
        for (let minute = 0; minute <= LAST; minute += 1)
          expect(holds(result, minute)).toBe(holds(all, minute));
      }),
    );
  });

  it('without others are the time that is in the first and in none of the others', () => {
    fc.assert(
      fc.property(ranges, ranges, (all, holes) => {
        const result = without(all, holes);
        expectApart(result);
        for (let minute = 0; minute <= LAST; minute += 1) {
          expect(holds(result, minute)).toBe(holds(all, minute) && !holds(holes, minute));
        }
      }),
    );
  });
});
