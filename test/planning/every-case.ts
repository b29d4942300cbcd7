import fc from 'fast-check';
import type { Case } from './case.ts';

// PLANNER_CASES=20000 PLANNER_SEED=… for a longer run, or one over other cases.
export const CASES = Number(process.env['PLANNER_CASES'] ?? 500);
const SEED = Number(process.env['PLANNER_SEED'] ?? 20261201);

/**
 * Judges so many cases, always the same ones for a seed. The first with a fault is made as small as
 * it can be and thrown as an error that ends with the case as one line of JSON, as `Case` has it.
 */
export function everyCase<T extends Case>(
  cases: fc.Arbitrary<T>,
  count: number,
  faultsOf: (given: T) => readonly string[],
): void {
  const property = fc.property(cases, (given) => {
    const faults = faultsOf(given);
    if (faults.length > 0) throw new Error(faults.join('\n'));
  });
  const result = fc.check(property, { numRuns: count, seed: SEED });
  if (!result.failed) return;
  const cause = result.errorInstance instanceof Error ? result.errorInstance.message : 'it gave no reason';
  throw new Error(`${cause}\nseed ${result.seed}, case:\n${JSON.stringify(result.counterexample?.[0])}`);
}
