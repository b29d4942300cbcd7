import type { Report } from '../report.ts';
import { goesOnGrowing, slopeOf } from './growth.ts';
import { type Month, soak } from './months.ts';

/** Caches fill and code is compiled; what comes after that is to stay as it is. */
const WARM_UP = 2;

/** By what must not go on growing: its name, how it is read, and how much more is nothing yet. */
const WATCHED: readonly (readonly [string, (month: Month) => number, least: number])[] = [
  ['heap (MB)', ({ heapMb }) => heapMb, 0.5],
  ['handles', ({ handles }) => handles, 2],
  ['abort signals', ({ abortSignals }) => abortSignals, 5],
  ['abort controllers', ({ abortControllers }) => abortControllers, 5],
  ['prepared statements', ({ statements }) => statements, 2],
];

/** The program for months of simulated time; says what of it goes on growing, null where nothing does. */
export async function benchSoak(report: Report): Promise<string | null> {
  const count = report.quick ? 2 : 8;
  const months: Month[] = [];
  report.heading('Memory and handles over months');
  await soak(count, (month) => {
    months.push(month);
    report.progress(`month ${months.length} of ${count}: heap ${month.heapMb.toFixed(1)} MB`);
  });
  report.table(
    [
      'after month',
      ...WATCHED.map(([name]) => name),
      'candidates',
      'calendar calls',
      'store calls',
      'messages',
    ],
    months.map((month, index) => [
      `${index + 1}`,
      ...WATCHED.map(([, read]) => shown(read(month))),
      ...[month.candidates, month.calls, month.storeCalls, month.messages].map((each) => `${each}`),
    ]),
  );
  const settled = months.slice(WARM_UP);
  const growing = WATCHED.filter(([, read, least]) => goesOnGrowing(settled.map(read), least));
  if (growing.length === 0) {
    report.text('After the first two months nothing of this goes on growing.');
    return null;
  }
  const what = growing
    .map(([name, read]) => `${name} by ${slopeOf(settled.map(read)).toFixed(2)} a month`)
    .join(', ');
  report.text(`GROWING: ${what}.`);
  return what;
}

function shown(value: number): string {
  return Number.isInteger(value) ? `${value}` : value.toFixed(1);
}
