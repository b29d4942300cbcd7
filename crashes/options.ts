import { parseArgs } from 'node:util';

export interface Options {
  /** How many times a process is told to end. */
  readonly rounds: number;
  readonly seed: number;
  /** Writes what it came to into docs/crashes.md. */
  readonly report: boolean;
}

export const USAGE = `npm run crashes -- [options]
  --rounds <n>  tells processes to end so many times (default 30); about six seconds each
  --seed <n>    decides who does what when, as far as the machine lets it (default 1)
  --report      writes what it came to into docs/crashes.md`;

export function readOptions(argv: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      rounds: { type: 'string', default: '30' },
      seed: { type: 'string', default: '1' },
      report: { type: 'boolean', default: false },
    },
  });
  return {
    rounds: whole('--rounds', values.rounds),
    seed: whole('--seed', values.seed),
    report: values.report,
  };
}

function whole(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1)
    throw new RangeError(`${name} ${text} is no whole number from 1 on.`);
  return value;
}
