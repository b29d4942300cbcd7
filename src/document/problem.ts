import type { Path } from './plain-data.ts';

/** Something wrong, or worth a warning, with plain data; where in the text it stands is looked up later. */
export interface Problem {
  readonly level: 'fault' | 'warning';
  /** Of a missing key, the path it would have. */
  readonly path: Path;
  /** Whether the key at the end of the path is meant, or its value. */
  readonly at: 'key' | 'value';
  /** Other places that have a part in it, such as the other bound of two that contradict each other. */
  readonly also: readonly Path[];
  /** What was found. */
  readonly message: string;
  readonly expected: string | undefined;
  /** Finds the nearest right name; a function, since most problems are never shown. */
  readonly nearest: (() => string | undefined) | undefined;
}

type Details = Partial<Pick<Problem, 'at' | 'also' | 'expected' | 'nearest'>>;

/** Collects what checks find, so that all of it is reported at once. */
export class Problems {
  readonly list: Problem[] = [];

  /** What makes the text be refused. */
  fault(path: Path, message: string, details: Details = {}): void {
    this.list.push(problem('fault', path, message, details));
  }

  /** What is allowed, but probably not meant. */
  warning(path: Path, message: string, details: Details = {}): void {
    this.list.push(problem('warning', path, message, details));
  }

  get hasFaults(): boolean {
    return hasFaults(this.list);
  }
}

/** Whether any of the problems is more than a warning. */
export function hasFaults(problems: readonly Problem[]): boolean {
  return problems.some(({ level }) => level === 'fault');
}

function problem(level: Problem['level'], path: Path, message: string, details: Details): Problem {
  return {
    level,
    path,
    at: details.at ?? 'value',
    also: details.also ?? [],
    message,
    expected: details.expected,
    nearest: details.nearest,
  };
}
