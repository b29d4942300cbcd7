import { parseArgs } from 'node:util';

export const PLANNER_PARTS = ['cost', 'highs', 'hand', 'command', 'together'] as const;
export const STORE_PARTS = ['store', 'workers'] as const;
export const PARTS = [
  ...PLANNER_PARTS,
  'change',
  ...STORE_PARTS,
  'google',
  'telegram',
  'year',
  'soak',
  'process',
] as const;
/** Run only where they are named. */
const LONG_PARTS: readonly Part[] = ['soak', 'process'];
export type Part = (typeof PARTS)[number];

export interface BenchOptions {
  readonly quick: boolean;
  readonly parts: ReadonlySet<Part>;
  /** Seconds that the general solver may take for one request of the cost tables, and for a small one. */
  readonly highsLimit: number;
  readonly smallLimit: number;
  /** Which pages of the documentation are written anew: those of which every part is measured in full. */
  readonly writes: Readonly<
    Record<
      'planner' | 'change' | 'store' | 'workers' | 'google' | 'telegram' | 'year' | 'soak' | 'process',
      boolean
    >
  >;
}

export const USAGE = `npm run bench -- [options]
  --quick            fewer and smaller: two minutes at most; writes nothing
  --only <parts>     of ${PARTS.join(', ')}, with commas between; docs/planner.md is
                     written with all of the first ${PLANNER_PARTS.length}, its part on minimal change by change, docs/store-cost.md by store,
                     docs/many-workers.md by workers, docs/google-calendar.md by google,
                     docs/telegram.md by telegram, docs/year.md by year, docs/operations.md by soak
                     (the program for months of simulated time, half an hour) and process (the same as a process
                     of its own, a quarter of an hour), neither of which is run unless named
  --highs-limit <s>  seconds for HiGHS on one request (default 8, quick 1); 0 leaves it out
  --small-limit <s>  seconds for HiGHS on one of the small requests (default 30, quick 5)`;

export function readOptions(argv: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string' },
      'highs-limit': { type: 'string' },
      'small-limit': { type: 'string' },
    },
  });
  const { quick, only } = values;
  const parts = new Set(
    only === undefined ? PARTS.filter((part) => !LONG_PARTS.includes(part)) : only.split(',').map(partOf),
  );
  const whole = (page: readonly Part[]) => !quick && page.every((part) => parts.has(part));
  return {
    quick,
    parts,
    highsLimit: seconds(values['highs-limit'], quick ? 1 : 8),
    smallLimit: seconds(values['small-limit'], quick ? 5 : 30),
    writes: {
      planner: whole(PLANNER_PARTS),
      change: whole(['change']),
      store: whole(['store']),
      workers: whole(['workers']),
      google: whole(['google']),
      telegram: whole(['telegram']),
      year: whole(['year']),
      soak: whole(['soak']),
      process: whole(['process']),
    },
  };
}

function partOf(text: string): Part {
  const part = PARTS.find((each) => each === text.trim());
  if (part === undefined)
    throw new RangeError(`There is no part ${text}; the parts are ${PARTS.join(', ')}.`);
  return part;
}

function seconds(text: string | undefined, usual: number): number {
  const value = text === undefined ? usual : Number(text);
  if (!(value >= 0)) throw new RangeError(`${text} is no number of seconds.`);
  return value;
}
