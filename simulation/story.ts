import { createHash } from 'node:crypto';

/** What happened, when and by whom: a line each. */
export class Story {
  readonly #now: () => number;
  readonly #start: number;
  readonly lines: string[] = [];

  constructor(now: () => number) {
    this.#now = now;
    this.#start = now();
  }

  tell(who: string, what: string): void {
    this.lines.push(`${moment(this.#now() - this.#start)}  ${who}  ${what}`);
  }

  /** The same for the same story. */
  get fingerprint(): string {
    return createHash('sha256').update(this.lines.join('\n')).digest('hex').slice(0, 16);
  }
}

/** `2d 03:04:05.678` since the start. */
function moment(milliseconds: number): string {
  const days = Math.floor(milliseconds / 86_400_000);
  const clock = new Date(milliseconds % 86_400_000).toISOString().slice(11, 23);
  return `${days}d ${clock}`;
}
