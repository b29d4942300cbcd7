import { invalidParameter } from './refusals.ts';

/** What a selection keeps of an object: by name, everything below it (null) or a part. */
type Selection = ReadonlyMap<string, Selection | null>;

/** What fields there are: nothing below (true), or these; under `*` any name. */
export interface Shape {
  readonly [name: string]: true | Shape;
}

/**
 * A partial response: `fields=nextPageToken,items(id,start/dateTime)`. Names are separated by commas,
 * `/` goes down, parentheses choose several below, `*` is any. Throws 400 for a field that there is
 * not, as Google does.
 */
export function selected(value: object, fields: string, shape: Shape): object {
  const reader = new Reader(fields);
  const selection = reader.list(shape);
  reader.end();
  return kept(value, selection) as object;
}

function kept(value: unknown, selection: Selection): unknown {
  if (Array.isArray(value)) return value.map((one) => kept(one, selection));
  if (typeof value !== 'object' || value === null) return value;
  const result: Record<string, unknown> = {};
  for (const [name, below] of Object.entries(value)) {
    const part = selection.get(name) ?? selection.get('*');
    if (part === undefined && !selection.has(name) && !selection.has('*')) continue;
    result[name] = part === null || part === undefined ? below : kept(below, part);
  }
  return result;
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  list(shape: Shape): Map<string, Selection | null> {
    const selection = new Map<string, Selection | null>();
    do {
      const name = this.#name();
      const below = shape[name] ?? shape['*'];
      if (below === undefined && name !== '*') throw this.#wrong(name);
      const part = this.#below(below ?? true, name);
      const old = selection.get(name);
      selection.set(name, old === null || part === null ? null : new Map([...(old ?? []), ...part]));
    } while (this.#takes(','));
    return selection;
  }

  end(): void {
    if (this.#at < this.#text.length) throw this.#wrong(this.#text.slice(this.#at));
  }

  #below(shape: true | Shape, name: string): Selection | null {
    const deeper = this.#takes('/');
    if (!deeper && !this.#takes('(')) return null;
    if (shape === true) throw this.#wrong(name);
    if (deeper) {
      const below = this.#name();
      const next = shape[below] ?? shape['*'];
      if (next === undefined && below !== '*') throw this.#wrong(below);
      return new Map([[below, this.#below(next ?? true, below)]]);
    }
    const selection = this.list(shape);
    if (!this.#takes(')')) throw this.#wrong(this.#text.slice(this.#at));
    return selection;
  }

  #name(): string {
    const name = /^(?:\*|[A-Za-z][A-Za-z0-9_-]*)/.exec(this.#text.slice(this.#at))?.[0];
    if (name === undefined) throw this.#wrong(this.#text.slice(this.#at));
    this.#at += name.length;
    return name;
  }

  #takes(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #wrong(what: string): Error {
    return invalidParameter('fields', `Invalid field selection ${what}`);
  }
}
