import fc from 'fast-check';
import type { Case } from '../case.ts';
import { plainCase } from '../plain-case.ts';
import type { BatchCase } from './batch-case.ts';

/** What a candidate of `batchOf` wants other than 1 to 12 December 2026 and every day. */
export interface Wanted {
  readonly email?: string;
  readonly window?: readonly [string, string];
  readonly slots?: Case['request']['slots'];
}

/** Candidates who each want so many mocks of Alpha, who gives one a day, from 10:00 to 11:00. */
export function batchOf(mocks: readonly number[], wanted: readonly Wanted[]): BatchCase {
  const { sop, request } = plainCase({
    alpha: { hours: { everyday: ['10:00-11:00'] } },
    courses: { A: { mocks, main: ['alpha'], backup: [] } },
    sop: { sequence: [{ inOrder: ['A'] }] },
  });
  return {
    sop,
    requests: wanted.map(({ email, window, slots }, index) => ({
      ...request,
      candidate: { ...request.candidate, email: email ?? `candidate-${index + 1}@example.com` },
      ...(window === undefined ? {} : { window: { start: window[0], end: window[1] } }),
      ...(slots === undefined ? {} : { slots }),
    })),
  };
}

/** First and last day of December, both included. */
export type Days = readonly [number, number];

/** The windows of six to ten candidates who want one mock each: short ones, long ones, all within twelve days. */
export const windows: fc.Arbitrary<Days[]> = fc.array(
  fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 8 })).map(([first, more]): Days => {
    return [first, Math.min(12, first + more)];
  }),
  { minLength: 6, maxLength: 10 },
);

/** How many of some windows can have a day of their own: on each day the one that ends first has it. */
export function mostOfAll(all: readonly Days[]): number {
  const left = new Set(all.keys());
  let placed = 0;
  for (let day = 1; day <= 12; day += 1) {
    const open = [...left].filter((index) => all[index]![0] <= day && day <= all[index]![1]);
    const [urgent] = open.sort((a, b) => all[a]![1] - all[b]![1]);
    if (urgent === undefined) continue;
    left.delete(urgent);
    placed += 1;
  }
  return placed;
}

/** One mock for each window. */
export function batchOfWindows(all: readonly Days[]): BatchCase {
  const date = (day: number) => `2026-12-${String(day).padStart(2, '0')}`;
  return batchOf(
    [60],
    all.map(([first, last]): Wanted => ({ window: [date(first), date(last)] })),
  );
}
