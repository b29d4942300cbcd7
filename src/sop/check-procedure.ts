import { isMap, type PlainMap } from '../document/plain-data.ts';
import { hasFaults, type Problem } from '../document/problem.ts';
import { buildSop } from './build-sop.ts';
import { checkSop } from './check-sop.ts';
import { checkVariants } from './check-variants.ts';
import type { Procedure } from './model.ts';

/** Checks the plain data of a whole file and builds the procedure; null where there is any fault. */
export function checkProcedure(data: unknown): {
  readonly procedure: Procedure | null;
  readonly problems: readonly Problem[];
} {
  if (!isMap(data)) return { procedure: null, problems: checkSop(data).problems };
  const { variants = [], ...base } = data;
  const own = checkSop(base);
  const laid = checkVariants(variants, base, own.problems);
  const problems = [...own.problems, ...laid.problems];
  if (own.file === null || hasFaults(problems)) return { procedure: null, problems };
  return {
    procedure: {
      base: buildSop(own.file),
      variants: laid.variants.map(({ head, file }) => ({
        name: head.name.trim(),
        windowDays: { min: head.when.windowDays.min ?? null, max: head.when.windowDays.max ?? null },
        sop: buildSop(file),
      })),
      source: data as PlainMap,
    },
    problems,
  };
}
