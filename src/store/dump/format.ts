/** The first line of a dump; the number grows when a program could no longer read older ones. */
export const FIRST_LINE = '-- Mock interview scheduler: a copy of all its data, format 1';

/** Stands alone on a line between statements, so that a large file need not be sent in one piece. */
export const NEXT_LINE = '-- next';

/** The last line; `sha256` is of all bytes before it. A file without it was cut short. */
export function lastLine(tables: number, rows: number, sha256: string): string {
  return `-- The end: ${rows} rows of ${tables} tables, sha256 ${sha256}`;
}

export const LAST_LINE = /^-- The end: \d+ rows of \d+ tables, sha256 ([0-9a-f]{64})$/;
