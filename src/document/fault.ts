import { quoted } from './found.ts';
import { pathText } from './plain-data.ts';
import type { Problem } from './problem.ts';
import { shortened, visible } from './visible.ts';

/** Far above any sentence of ours; names within it are anybody's. */
const MESSAGE_LENGTH_MAX = 600;
/** A text with thousands of faults has one cause; nobody reads further than this. */
export const FAULTS_MAX = 500;

/** A problem put into words for people, of data that has no text. */
export interface Finding {
  /** `courses.FS1.main[0]`; empty for the whole. */
  readonly path: string;
  /** What was found. */
  readonly message: string;
  readonly expected?: string;
  /** The right name that was most likely meant. */
  readonly nearest?: string;
}

/** A problem at its place in a text; line and column count from 1, columns in UTF-16 units. */
export interface Fault extends Finding {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Puts a problem into words. */
export function findingOf(problem: Problem): Finding {
  const nearest = problem.nearest?.();
  return {
    path: pathText(problem.path),
    message: visible(shortened(problem.message, MESSAGE_LENGTH_MAX)),
    ...(problem.expected === undefined ? {} : { expected: visible(problem.expected) }),
    ...(nearest === undefined ? {} : { nearest }),
  };
}

/** The first faults, with a last one that says how many more there are. */
export function firstFaults(faults: readonly Fault[]): readonly Fault[] {
  const last = faults[FAULTS_MAX - 1];
  if (last === undefined || faults.length === FAULTS_MAX) return faults;
  const { file, line, column } = last;
  const message = `${faults.length - FAULTS_MAX} more faults are not listed`;
  return [...faults.slice(0, FAULTS_MAX), { file, line, column, path: '', message }];
}

/** `path: what was found, expected what (did you mean "…"?)` */
export function formatFinding(finding: Finding): string {
  return `${finding.path === '' ? '' : `${finding.path}: `}${sentence(finding)}`;
}

/** `file:line:column: what was found, expected what (did you mean "…"?)` */
export function formatFault(fault: Fault): string {
  return `${fault.file}:${fault.line}:${fault.column}: ${sentence(fault)}`;
}

function sentence({ message, expected, nearest }: Finding): string {
  const wanted = expected === undefined ? '' : `, expected ${expected}`;
  const meant = nearest === undefined ? '' : ` (did you mean ${quoted(nearest)}?)`;
  return `${message}${wanted}${meant}`;
}
