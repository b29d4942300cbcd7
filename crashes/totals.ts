import type { Kill } from './crew.ts';
import type { EpochResult } from './epoch.ts';

/** What all epochs of a run came to. */
export class Totals {
  readonly epochs: EpochResult[] = [];

  add(result: EpochResult): void {
    this.epochs.push(result);
  }

  get kills(): readonly Kill[] {
    return this.epochs.flatMap(({ kills }) => kills);
  }

  get broken(): number {
    return this.#sum(({ broken }) => broken.length);
  }

  /** What, and how much of it. */
  rows(): (readonly [string, string])[] {
    const { kills } = this;
    const signals = count(kills.map(({ signal }) => signal));
    const orderly = kills.filter(({ signal }) => signal !== 'SIGKILL').map(({ tookMs }) => tookMs);
    const through = (isApi: boolean) =>
      this.epochs
        .filter(({ plan }) => plan.throughApi === isApi)
        .reduce((sum, one) => sum + one.kills.length, 0);
    return [
      ['processes told to end', `${kills.length}`],
      ...Object.entries(signals).map(([signal, times]) => [`with ${signal}`, `${times}`] as const),
      ['over PostgreSQL, over PostgREST', `${through(false)}, ${through(true)}`],
      ['amid a call to Google', `${kills.filter(({ calls }) => calls > 0).length}`],
      ['amid a statement in the database', `${kills.filter(({ statements }) => statements > 0).length}`],
      ['from an orderly signal to the end, at the most', `${(Math.max(0, ...orderly) / 1000).toFixed(1)} s`],
      ['starts of the program', `${this.#sum(({ starts }) => starts)}`],
      ['candidates', `${this.#sum(({ ends }) => sumOf(ends))}`],
      ...Object.entries(merged(this.epochs.map(({ ends }) => ends))).map(
        ([state, times]) => [`of them ${state} in the end`, `${times}`] as const,
      ),
      ['mocks booked in the end', `${this.#sum(({ mocks }) => mocks)}`],
      ['notices', `${this.#sum(({ notices }) => notices)}`],
      ['calls to Google', `${this.#sum(({ calls }) => calls)}`],
      ['installations, each checked at rest', `${this.epochs.length}`],
      ['checks', `${this.#sum(({ checks }) => checks)}`],
      ['what was wrong', `${this.broken}`],
      ['minutes', (this.#sum(({ seconds }) => seconds) / 60).toFixed(0)],
    ];
  }

  /** How often processes were told to end while they did what. */
  doingRows(): (readonly [string, string])[] {
    return listed(count(this.kills.map(({ doing }) => doing)));
  }

  /** What people did meanwhile. */
  deedRows(): (readonly [string, string])[] {
    return listed(merged(this.epochs.map(({ deeds }) => deeds)));
  }

  #sum(of: (epoch: EpochResult) => number): number {
    return this.epochs.reduce((sum, epoch) => sum + of(epoch), 0);
  }
}

type Counts = Readonly<Record<string, number>>;

function count(names: readonly string[]): Counts {
  return merged(names.map((name) => ({ [name]: 1 })));
}

function merged(all: readonly Counts[]): Counts {
  const sums: Record<string, number> = {};
  for (const [name, times] of all.flatMap((each) => Object.entries(each)))
    sums[name] = (sums[name] ?? 0) + times;
  return sums;
}

function sumOf(counts: Counts): number {
  return Object.values(counts).reduce((sum, times) => sum + times, 0);
}

function listed(counts: Counts): (readonly [string, string])[] {
  return Object.entries(counts)
    .sort(([, a], [, b]) => b - a)
    .map(([name, times]) => [name, `${times}`]);
}
