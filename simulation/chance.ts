/**
 * Chance that follows from a seed: the same seed gives the same numbers for ever (the generator is sfc32,
 * its state made of the seed's text by FNV-1a). `split` gives a chance of its own to each part of the
 * world, so that what one part draws changes nothing for the others.
 */
export class Chance {
  readonly #seed: string;
  readonly #state: Uint32Array;

  constructor(seed: string) {
    this.#seed = seed;
    this.#state = Uint32Array.from([0, 1, 2, 3], (part) => fingerprint(`${part} ${seed}`));
    for (let turn = 0; turn < 12; turn += 1) this.next();
  }

  /** From 0 to below 1. */
  readonly next = (): number => {
    const state = this.#state;
    const [a, b, c, count] = state as unknown as [number, number, number, number];
    const sum = (a + b + count) >>> 0;
    state[3] = count + 1;
    state[0] = b ^ (b >>> 9);
    state[1] = c + (c << 3);
    state[2] = ((c << 21) | (c >>> 11)) + sum;
    return sum / 2 ** 32;
  };

  /** A whole number, both ends included. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  happens(share: number): boolean {
    return this.next() < share;
  }

  among<Item>(items: readonly Item[]): Item {
    return items[Math.floor(this.next() * items.length)]!;
  }

  /** One of the named, as often as its weight says. */
  weighted<Name extends string>(weights: Readonly<Record<Name, number>>): Name {
    const entries = Object.entries(weights) as [Name, number][];
    let left = this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [name, weight] of entries) {
      left -= weight;
      if (left < 0) return name;
    }
    return entries.at(-1)![0];
  }

  shuffled<Item>(items: readonly Item[]): Item[] {
    const rest = [...items];
    return items.map(() => rest.splice(Math.floor(this.next() * rest.length), 1)[0]!);
  }

  split(name: string): Chance {
    return new Chance(`${this.#seed}/${name}`);
  }

  /** A UUID of this chance. */
  uuid(): string {
    const digits = Array.from({ length: 32 }, () => Math.floor(this.next() * 16).toString(16));
    digits[12] = '4';
    const text = digits.join('');
    return [
      text.slice(0, 8),
      text.slice(8, 12),
      text.slice(12, 16),
      `8${text.slice(17, 20)}`,
      text.slice(20),
    ].join('-');
  }
}

function fingerprint(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
