import { readFileSync, writeFileSync } from 'node:fs';
import { commit } from '../commit.ts';
import type { Totals } from '../totals.ts';
import { rowsOf, totalRows } from './totals-text.ts';

const PAGE = new URL('../../docs/simulation.md', import.meta.url);

/** Writes what the runs came to between its markers of docs/simulation.md. */
export function writeReport(totals: Totals, from: number): void {
  const command = `npm run simulate -- --seeds ${totals.seeds}${from === 1 ? '' : ` --from ${from}`}`;
  const note = `\`${command}\`: all as it must be, with the program of commit ${commit()}.`;
  writeBetween(
    'runs',
    [
      note,
      table(['what', 'how many'], totalRows(totals)),
      table(['trouble, or what people and processes did', 'how often'], rowsOf(totals.kinds)),
      table(['step of the program, by its audit', 'how often'], rowsOf(totals.actions)),
    ].join('\n\n'),
  );
}

/** Writes how many seeds each planted bug needed. */
export function writePlanted(rows: readonly (readonly [string, string, string])[]): void {
  writeBetween('planted bugs', table(['bug', 'what breaks', 'found by seed'], rows));
}

function writeBetween(part: string, text: string): void {
  const page = readFileSync(PAGE, 'utf8');
  const [begin, end] = [`<!-- ${part}: begin -->`, `<!-- ${part}: end -->`];
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`The page must hold ${begin} and, below, ${end}.`);
  writeFileSync(PAGE, `${page.slice(0, from + begin.length)}\n\n${text}\n\n${page.slice(to)}`);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, column) => (column === head.length - 1 ? '---:' : '---'));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}
