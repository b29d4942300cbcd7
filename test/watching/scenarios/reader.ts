import type { Hand } from '../../telegram/stand-in/hand.ts';

/** A coordinator who reads what the bot writes to them. */
export class Reader {
  readonly hand: Hand;
  readonly #domain: string;
  readonly #known = new Map<number, number>();

  /** @param domain that of everybody in the story; read as `example.com` */
  constructor(hand: Hand, domain: string) {
    this.hand = hand;
    this.#domain = domain;
  }

  /**
   * What was not read yet, also where it stands in place of what was there before. Of a schedule only what is
   * said of it: the links in it are others every time.
   */
  read(): string[] {
    const fresh = this.#news();
    for (const { id, edits } of fresh) this.#known.set(id, edits);
    return fresh.map(({ text }) =>
      text.split('\nTimes are ')[0]!.replaceAll(`@${this.#domain}`, '@example.com'),
    );
  }

  get hasNews(): boolean {
    return this.#news().length > 0;
  }

  #news() {
    return this.hand.read.filter(({ id, edits }) => this.#known.get(id) !== edits);
  }

  /** The labels below the last message that has any. */
  get buttons(): string[] {
    const last = this.hand.read.findLast(({ keyboard }) => keyboard.length > 0);
    return last?.keyboard.flat().map(({ text }) => text) ?? [];
  }
}
