import type { Place } from './positions.ts';

/** Turns offsets of a text into lines and columns; a line ends at `\n`. */
export class LineStarts {
  readonly #starts: number[] = [0];
  readonly #firstLine: number;

  /** `firstLine`: the number of the text's first line, where the text is a part of a file. */
  constructor(text: string, firstLine = 1) {
    this.#firstLine = firstLine;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.#starts.push(at + 1);
  }

  /** The place of an offset in UTF-16 units, as strings count. */
  place(offset: number): Place {
    let [low, high] = [0, this.#starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: this.#firstLine + low, column: offset - (this.#starts[low] ?? 0) + 1 };
  }
}
