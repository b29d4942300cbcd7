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
  const table = new Table({
    chars: NO_LINES,
    style: { head: [], border: [], 'padding-left': 2, 'padding-right': 0 },
    colWidths: widths.map((most, column) => {
      const longest = Math.max(
        ...all.flatMap((row) => (row[column] ?? '').split('\n').map((line) => line.length)),
      );
      return Math.min(most, longest) + 2;
    }),
    wordWrap: true,
  });
  table.push(...all);
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}
