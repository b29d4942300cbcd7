import type { CourseSpace } from './search-space.ts';

/** A mock of a plan in the search's own numbers. */
export interface Placed {
  readonly course: CourseSpace;
  /** From 0. */
  readonly mock: number;
  readonly start: number;
  /** Index into the problem's people. */
  readonly person: number;
}
