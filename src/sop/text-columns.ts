import Table from 'cli-table3';

const NO_LINES = Object.fromEntries(
  [
    ...['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right'],
    ...['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid', 'middle'],
  ].map((part) => [part, '']),
);

/**
 * Rows as aligned columns of plain text, a head above them, two blanks between columns and before
 * the first. A column is as wide as its longest text, but at most its `widths` entry; longer texts wrap.
 */
export function textColumns(
  head: readonly string[],
  rows: readonly string[][],
  widths: readonly number[],
): string {
  const all = head.length === 0 ? rows : [[...head], ...rows];
  const colWidths = widths.map((most, column) => {
    const lines = all.flatMap((row) => (row[column] ?? '').split('\n'));
    return Math.min(most, longestOf(lines)) + 2;
  });
  const lines = all.flatMap((row) => linesOfRow(row, widths));
  const parts: string[] = [];
  for (let from = 0; from < lines.length; from += TABLE_LINES) {
    const style = { head: [], border: [], 'padding-left': 2, 'padding-right': 0 };
    const table = new Table({ chars: NO_LINES, style, colWidths, wordWrap: true });
    table.push(...lines.slice(from, from + TABLE_LINES));
    parts.push(table.toString());
  }
  return parts
    .join('\n')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

/**
 * The library takes the cube of a cell's lines in time, and the square of a table's; so each line is a
 * row for it, and a table has only so many.
 */
const TABLE_LINES = 200;

/** A row as rows of one line each. */
function linesOfRow(row: readonly string[], widths: readonly number[]): string[][] {
  const cells = row.map((text, column) => linesOf(text, widths[column] ?? text.length));
  const height = Math.max(...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) => cells.map((lines) => lines[line] ?? ''));
}

/** A text in lines of at most `width`, broken between words; a longer word is a line of its own. */
function linesOf(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const written of text.split('\n')) {
    let line = '';
    for (const word of written.split(/\s+/)) {
      if (line === '') line = word;
      else if (line.length + 1 + word.length <= width) line += ` ${word}`;
      else {
        lines.push(line);
        line = word;
      }
    }
    lines.push(line);
  }
  return lines;
}

function longestOf(lines: readonly string[]): number {
  return lines.reduce((longest, line) => Math.max(longest, line.length), 0);
}
