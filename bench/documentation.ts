import { readFileSync, writeFileSync } from 'node:fs';

const PAGE = new URL('../docs/planner.md', import.meta.url);
const PLOT = new URL('../docs/planner-cost.svg', import.meta.url);
const BEGIN = '<!-- bench: begin -->';
const END = '<!-- bench: end -->';

/** Writes the measured tables between the page's markers, and the plot beside the page. */
export function writeDocumentation(tables: string, plot: string): void {
  const page = readFileSync(PAGE, 'utf8');
  writeFileSync(PAGE, withTables(page, tables));
  writeFileSync(PLOT, plot);
}

/** The page with everything between its two markers replaced. */
export function withTables(page: string, tables: string): string {
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`docs/planner.md must hold ${BEGIN} and, below, ${END}.`);
  return `${page.slice(0, begin + BEGIN.length)}\n\n${tables}\n\n${page.slice(end)}`;
}
