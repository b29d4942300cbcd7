import { findPlan } from '../src/planning/plan.ts';
import { besideHighs, type Comparison } from './beside-highs.ts';
import { type Dimension, dimensions, type Size, smallSizes } from './cases.ts';
import { instanceOf } from './instance.ts';
import { leastOf, median, ms, times } from './measure.ts';
import type { Report } from './report.ts';

/** What was measured of one size. */
export interface Cost {
  readonly size: Size;
  readonly planned: number;
  /** Milliseconds of each request. */
  readonly taken: readonly number[];
  /** The first request beside the general solver; null where it was not asked. */
  readonly beside: Comparison | null;
}

export interface DimensionCost {
  readonly dimension: Dimension;
  readonly costs: readonly Cost[];
}

const RUNS = 3;

/** Seeds from here on are of requests that are planned before the clock runs. */
const WARMING_UP = 1_000_000;

/** Measures every size of every dimension. Seconds a solve may take are only for the general solver. */
export function plannerCost(report: Report, highsLimit: number): DimensionCost[] {
  return dimensions().map((dimension) => {
    const costs = dimension.sizes.map((size) => {
      report.progress(`${dimension.name}: ${size.label}`);
      return costOf(size, report.quick, highsLimit);
    });
    report.heading(dimension.name);
    report.table(
      ['', 'requests', 'with a plan', 'median ms', 'worst ms', 'HiGHS ms', 'ratio', 'alone', 'agree'],
      costs.map(rowOf),
    );
    return { dimension, costs };
  });
}

function costOf(size: Size, quick: boolean, highsLimit: number): Cost {
  const count = quick ? size.count.quick : size.count.full;
  for (let seed = 1; seed <= 5; seed += 1) plan(instanceOf(size.kind, WARMING_UP + seed));
  const runs = Array.from({ length: count }, (_, index) => {
    // One at a time: keeping all requests would make the collector's work part of what is measured.
    const instance = instanceOf(size.kind, index + 1);
    return leastOf(RUNS, () => plan(instance));
  });
  return {
    size,
    planned: runs.filter(({ value }) => value !== null).length,
    taken: runs.map(({ milliseconds }) => milliseconds),
    beside: highsLimit > 0 ? besideHighs(instanceOf(size.kind, 1), highsLimit) : null,
  };
}

function plan({ procedure, request }: ReturnType<typeof instanceOf>) {
  return findPlan(procedure, request);
}

function rowOf({ size, planned, taken, beside }: Cost): string[] {
  return [
    size.label,
    `${taken.length}`,
    `${planned}`,
    ms(median(taken)),
    ms(Math.max(...taken)),
    ...besideCells(beside),
  ];
}

function besideCells(beside: Comparison | null): string[] {
  if (beside === null) return ['', '', '', ''];
  const { outcome, highs, planner, searching, solving, agrees } = beside;
  if (outcome === 'too large') return ['too large', '', '', ''];
  const least = outcome === 'unfinished' ? '> ' : '';
  return [
    `${least}${ms(highs)}`,
    `${least}${times(highs / planner)}`,
    `${least}${times(solving / searching)}`,
    agrees ? 'yes' : 'NO',
  ];
}

/** Requests that the general solver finishes: each beside it, with what it came to. */
export function smallBesideHighs(report: Report, highsLimit: number): Comparison[] {
  const all: Comparison[] = [];
  const sizes = smallSizes();
  // Both have compiled what they need before the first is measured.
  const first = instanceOf(sizes[0]!.kind, WARMING_UP);
  for (let run = 0; run < 200; run += 1) plan(first);
  besideHighs(first, highsLimit);
  const rows = sizes.map((size) => {
    report.progress(`beside HiGHS: ${size.label}`);
    for (let seed = 1; seed <= 5; seed += 1) plan(instanceOf(size.kind, WARMING_UP + seed));
    const count = report.quick ? size.count.quick : size.count.full;
    const compared = Array.from({ length: count }, (_, index) =>
      besideHighs(instanceOf(size.kind, index + 1), highsLimit),
    );
    all.push(...compared);
    const finished = compared.filter(({ outcome }) => outcome !== 'unfinished');
    const figure = (text: (each: readonly Comparison[]) => string) =>
      finished.length === 0 ? '' : text(finished);
    const least = (ratio: (each: Comparison) => number) =>
      figure((each) => times(Math.min(...each.map(ratio))));
    return [
      size.label,
      `${Math.max(...compared.map(({ columns }) => columns)).toLocaleString('en-US')}`,
      `${finished.length} of ${count}`,
      ms(median(compared.map(({ planner }) => planner))),
      figure((each) => ms(median(each.map(({ highs }) => highs)))),
      least(({ highs, planner }) => highs / planner),
      ms(median(compared.map(({ searching }) => searching))),
      figure((each) => ms(median(each.map(({ solving }) => solving)))),
      least(({ solving, searching }) => solving / searching),
      compared.every(({ agrees }) => agrees) ? 'yes' : 'NO',
    ];
  });
  report.heading('Beside HiGHS, on requests that it finishes');
  report.table(
    [
      '',
      'columns',
      'finished',
      'planner ms',
      'HiGHS ms',
      'least ratio',
      'search alone ms',
      'solver alone ms',
      'least ratio alone',
      'agree',
    ],
    rows,
  );
  return all;
}
