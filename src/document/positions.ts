import { FAULTS_MAX, type Fault, findingOf, formatFault } from './fault.ts';
import type { Path } from './plain-data.ts';
import type { Problem } from './problem.ts';

/** A place in a text, counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Knows where in a text each value of its data stands. */
export interface Positions {
  /**
   * Where the key at the end of a path stands, or its value. Of what does not exist, it is the key
   * of the map that it is missing from.
   */
  place(path: Path, at: Problem['at']): Place;
}

/** A text as plain data that knows its places, or why it is none. */
export type Reading =
  | { readonly ok: true; readonly data: unknown; readonly positions: Positions }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** Problems as faults of a file, in the order of the text. */
export function located(problems: readonly Problem[], positions: Positions, file: string): Fault[] {
  // What an alias repeats stands in the text once, and so do its faults.
  const byWords = new Map<string, Fault>();
  for (const problem of problems.slice(0, FAULTS_MAX)) {
    const fault: Fault = { file, ...positions.place(problem.path, problem.at), ...findingOf(problem) };
    const words = formatFault(fault);
    if (!byWords.has(words)) byWords.set(words, fault);
  }
  const faults = [...byWords.values()];
  faults.sort((a, b) => a.line - b.line || a.column - b.column);
  const last = faults.at(-1);
  if (last !== undefined && problems.length > FAULTS_MAX) {
    const message = `${problems.length - FAULTS_MAX} more faults are not listed`;
    faults.push({ file, line: last.line, column: last.column, path: '', message });
  }
  return faults;
}
