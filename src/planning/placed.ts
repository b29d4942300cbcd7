import type { CourseSpace } from './search-space.ts';

/** A mock of a plan in the search's own numbers; those that are fixed are none. */
export interface Placed {
  readonly course: CourseSpace;
  /** Index into the course's mocks. */
  readonly mock: number;
  readonly start: number;
  /** Index into the problem's people. */
  readonly person: number;
}
