import { runCrowd } from '../crowd.ts';
import type { Options } from '../options.ts';
import { Totals } from '../totals.ts';
import { writeReport } from './documentation.ts';
import { commandOf } from './one-seed.ts';
import { totalsText } from './totals-text.ts';

/** After so many seeds that fail there is enough to look at. */
const FAILURES_MOST = 10;
const PROGRESS = 250;

/** Runs many seeds, and tells what they came to. */
export async function manySeeds(
  { seeds, from, jobs, report }: Pick<Options, 'seeds' | 'from' | 'jobs' | 'report'>,
  print: (text: string) => void,
): Promise<boolean> {
  const totals = new Totals();
  let seed = from;
  const isEnough = () => seed >= from + seeds || totals.failed.length >= FAILURES_MOST;
  const next = () => {
    if (isEnough()) return null;
    seed += 1;
    return { seed: seed - 1, bug: null };
  };
  await runCrowd(jobs, next, (told) => {
    totals.add(told);
    for (const { invariant, what } of told.broken) print(`Seed ${told.seed}  ${invariant}: ${what}\n`);
    if (told.broken.length > 0) print(`  ${commandOf(told.seed)}\n`);
    if (totals.seeds % PROGRESS === 0)
      print(`  … ${totals.seeds} seeds, ${totals.years.toFixed(1)} simulated years\n`);
  });
  print(`${totalsText(totals)}\n`);
  if (report && totals.failed.length === 0) writeReport(totals, from);
  return totals.failed.length === 0;
}
