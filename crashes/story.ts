/** What happened, in order, with the time since it began. */
export class Story {
  readonly #began = performance.now();
  readonly #lines: string[] = [];

  tell(who: string, what: string): void {
    const seconds = ((performance.now() - this.#began) / 1000).toFixed(2);
    this.#lines.push(`${seconds.padStart(7)} s  ${who} ${what}`);
  }

  /** The last so many lines. */
  end(lines: number): string {
    const from = Math.max(0, this.#lines.length - lines);
    return [...(from > 0 ? [`(${from} lines before)`] : []), ...this.#lines.slice(from)].join('\n');
  }
}
