import { readFileSync, writeFileSync } from 'node:fs';

const DOCS = new URL('../docs/', import.meta.url);
const BEGIN = '<!-- bench: begin -->';
const END = '<!-- bench: end -->';

/** Writes the measured tables between the markers of a page of the documentation. */
export function writeTables(page: string, tables: string): void {
  const file = new URL(page, DOCS);
  writeFileSync(file, withTables(readFileSync(file, 'utf8'), tables));
}

/** Writes the plot beside the pages. */
export function writePlot(name: string, plot: string): void {
  writeFileSync(new URL(name, DOCS), plot);
}

/** The page with everything between its two markers replaced. */
export function withTables(page: string, tables: string): string {
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`The page must hold ${BEGIN} and, below, ${END}.`);
  return `${page.slice(0, begin + BEGIN.length)}\n\n${tables}\n\n${page.slice(end)}`;
}
