/** What the bench says, printed as it goes and kept as Markdown for the documentation. */
export class Report {
  /** Fewer and smaller instances: a minute at most for the whole bench. */
  readonly quick: boolean;
  readonly #print: (text: string) => void;
  readonly #parts: string[] = [];

  constructor(quick: boolean, print: (text: string) => void) {
    this.quick = quick;
    this.#print = print;
  }

  heading(text: string): void {
    this.#print(`\n${text}\n`);
    this.#parts.push(`### ${text}`);
  }

  /** A paragraph. */
  text(text: string): void {
    this.#print(`${text}\n`);
    this.#parts.push(text);
  }

  /** Something that is only of interest while waiting. */
  progress(text: string): void {
    this.#print(`  … ${text}\n`);
  }

  /** Cells are text; all but the first column are numbers and stand to the right. */
  table(head: readonly string[], rows: readonly (readonly string[])[]): void {
    const widths = head.map((title, column) =>
      Math.max(title.length, ...rows.map((row) => row[column]!.length)),
    );
    const line = (cells: readonly string[]) =>
      cells
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!)))
        .join('  ')
        .trimEnd();
    this.#print(`${[line(head), ...rows.map(line)].join('\n')}\n`);
    const markdown = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
    const rule = head.map((_, column) => (column === 0 ? '---' : '---:'));
    this.#parts.push([markdown(head), markdown(rule), ...rows.map(markdown)].join('\n'));
  }

  get markdown(): string {
    return this.#parts.join('\n\n');
  }
}
