import { describe, expect, it } from 'vitest';
import { NextLook } from '../../src/booking/next-look.ts';
import type { Store, Watch } from '../../src/store/store.ts';

const live: Watch = { live: true, close: async () => {} };
const lost: Watch = { live: false, close: async () => {} };

function nextLook({ due = null as number | null, random = 0.5 } = {}) {
  const store = { untilDue: async () => due } as unknown as Store;
  return new NextLook({ store, workspace: 'default' }, () => random);
}

async function waits(look: NextLook, watch: Watch | null, times: number): Promise<readonly number[]> {
  const seen: number[] = [];
  for (let time = 0; time < times; time++) seen.push(await look.wait(watch));
  return seen;
}

describe('a worker that finds nothing to do', () => {
  it('looks again after half a minute where the store tells of changes', async () => {
    expect(await waits(nextLook(), live, 3)).toEqual([30_000, 30_000, 30_000]);
  });

  it.each([
    ['cannot tell of any', null],
    ['has lost the connection on which it told', lost],
  ])('looks after seconds where the store %s, and seldomer while nothing happens', async (_, watch) => {
    expect(await waits(nextLook(), watch, 5)).toEqual([5_000, 7_500, 11_250, 15_000, 15_000]);
  });

  it('looks often again after there was something to do', async () => {
    const look = nextLook();
    await waits(look, null, 5);
    look.worked();
    expect(await look.wait(null)).toBe(5_000);
  });

  it('looks in time for a candidate whose waiting ends, but never without a pause', async () => {
    expect(await nextLook({ due: 1_234 }).wait(live)).toBe(1_234);
    expect(await nextLook({ due: 1_234 }).wait(null)).toBe(1_234);
    expect(await nextLook({ due: 0 }).wait(live)).toBe(100);
    expect(await nextLook({ due: 3_600_000 }).wait(live)).toBe(30_000);
  });

  it('does not look at the same moment as the others', async () => {
    const spread = await Promise.all([0, 0.5, 0.999].map((random) => nextLook({ random }).wait(live)));
    expect(spread[0]).toBe(22_500);
    expect(spread[1]).toBe(30_000);
    expect(spread[2]).toBeGreaterThan(37_000);
  });
});
