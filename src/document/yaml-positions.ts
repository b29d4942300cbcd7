import { type Document, isAlias, isMap, isNode, isScalar, isSeq, type Pair } from 'yaml';
import type { LineStarts } from './line-starts.ts';
import type { Path } from './plain-data.ts';
import type { Place, Positions } from './positions.ts';
import type { Problem } from './problem.ts';

/** Places of a YAML document. What an alias stands for is located where it was written. */
export class YamlPositions implements Positions {
  readonly #document: Document.Parsed;
  readonly #lines: LineStarts;

  constructor(document: Document.Parsed, lines: LineStarts) {
    this.#document = document;
    this.#lines = lines;
  }

  place(path: Path, at: Problem['at']): Place {
    let node: unknown = this.#document.contents;
    let offset = startOf(node) ?? 0;
    for (const [depth, step] of path.entries()) {
      const holder = isAlias(node) ? node.resolve(this.#document) : node;
      const last = depth === path.length - 1;
      if (isMap(holder)) {
        const pair = pairOf(holder.items, String(step));
        if (pair === undefined) break;
        const keyOffset = startOf(pair.key) ?? offset;
        offset =
          last && at === 'value' && !isEmpty(pair.value) ? (startOf(pair.value) ?? keyOffset) : keyOffset;
        node = pair.value;
      } else if (isSeq(holder) && typeof step === 'number' && step < holder.items.length) {
        node = holder.items[step];
        offset = startOf(node) ?? offset;
      } else break;
    }
    return this.#lines.place(offset);
  }
}

function pairOf(items: readonly Pair[], key: string): Pair | undefined {
  return items.find((pair) => isScalar(pair.key) && String(pair.key.value) === key);
}

/** A value that is not written has a place too, behind its key, where nobody would look for it. */
function isEmpty(node: unknown): boolean {
  return isScalar(node) && node.value === null && node.source === '';
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
