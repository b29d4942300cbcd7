import { describe, expect, it } from 'vitest';
import type { PlannedMock } from '../../src/planning/answer.ts';
import { findPlan } from '../../src/planning/plan.ts';
import type { PlanRequest } from '../../src/request/model.ts';
import { THEMES } from './arbitrary.ts';
import { bookedCasesOf } from './arbitrary-given.ts';
import { type Case, inForce, procedureOf, requestOf } from './case.ts';
import { CASES, everyCase } from './every-case.ts';
import { bestAround } from './oracle-around-given.ts';
import { TookTooLong } from './too-long.ts';

// Above this a case is left out.
const STEPS_MAX = 20_000;
const PER_THEME = Math.ceil(CASES / THEMES.length);

describe('planning around what is fixed, with as little change as can be', () => {
  it('changes as few times, then as few people, as trying everything does, and scores as well', {
    timeout: 60_000 + CASES * 200,
  }, () => {
    const seen = { planned: 0, infeasible: 0, 'left out': 0, fixedInTheMiddle: 0, moved: 0 };
    for (const theme of THEMES) {
      everyCase(bookedCasesOf(theme), PER_THEME, (given) => {
        const request = requestOf(given);
        const best = tryAll(given, request);
        if (best === 'left out') {
          seen['left out'] += 1;
          return [];
        }
        const found = findPlan(procedureOf(given), request);
        seen[best === null ? 'infeasible' : 'planned'] += 1;
        if (best === null || found === null) {
          return best === null && found === null
            ? []
            : [`it finds ${textOf(found?.score)}, trying everything ${textOf(best)}`];
        }
        if (isInTheMiddle(request, found.mocks)) seen.fixedInTheMiddle += 1;
        if (best.moved > 0) seen.moved += 1;
        const { moved, changed, touched } = changesOf(request, found.mocks);
        const said = { moved, changed, touched, score: found.score };
        // Where keeping counts last, only how many are touched does.
        const counts = request.keeping === 'first' ? ['moved', 'changed'] : ['touched'];
        const differs = [...counts, 'score'].some(
          (key) => textOf(said[key as keyof typeof said]) !== textOf(best[key as keyof typeof best]),
        );
        return [
          ...(differs ? [`it is ${textOf(said)}, the best ${textOf(best)}`] : []),
          ...missingFixed(request, found.mocks),
        ];
      });
    }
    expect(seen.planned).toBeGreaterThan(CASES / 3);
    expect(seen.infeasible).toBeGreaterThan(CASES / 20);
    expect(seen.fixedInTheMiddle).toBeGreaterThan(CASES / 10);
    expect(seen.moved).toBeGreaterThan(CASES / 10);
    expect(seen['left out']).toBeLessThan(CASES / 5);
  });
});

function tryAll(given: Case, request: PlanRequest) {
  try {
    return bestAround(inForce(given).sop, request, STEPS_MAX);
  } catch (error) {
    if (error instanceof TookTooLong) return 'left out';
    throw error;
  }
}

function changesOf({ keep = [], fixed = [] }: PlanRequest, mocks: readonly PlannedMock[]) {
  const isIt = (a: { course: string; number: number }) => (b: { course: string; number: number }) =>
    a.course === b.course && a.number === b.number;
  const pairs = keep.flatMap((kept) => {
    const mock = fixed.some(isIt(kept)) ? undefined : mocks.find(isIt(kept));
    return mock === undefined ? [] : [{ kept, mock }];
  });
  const moved = pairs.filter(({ kept, mock }) => !kept.start.equals(mock.start));
  const changed = pairs.filter(({ kept, mock }) => kept.interviewer !== mock.interviewer);
  return { moved: moved.length, changed: changed.length, touched: new Set([...moved, ...changed]).size };
}

/** The fixed mocks that an answer does not have as they were given, and those that it has twice. */
function missingFixed({ fixed = [] }: PlanRequest, mocks: readonly PlannedMock[]): string[] {
  return fixed
    .filter((mock) => {
      const same = mocks.filter(({ course, number }) => course === mock.course && number === mock.number);
      const [only] = same;
      return (
        same.length !== 1 ||
        !only!.start.equals(mock.start) ||
        !only!.end.equals(mock.end) ||
        only!.interviewer !== mock.interviewer
      );
    })
    .map(({ course, number }) => `${course} Mock${number} is not as it is fixed`);
}

function isInTheMiddle({ fixed = [] }: PlanRequest, mocks: readonly PlannedMock[]): boolean {
  const isFixed = ({ course, number }: PlannedMock) =>
    fixed.some((mock) => mock.course === course && mock.number === number);
  const first = mocks.findIndex((mock) => !isFixed(mock));
  const last = mocks.findLastIndex((mock) => !isFixed(mock));
  return mocks.some((mock, index) => isFixed(mock) && first < index && index < last);
}

function textOf(value: unknown): string {
  return value === undefined ? 'none' : JSON.stringify(value);
}
