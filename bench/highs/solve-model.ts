import highsModule from 'highs';
import { likesLate, type Problem } from '../../src/planning/problem.ts';
import type { PlanRequest } from '../../src/request/model.ts';
import type { Criterion } from '../../src/sop/model.ts';
import { type SequenceModel, sequenceModel } from './sequence-model.ts';

/** What the general solver came to within its time. */
export interface HighsOutcome {
  readonly status: 'planned' | 'infeasible' | 'unfinished';
  /** By criterion, as far as it was solved; `finishDay` as an index into the window's days. */
  readonly score: Partial<Record<Criterion, number>>;
  /** Time in the solver for the first criterion, and for all of them; building the model is not counted. */
  readonly firstMilliseconds: number;
  readonly milliseconds: number;
  readonly columns: number;
  readonly rows: number;
}

// The package's types describe its CommonJS build, whose function is one `default` deeper than here.
const loadHighs = highsModule as unknown as typeof highsModule.default;
const highs = await loadHighs();

/**
 * Gives the same model to HiGHS. The order of `prefer` is kept by one solve for each criterion, each
 * with the values of those before it fixed: the planner's single weighted number spans more digits
 * than the solver's tolerances allow. A solve starts from the solution before it.
 */
export function solveWithHighs(problem: Problem, request: PlanRequest, limitSeconds: number): HighsOutcome {
  const model = sequenceModel(problem, likesLate(problem.sop, request.candidate.timeZone));
  const size = { columns: model.columns, rows: model.rows.count };
  const native = highs.createModel(dataOf(model));
  try {
    native.options.set({ output_flag: false, mip_rel_gap: 0, mip_abs_gap: 0.5 });
    const score: Partial<Record<Criterion, number>> = {};
    let first = 0;
    let total = 0;
    for (const criterion of problem.sop.prefer) {
      const costs = model.costOf(criterion);
      native.changeColsCost({ kind: 'range', from: 0, to: model.columns - 1 }, costs);
      native.options.set('time_limit', Math.max(0.1, limitSeconds - total / 1000));
      native.zeroAllClocks();
      const before = performance.now();
      native.run();
      const took = performance.now() - before;
      total += took;
      if (first === 0) first = took;
      const times = { firstMilliseconds: first, milliseconds: total };
      const status = native.getModelStatus();
      if (status === highs.constants.modelStatus.infeasible)
        return { status: 'infeasible', score, ...times, ...size };
      if (status !== highs.constants.modelStatus.optimal)
        return { status: 'unfinished', score, ...times, ...size };
      const value = Math.round(native.getObjectiveValue());
      score[criterion] = value;
      const entries = [...costs.entries()].filter(([, cost]) => cost !== 0);
      native.addRow(-highs.infinity, value + 0.5, {
        indices: Int32Array.from(entries, ([column]) => column),
        values: Float64Array.from(entries, ([, cost]) => cost),
      });
    }
    return { status: 'planned', score, firstMilliseconds: first, milliseconds: total, ...size };
  } finally {
    native.dispose();
  }
}

function dataOf({ columns, rows, upper, isWhole, costOf }: SequenceModel) {
  return {
    numCols: columns,
    numRows: rows.count,
    colCost: costOf('finishDay'),
    colLower: new Float64Array(columns),
    colUpper: upper,
    rowLower: Float64Array.from(rows.lower),
    rowUpper: Float64Array.from(rows.upper),
    integrality: Int32Array.from(isWhole),
    matrix: {
      format: 'csr' as const,
      numRows: rows.count,
      numCols: columns,
      starts: Int32Array.from(rows.starts),
      indices: Int32Array.from(rows.indices),
      values: Float64Array.from(rows.values),
    },
  };
}
