import type { PlanRequest } from '../request/model.ts';
import type { PlannedMock } from './answer.ts';

/** How far a plan is from what was to be kept. */
export interface Changes {
  /** Kept mocks that start at another time. */
  readonly moved: number;
  /** Kept mocks with another interviewer, moved or not. */
  readonly changed: number;
}

export function changesOf(request: PlanRequest, mocks: readonly PlannedMock[]): Changes {
  const kept = (request.keep ?? []).flatMap((keep) => {
    const mock = mocks.find(({ course, number }) => course === keep.course && number === keep.number);
    return mock === undefined || isFixed(request, mock) ? [] : [{ keep, mock }];
  });
  return {
    moved: kept.filter(({ keep, mock }) => !keep.start.equals(mock.start)).length,
    changed: kept.filter(({ keep, mock }) => keep.interviewer !== mock.interviewer).length,
  };
}

/** Whether a mock of a plan was given to the planner as it is. */
export function isFixed({ fixed = [] }: PlanRequest, { course, number }: PlannedMock): boolean {
  return fixed.some((mock) => mock.course === course && mock.number === number);
}
