import type { Comparison } from './beside-highs.ts';
import type { CommandCost } from './command.ts';
import { median, ms } from './measure.ts';
import type { Cost, DimensionCost } from './planner-cost.ts';
import type { Report } from './report.ts';

/** What was promised, beside what was measured. */
export function targetTable(
  report: Report,
  measured: readonly DimensionCost[],
  small: readonly Comparison[],
  command: CommandCost | null,
): void {
  const costs = measured.flatMap((each) => each.costs);
  const medianOf = (label: string) => costFigure(costs, label, median);
  const worstOf = (label: string) => costFigure(costs, label, (values) => Math.max(...values));
  const finished = [...small, ...costs.flatMap(({ beside }) => (beside === null ? [] : [beside]))].filter(
    ({ outcome }) => outcome === 'planned' || outcome === 'infeasible',
  );
  const ratios = finished.map(({ highs, planner }) => highs / planner);
  const ratiosAlone = finished.map(({ solving, searching }) => solving / searching);
  const below = (name: string, limit: number, unit: string, value: number | null): string[] =>
    value === null ? [] : [name, `< ${limit} ${unit}`, `${ms(value)} ${unit}`, value < limit ? 'yes' : 'NO'];
  const rows = [
    below('Default procedure, four weeks, half busy: median', 5, 'ms', medianOf('4 weeks')),
    below('the same: worst', 50, 'ms', worstOf('4 weeks')),
    below('Twelve weeks on a 5-minute grid: worst', 250, 'ms', worstOf('the default hours')),
    below('the same, everybody 14 hours a day: worst', 250, 'ms', worstOf('everybody 14 hours a day')),
    below('Ten courses in any order: worst', 500, 'ms', worstOf('10 courses')),
    below('200 interviewers: median', 50, 'ms', medianOf('200 interviewers')),
    below('the same: worst', 50, 'ms', worstOf('200 interviewers')),
    faster(`HiGHS on the ${finished.length} requests that it finished, request to answer: least`, ratios),
    faster('the same, search and solver alone: least', ratiosAlone),
    below('A request of a .jsonl through the command: median', 50, 'ms', command?.medianMilliseconds ?? null),
    below('Its peak memory', 300, 'MB', command?.memoryMegabytes ?? null),
  ];
  report.heading('Targets');
  report.table(
    ['', 'target', 'measured', 'met'],
    rows.filter((row) => row.length > 0),
  );
}

const FASTER = 100;

function faster(name: string, ratios: readonly number[]): string[] {
  if (ratios.length === 0) return [];
  const least = Math.min(...ratios);
  return [
    name,
    `≥ ${FASTER} ×`,
    `${Math.floor(least).toLocaleString('en-US')} ×`,
    least >= FASTER ? 'yes' : 'NO',
  ];
}

function costFigure(
  costs: readonly Cost[],
  label: string,
  of: (values: readonly number[]) => number,
): number | null {
  const cost = costs.find(({ size }) => size.label === label);
  return cost === undefined ? null : of(cost.taken);
}
