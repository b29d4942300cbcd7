import { found, quoted } from '../document/found.ts';
import { merged, wroteIt } from '../document/merged.ts';
import { nearest } from '../document/nearest.ts';
import { isMap, type Path, type PlainMap } from '../document/plain-data.ts';
import { hasFaults, type Problem, Problems } from '../document/problem.ts';
import { shapeProblems, unknownKey } from '../document/shape.ts';
import { checkSop } from './check-sop.ts';
import type { SopFile } from './shape.ts';
import { nameFault } from './shown-name.ts';
import { VARIANT_KEYS, type VariantHead, variantHeadShape } from './variant-shape.ts';

// Each variant is a whole procedure to check, so that their number must have a bound.
const VARIANTS_MAX = 50;

const OF_THE_FILE = ['sop', 'timeZone', 'remindAt', 'variants'];

/** A variant whose condition and whose merged procedure are right. */
export interface CheckedVariant {
  readonly head: VariantHead;
  readonly file: SopFile;
}

/**
 * Checks each variant by itself and laid over the file. What is wrong with a merged procedure is
 * located in the variant where the variant wrote it, else in the file; what the file's own check,
 * `known`, has found already is not reported again.
 */
export function checkVariants(
  variants: unknown,
  base: PlainMap,
  known: readonly Problem[],
): { problems: readonly Problem[]; variants: readonly CheckedVariant[] } {
  const problems = new Problems();
  if (!Array.isArray(variants)) {
    problems.fault(['variants'], `variants is ${found(variants)}`, { expected: 'a list of variants' });
    return { problems: problems.list, variants: [] };
  }
  if (variants.length > VARIANTS_MAX) {
    problems.fault(['variants'], `there are ${variants.length} variants`, {
      expected: `at most ${VARIANTS_MAX}`,
    });
    return { problems: problems.list, variants: [] };
  }
  const seen = new Set(known.map(identity));
  const checked: CheckedVariant[] = [];
  const heads: VariantHead[] = [];
  for (const [index, variant] of (variants as unknown[]).entries()) {
    const path = ['variants', index];
    if (!isMap(variant)) {
      problems.fault(path, `variants[${index}] is ${found(variant)}`, {
        expected: 'a map with name, when and what the variant changes',
      });
      continue;
    }
    const head = checkHead(variant, path, heads, problems);
    const over = withoutStrangers(changesOf(variant, path, problems), base, path, problems);
    const check = checkSop(merged(base, over));
    const called = typeof variant['name'] === 'string' ? `variant ${quoted(variant['name'])}` : 'a variant';
    for (const problem of check.problems) {
      const placed = placedIn(problem, path, base, over, called, seen);
      if (placed === null || seen.has(identity(placed))) continue;
      seen.add(identity(placed));
      problems.list.push(placed);
    }
    if (head !== null) heads.push(head);
    if (head !== null && check.file !== null) checked.push({ head, file: check.file });
  }
  return { problems: problems.list, variants: checked };
}

/** What makes an entry whole; one that lacks it and is called nearly as one of the file changes that. */
const NEEDED = { courses: ['mocks', 'main'], interviewers: ['name', 'email', 'hours'] } as const;

/** The changes without those to misspelt courses and people, each of which is reported once. */
function withoutStrangers(over: PlainMap, base: PlainMap, path: Path, problems: Problems): PlainMap {
  const kept: Record<string, unknown> = { ...over };
  for (const key of ['courses', 'interviewers'] as const) {
    const [entries, known] = [over[key], base[key]];
    if (!isMap(entries) || !isMap(known)) continue;
    const strangers = Object.entries(entries).filter(
      ([id, entry]) =>
        !Object.hasOwn(known, id) &&
        isMap(entry) &&
        !NEEDED[key].every((need) => Object.hasOwn(entry, need)) &&
        nearest(id, Object.keys(known)) !== undefined,
    );
    for (const [id] of strangers) {
      const kind = key === 'courses' ? 'course' : 'interviewer';
      problems.fault([...path, key, id], `the file has no ${kind} ${quoted(id)} to change`, {
        at: 'key',
        expected: `one of ${key}, or a new one with ${NEEDED[key].join(', ')}`,
        nearest: () => nearest(id, Object.keys(known)),
      });
    }
    const names = new Set(strangers.map(([id]) => id));
    kept[key] = Object.fromEntries(Object.entries(entries).filter(([id]) => !names.has(id)));
  }
  return kept;
}

