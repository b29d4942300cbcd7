import { DEPTH_MAX, extentOf } from './extent.ts';
import { type Fault, firstFaults } from './fault.ts';
import { quoted } from './found.ts';
import { type JsonNode, scanJson } from './json-scan.ts';
import { LineStarts } from './line-starts.ts';
import type { Path } from './plain-data.ts';
import type { Place, Positions, Reading } from './positions.ts';
import type { Problem } from './problem.ts';

/**
 * Reads a JSON text. Refused are wrong syntax, duplicate keys and deep nesting, each with its place
 * in `file`, whose line `firstLine` is the text's first. Positions are worked out when asked for.
 */
export function readJson(text: string, file: string, firstLine = 1): Reading {
  const body = text.startsWith('\ufeff') ? text.slice(1) : text;
  let data: unknown;
  try {
    data = JSON.parse(body);
  } catch {
    return { ok: false, faults: syntaxFaults(body, file, firstLine) };
  }
  // Without aliases the number of values is bounded by the text's length, so only depth matters.
  const extent = extentOf(data, Number.POSITIVE_INFINITY);
  if (extent === null || extent.keys !== keysWritten(body)) {
    const faults = syntaxFaults(body, file, firstLine);
    if (faults.length > 0) return { ok: false, faults };
  }
  return { ok: true, data, positions: new JsonPositions(body, firstLine) };
}

function syntaxFaults(text: string, file: string, firstLine: number): readonly Fault[] {
  const scan = scanJson(text, DEPTH_MAX);
  const lines = new LineStarts(text, firstLine);
  if (!scan.ok) {
    return [{ file, ...lines.place(scan.offset), path: '', message: scan.found, expected: scan.expected }];
  }
  return firstFaults(
    scan.duplicates.map(({ key, offset }) => ({
      file,
      ...lines.place(offset),
      path: key,
      message: `the key ${quoted(key)} is written twice`,
      expected: 'each key once',
    })),
  );
}

/**
 * How many keys a right JSON text writes: strings with a colon behind them. `JSON.parse` keeps one
 * of two equal keys, so more keys written than kept means duplicates; much faster than looking for them.
 */
function keysWritten(text: string): number {
  let keys = 0;
  for (let open = text.indexOf('"'); open >= 0; ) {
    let close = text.indexOf('"', open + 1);
    while (isEscaped(text, close)) close = text.indexOf('"', close + 1);
    let next = close + 1;
    while (text.charCodeAt(next) <= 0x20) next += 1;
    if (text[next] === ':') keys += 1;
    open = text.indexOf('"', next);
  }
  return keys;
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0;
  while (text[at - 1 - slashes] === '\\') slashes += 1;
  return slashes % 2 === 1;
}

class JsonPositions implements Positions {
  readonly #text: string;
  readonly #firstLine: number;
  #index: { root: JsonNode; lines: LineStarts } | undefined;

  constructor(text: string, firstLine: number) {
    this.#text = text;
    this.#firstLine = firstLine;
  }

  place(path: Path, at: Problem['at']): Place {
    this.#index ??= this.#scanned();
    let offset = this.#index.root.offset;
    let node = this.#index.root;
    for (const [depth, step] of path.entries()) {
      const entry = typeof step === 'string' ? node.entries?.get(step) : undefined;
      const next = entry?.value ?? (typeof step === 'number' ? node.items?.[step] : undefined);
      if (next === undefined) return this.#index.lines.place(offset);
      const keyMeant = at === 'key' || depth < path.length - 1;
      offset = keyMeant && entry !== undefined ? entry.keyOffset : next.offset;
      node = next;
    }
    return this.#index.lines.place(offset);
  }

  #scanned(): { root: JsonNode; lines: LineStarts } {
    const scan = scanJson(this.#text, DEPTH_MAX);
    if (!scan.ok) throw new Error(`positions were asked of a text that is no JSON: ${scan.found}`);
    return { root: scan.root, lines: new LineStarts(this.#text, this.#firstLine) };
  }
}
