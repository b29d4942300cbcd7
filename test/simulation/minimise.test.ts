import { describe, expect, it } from 'vitest';
import { drawScript } from '../../simulation/draw-script.ts';
import { minimised } from '../../simulation/minimise.ts';
import type { Script } from '../../simulation/script.ts';

/** A script in which much happens. */
function busyScript(): Script {
  for (let seed = 1; ; seed += 1) {
    const script = drawScript(seed);
    if (script.happenings.length >= 8 && script.faults.length >= 4 && script.processes.length >= 2)
      return script;
  }
}

describe('a failing script', () => {
  it('is left with only what it takes to fail', async () => {
    const script = busyScript();
    const [, , needed] = script.happenings;
    const [, other] = script.faults;
    const least = await minimised(
      script,
      async ({ happenings, faults }) => happenings.includes(needed!) && faults.includes(other!),
    );
    expect(least.happenings).toEqual([needed]);
    expect(least.faults).toEqual([other]);
    expect(least.processes).toHaveLength(1);
  });

  it('stays as it is where nothing can be left out', async () => {
    const script = busyScript();
    const least = await minimised(script, async (each) => each === script);
    expect(least).toBe(script);
  });
});
