import { quoted } from './found.ts';

/**
 * Reads JSON (RFC 8259) for the places of things alone. `JSON.parse` is several times as fast but
 * tells no positions, often none even of a syntax error, and keeps quiet about duplicate keys; so
 * this runs only when there is something to report.
 */
export type JsonScan =
  | { readonly ok: true; readonly root: JsonNode; readonly duplicates: readonly DuplicateKey[] }
  | { readonly ok: false; readonly offset: number; readonly found: string; readonly expected: string };

/** A value of the text: its offset, and what it holds. */
export interface JsonNode {
  readonly offset: number;
  /** Of an object, by key; the last of a key's entries, as `JSON.parse` has it. */
  readonly entries: ReadonlyMap<string, { readonly keyOffset: number; readonly value: JsonNode }> | null;
  readonly items: readonly JsonNode[] | null;
}

export interface DuplicateKey {
  readonly key: string;
  readonly offset: number;
}

/** Scans a text, values nested at most `depthMax` deep. */
export function scanJson(text: string, depthMax: number): JsonScan {
  const scanner = new Scanner(text, depthMax);
  try {
    return { ok: true, root: scanner.document(), duplicates: scanner.duplicates };
  } catch (error) {
    if (error instanceof Unexpected) return { ok: false, ...error.details };
    throw error;
  }
}

class Unexpected extends Error {
  readonly details: { offset: number; found: string; expected: string };

  constructor(offset: number, found: string, expected: string) {
    super(found);
    this.details = { offset, found, expected };
  }
}

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
// Every character from the space on, except the quote and the backslash; or an escape.
const STRING_PART = /[ !#-[\]-\uffff]+|\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})/y;

class Scanner {
  readonly duplicates: DuplicateKey[] = [];
  readonly #text: string;
  readonly #depthMax: number;
  #at = 0;

  constructor(text: string, depthMax: number) {
    this.#text = text;
    this.#depthMax = depthMax;
  }

  document(): JsonNode {
    const root = this.#value(1);
    this.#skip(SPACE);
    if (this.#at < this.#text.length) throw this.#unexpected('nothing more');
    return root;
  }

  #value(depth: number): JsonNode {
    this.#skip(SPACE);
    const offset = this.#at;
    const first = this.#text[offset];
    if ((first === '{' || first === '[') && depth > this.#depthMax) {
      throw new Unexpected(offset, 'values are nested too deeply', `at most ${this.#depthMax} levels`);
    }
    if (first === '{') return { offset, entries: this.#object(depth), items: null };
    if (first === '[') return { offset, entries: null, items: this.#array(depth) };
    if (first === '"') this.#string();
    else if (!this.#skip(WORD) && !this.#skip(NUMBER)) throw this.#unexpected('a value');
    return { offset, entries: null, items: null };
  }

  #object(depth: number): NonNullable<JsonNode['entries']> {
    const entries = new Map<string, { keyOffset: number; value: JsonNode }>();
    this.#at += 1;
    if (this.#takes('}')) return entries;
    do {
      this.#skip(SPACE);
      const keyOffset = this.#at;
      if (this.#text[keyOffset] !== '"') throw this.#unexpected('a key in double quotes');
      const key = this.#string();
      if (entries.has(key)) this.duplicates.push({ key, offset: keyOffset });
      if (!this.#takes(':')) throw this.#unexpected('":"');
      entries.set(key, { keyOffset, value: this.#value(depth + 1) });
    } while (this.#takes(','));
    if (!this.#takes('}')) throw this.#unexpected('"," or "}"');
    return entries;
  }

  #array(depth: number): JsonNode[] {
    const items: JsonNode[] = [];
    this.#at += 1;
    if (this.#takes(']')) return items;
    do items.push(this.#value(depth + 1));
    while (this.#takes(','));
    if (!this.#takes(']')) throw this.#unexpected('"," or "]"');
    return items;
  }

  #string(): string {
    const start = this.#at;
    this.#at += 1;
    while (this.#text[this.#at] !== '"') {
      if (this.#skip(STRING_PART)) continue;
      if (this.#at >= this.#text.length) throw this.#unexpected('a closing quote');
      throw this.#unexpected(
        this.#text[this.#at] === '\\' ? 'an escape such as \\n or \\u0041' : 'plain text',
      );
    }
    this.#at += 1;
    return JSON.parse(this.#text.slice(start, this.#at)) as string;
  }

  #takes(character: string): boolean {
    this.#skip(SPACE);
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    if (!pattern.test(this.#text)) return false;
    this.#at = pattern.lastIndex;
    return true;
  }

  #unexpected(expected: string): Unexpected {
    const word = /[\p{L}\d]+|./suy;
    word.lastIndex = this.#at;
    const rest = word.exec(this.#text)?.[0];
    return new Unexpected(
      this.#at,
      rest === undefined ? 'the text ends here' : `found ${quoted(rest)}`,
      expected,
    );
  }
}
