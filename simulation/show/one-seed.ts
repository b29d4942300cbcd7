import { DatabaseServer } from '../database.ts';
import { drawScript } from '../draw-script.ts';
import { minimised } from '../minimise.ts';
import type { Options } from '../options.ts';
import { preparePictures } from '../pictures.ts';
import { bugNamed } from '../planted-bugs/all.ts';
import { run } from '../run.ts';
import { scriptText } from './script-text.ts';

/** So many of the last lines tell mostly what went wrong. */
const LINES = 60;

/** Runs one seed; where it fails, tells what happened. */
export async function oneSeed(
  { seed, minimise, bug, story }: Pick<Options, 'seed' | 'minimise' | 'bug' | 'story'>,
  print: (text: string) => void,
): Promise<boolean> {
  await preparePictures();
  const { sabotage = {} } = bug === null ? {} : bugNamed(bug);
  const server = await DatabaseServer.open();
  try {
    if (sabotage.sql !== undefined) await server.alter(sabotage.sql);
    let script = drawScript(seed);
    let outcome = await run(script, server, sabotage);
    if (outcome.broken.length > 0 && minimise) {
      const { invariant } = outcome.broken[0]!;
      script = await minimised(script, async (shorter) => {
        const { broken } = await run(shorter, server, sabotage);
        return broken.some((each) => each.invariant === invariant);
      });
      outcome = await run(script, server, sabotage);
    }
    const isRight = outcome.broken.length === 0;
    if (!isRight || story) {
      print(`${scriptText(script)}\n\n`);
      print(`${outcome.story.slice(story ? 0 : -LINES).join('\n')}\n\n`);
    }
    for (const { invariant, what } of outcome.broken) print(`BROKEN  ${invariant}: ${what}\n`);
    print(
      `Seed ${seed}: ${isRight ? 'all is as it must be' : 'not as it must be'} (story ${outcome.fingerprint}).\n`,
    );
    return isRight;
  } finally {
    await server.close();
  }
}

/** How a seed is run again. */
export function commandOf(seed: number, bug: string | null = null): string {
  return `npm run simulate -- --seed ${seed}${bug === null ? '' : ` --bug ${bug}`} --minimise`;
}
