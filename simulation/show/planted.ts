import { runCrowd } from '../crowd.ts';
import type { Options } from '../options.ts';
import { bugNamed, PLANTED } from '../planted-bugs/all.ts';
import { writePlanted } from './documentation.ts';

/** Plants one bug after another, and runs seeds until each is found. False where one is not. */
export async function plantedBugs(
  { seeds, jobs, report, bug: only }: Pick<Options, 'seeds' | 'jobs' | 'report' | 'bug'>,
  print: (text: string) => void,
): Promise<boolean> {
  const rows: [string, string, string][] = [];
  let isRight = true;
  const waiting = only === null ? [...PLANTED] : [bugNamed(only)];
  const hunt = async () => {
    for (let bug = waiting.shift(); bug !== undefined; bug = waiting.shift()) {
      const { name, breaks } = bug;
      let seed = 0;
      let found: string | null = null;
      const next = () => {
        if (found !== null || seed >= seeds) return null;
        seed += 1;
        return { seed, bug: name };
      };
      await runCrowd(1, next, ({ broken }) => {
        found ??= broken[0]?.invariant ?? null;
      });
      isRight &&= found !== null;
      print(
        `${name.padEnd(34)} ${found === null ? `not found by ${seeds} seeds` : `found by seed ${seed}: ${found}`}\n`,
      );
      rows.push([name, breaks, found === null ? 'not found' : `${seed}`]);
    }
  };
  await Promise.all(Array.from({ length: jobs }, hunt));
  const order = PLANTED.map(({ name }) => name);
  rows.sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
  if (report && isRight && only === null) writePlanted(rows);
  return isRight;
}
