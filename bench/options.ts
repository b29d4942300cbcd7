import { parseArgs } from 'node:util';

export const PARTS = ['cost', 'highs', 'hand', 'command', 'together'] as const;
export type Part = (typeof PARTS)[number];

export interface BenchOptions {
  readonly quick: boolean;
  readonly parts: ReadonlySet<Part>;
  /** Seconds that the general solver may take for one request of the cost tables, and for a small one. */
  readonly highsLimit: number;
  readonly smallLimit: number;
  /** Whether the documentation's tables and plot are written anew. */
  readonly write: boolean;
}

export const USAGE = `npm run bench -- [options]
  --quick            fewer and smaller: a minute at most; writes nothing
  --only <parts>     of ${PARTS.join(', ')}, with commas between; writes nothing
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
  const parts = only === undefined ? PARTS : only.split(',').map(partOf);
  return {
    quick,
    parts: new Set(parts),
    highsLimit: seconds(values['highs-limit'], quick ? 1 : 8),
    smallLimit: seconds(values['small-limit'], quick ? 5 : 30),
    write: !quick && only === undefined,
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
