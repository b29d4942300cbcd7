import { z } from 'zod';
import { found, quoted } from './found.ts';
import { withoutMisspelt } from './misspelt.ts';
import { nearest } from './nearest.ts';
import { lastName, type Path, valueAt } from './plain-data.ts';
import { type Problem, Problems } from './problem.ts';

/**
 * What keeps plain data from having a shape, in our own words. The schema's `error` texts say what
 * is expected ("a whole number, 0 or more"); objects are expected to be strict.
 */
export function shapeProblems(schema: z.ZodType, data: unknown): readonly Problem[] {
  const result = schema.safeParse(data);
  if (result.success) return [];
  const problems = new Problems();
  for (const issue of result.error.issues) report(issue, [], schema, data, problems);
  return withoutMisspelt(problems.list, data);
}

function report(
  issue: z.core.$ZodIssue,
  within: Path,
  schema: z.ZodType,
  data: unknown,
  problems: Problems,
): void {
  const path: Path = [
    ...within,
    ...issue.path.map((step) => (typeof step === 'number' ? step : String(step))),
  ];
  const value = valueAt(data, path);
  if (issue.code === 'unrecognized_keys') {
    const allowed = keysAt(schema, path);
    for (const key of issue.keys) unknownKey([...path, key], allowed, problems);
    return;
  }
  // Of the alternatives only one for maps has issues below the value itself, which say more.
  const branch =
    issue.code === 'invalid_union' ? issue.errors.find((all) => !all.every(isAboutTheWhole)) : undefined;
  if (branch !== undefined) {
    for (const inner of branch) report(inner, path, schema, data, problems);
  } else if (value === undefined) {
    problems.fault(path, `the key ${quoted(String(path.at(-1)))} is missing`, { expected: issue.message });
  } else {
    const allowed =
      issue.code === 'invalid_value' ? issue.values.filter((name) => typeof name === 'string') : [];
    problems.fault(path, `${lastName(path)} is ${found(value)}`, {
      expected: issue.message,
      nearest: typeof value === 'string' ? () => nearest(value, allowed) : undefined,
    });
  }
}

/** Reports a key that is not one of the `allowed` ones. */
export function unknownKey(path: Path, allowed: readonly string[], problems: Problems): void {
  const key = String(path.at(-1));
  problems.fault(path, `unknown key ${quoted(key)}`, {
    at: 'key',
    expected: allowed.length === 1 ? `only ${allowed[0]}` : `one of ${allowed.join(', ')}`,
    nearest: () => nearest(key, allowed),
  });
}

function isAboutTheWhole(issue: z.core.$ZodIssue): boolean {
  return issue.path.length === 0 && issue.code !== 'unrecognized_keys';
}

/** The keys that a schema's object at a path allows. */
function keysAt(schema: z.ZodType, path: Path): readonly string[] {
  let at: unknown = unwrapped(schema);
  for (const step of path) {
    if (at instanceof z.ZodObject) at = at.shape[step];
    else if (at instanceof z.ZodRecord) at = at.valueType;
    else if (at instanceof z.ZodArray) at = at.element;
    at = unwrapped(at);
  }
  return at instanceof z.ZodObject ? Object.keys(at.shape) : [];
}

function unwrapped(schema: unknown): unknown {
  if (schema instanceof z.ZodOptional) return unwrapped(schema.unwrap());
  if (schema instanceof z.ZodUnion)
    return schema.options.map(unwrapped).find((option) => option instanceof z.ZodObject);
  return schema;
}
