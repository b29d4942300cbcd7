import type { Variable } from './variables.ts';

/** What is set, by the variable's name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The value of a variable; one set to nothing counts as not set. */
export function settingOf(environment: Environment, variable: Variable): string | undefined {
  const value = environment[variable.name]?.trim();
  return value === undefined || value === '' ? variable.default : value;
}
