import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';

export interface Options {
  readonly what: 'many' | 'one' | 'planted';
  /** How many seeds are run, from which on. */
  readonly seeds: number;
  readonly from: number;
  /** The one seed that is run. */
  readonly seed: number;
  /** Leaves out of a failing script what does not matter to the failure. */
  readonly minimise: boolean;
  /** Which planted bug the one seed is run with, or is looked for alone. */
  readonly bug: string | null;
  /** How many processes run seeds side by side. */
  readonly jobs: number;
  /** Writes what it came to into docs/simulation.md. */
  readonly report: boolean;
  /** Prints the whole story of the one seed. */
  readonly story: boolean;
}

export const USAGE = `npm run simulate -- [options]
  --seeds <n>     so many seeds (default 100), from --from <n> on (default 1)
  --jobs <n>      in so many processes side by side (default: one for each core)
  --report        writes what it came to into docs/simulation.md
  --seed <n>      one seed alone, and the end of its story where it fails
  --story         with --seed: the whole story, also of a run where all is right
  --minimise      with --seed: leaves out what does not matter to the failure
  --bug <name>    with --seed: with a bug planted
  --planted       plants one bug after another, and says how many seeds it takes to find each (--seeds at most);
                  with --bug <name> that one alone`;

export function readOptions(argv: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      seeds: { type: 'string' },
      from: { type: 'string', default: '1' },
      seed: { type: 'string' },
      jobs: { type: 'string', default: `${availableParallelism()}` },
      bug: { type: 'string' },
      minimise: { type: 'boolean', default: false },
      report: { type: 'boolean', default: false },
      story: { type: 'boolean', default: false },
      planted: { type: 'boolean', default: false },
    },
  });
  return {
    what: values.planted ? 'planted' : values.seed === undefined ? 'many' : 'one',
    seeds: whole('--seeds', values.seeds ?? (values.planted ? '1000' : '100')),
    from: whole('--from', values.from),
    seed: whole('--seed', values.seed ?? '1'),
    minimise: values.minimise,
    bug: values.bug ?? null,
    jobs: whole('--jobs', values.jobs),
    report: values.report,
    story: values.story,
  };
}

function whole(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1)
    throw new RangeError(`${name} ${text} is no whole number from 1 on.`);
  return value;
}
