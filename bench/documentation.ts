import { readFileSync, writeFileSync } from 'node:fs';

const DOCS = new URL('../docs/', import.meta.url);

/**
 * Writes the measured tables between the markers of a page of the documentation. `name`: of a page that has
 * several, those called so.
 */
export function writeTables(page: string, tables: string, name = 'bench'): void {
  const file = new URL(page, DOCS);
  writeFileSync(file, withTables(readFileSync(file, 'utf8'), tables, name));
}

/** Writes the plot beside the pages. */
export function writePlot(name: string, plot: string): void {
  writeFileSync(new URL(name, DOCS), plot);
}

/** The page with everything between its two markers replaced. */
export function withTables(page: string, tables: string, name = 'bench'): string {
  const [first, last] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
  const begin = page.indexOf(first);
  const end = page.indexOf(last);
  if (begin < 0 || end < begin) throw new Error(`The page must hold ${first} and, below, ${last}.`);
  return `${page.slice(0, begin + first.length)}\n\n${tables}\n\n${page.slice(end)}`;
}