function identity({ path, at, message }: Problem): string {
  return JSON.stringify([path, at, message]);
}

/** The problem of a merged procedure where whoever caused it will look for it; null where it is known. */
function placedIn(
  problem: Problem,
  variant: Path,
  base: PlainMap,
  over: PlainMap,
  called: string,
  seen: ReadonlySet<string>,
): Problem | null {
  const written = (path: Path) => wroteIt(base, over, path);
  if (!written(problem.path) && seen.has(identity(problem))) return null;
  const path = [problem.path, ...problem.also].find(written);
  const message = `in ${called}, ${problem.message}`;
  return { ...problem, message, path: path === undefined ? problem.path : [...variant, ...path] };
}

function checkHead(
  variant: PlainMap,
  path: Path,
  earlier: readonly VariantHead[],
  problems: Problems,
): VariantHead | null {
  const head = Object.fromEntries(
    Object.entries(variant).filter(([key]) => key === 'name' || key === 'when'),
  );
  const shape = shapeProblems(variantHeadShape, head);
  for (const problem of shape) problems.list.push({ ...problem, path: [...path, ...problem.path] });
  const name = variant['name'];
  const why = typeof name === 'string' ? nameFault(name) : null;
  if (why !== null) problems.fault([...path, 'name'], `the name of a variant ${why}`, { expected: 'a name' });
  if (earlier.some((other) => other.name === name)) {
    problems.fault([...path, 'name'], `two variants are called ${quoted(String(name))}`, {
      expected: 'a name of its own',
    });
  }
  if (hasFaults(shape)) return null;

  const checked = head as VariantHead;
  const { min, max } = checked.when.windowDays;
  const condition = [...path, 'when', 'windowDays'];
  if (min === undefined && max === undefined) {
    problems.fault(condition, 'windowDays says nothing', { expected: 'min, max or both' });
  } else if (min !== undefined && max !== undefined && min > max) {
    problems.fault([...condition, 'min'], `min is ${min}, more than max, ${max}`, {
      expected: 'min at most max',
    });
  } else {
    const first = earlier.find(({ when }) => covers(when.windowDays, checked.when.windowDays));
    if (first !== undefined) {
      problems.warning(
        [...path, 'when'],
        `variant ${quoted(checked.name)} never holds, since ${quoted(first.name)} comes before it and holds for the same windows`,
      );
    }
  }
  return checked;
}

function covers(outer: VariantHead['when']['windowDays'], inner: VariantHead['when']['windowDays']): boolean {
  const { min = 1, max = Number.POSITIVE_INFINITY } = inner;
  return (outer.min ?? 1) <= min && max <= (outer.max ?? Number.POSITIVE_INFINITY);
}

/** What a variant lays over the file: everything but its head and what no variant may say. */
function changesOf(variant: PlainMap, path: Path, problems: Problems): PlainMap {
  const changes: [string, unknown][] = [];
  for (const [key, value] of Object.entries(variant)) {
    if (OF_THE_FILE.includes(key)) {
      problems.fault([...path, key], `a variant changes ${key}, which holds for the whole file`, {
        at: 'key',
        expected: `${key} at the top of the file alone`,
      });
    } else if (!VARIANT_KEYS.includes(key)) unknownKey([...path, key], VARIANT_KEYS, problems);
    else if (key !== 'name' && key !== 'when') changes.push([key, value]);
  }
  return Object.fromEntries(changes);
}
