import type { Figures, Outcome } from './run.ts';

type Counts = Record<string, number>;

/** What many runs came to, added up. */
export class Totals {
  seeds = 0;
  readonly failed: Pick<Outcome, 'seed' | 'broken'>[] = [];
  readonly sums: Counts = {};
  readonly kinds: Counts = {};
  readonly actions: Counts = {};
  readonly ends: Counts = {};

  add({ seed, broken, figures }: Pick<Outcome, 'seed' | 'broken' | 'figures'>): void {
    this.seeds += 1;
    if (broken.length > 0) this.failed.push({ seed, broken });
    const { kinds, actions, ends, ...rest } = figures;
    addTo(this.sums, rest);
    addTo(this.kinds, kinds);
    addTo(this.actions, actions);
    addTo(this.ends, ends);
  }

  sum(name: keyof Omit<Figures, 'kinds' | 'actions' | 'ends'>): number {
    return this.sums[name] ?? 0;
  }

  get years(): number {
    return this.sum('simulatedMs') / (365.25 * 86_400_000);
  }
}

function addTo(sums: Counts, more: Readonly<Record<string, number>>): void {
  for (const [name, count] of Object.entries(more)) sums[name] = (sums[name] ?? 0) + count;
}
