import { describe, expect, it } from 'vitest';
import { Chance } from '../../simulation/chance.ts';
import { SimulatedProcess } from '../../simulation/process.ts';
import { Timeline } from '../../simulation/timeline.ts';

const START = Temporal.Instant.from('2026-12-01T00:00:00Z');
const timelineOf = (seed = 'a') => new Timeline(START, new Chance(seed));
const processOn = (timeline: Timeline, skewMs = 0) =>
  new SimulatedProcess(timeline, { name: 'process', number: 0, skewMs });
const soon = (timeline: Timeline, milliseconds: number) =>
  timeline.runUntil(timeline.now + milliseconds, 1_000);

describe('simulated time', () => {
  it('lets things happen by their time, and the program run in between', async () => {
    const timeline = timelineOf();
    const seen: string[] = [];
    const sleeper = async (name: string, milliseconds: number) => {
      await timeline.sleep(milliseconds);
      seen.push(`${name} ${timeline.now - START.epochMilliseconds}`);
      await timeline.sleep(10);
      seen.push(`${name} again`);
    };
    void sleeper('late', 25);
    void sleeper('early', 5);
    await soon(timeline, 100);
    expect(seen).toEqual(['early 5', 'early again', 'late 25', 'late again']);
  });

  it('decides by the seed among what is due at the same time', async () => {
    const orderOf = async (seed: string) => {
      const timeline = timelineOf(seed);
      const seen: number[] = [];
      for (let number = 0; number < 8; number += 1) timeline.after(1, () => void seen.push(number));
      await soon(timeline, 5);
      return seen.join();
    };
    expect(await orderOf('a')).toBe(await orderOf('a'));
    expect(await orderOf('a')).not.toBe(await orderOf('b'));
  });

  it('stops where more happens than there is reason for', async () => {
    const timeline = timelineOf();
    const again = () => void timeline.after(1, again);
    again();
    expect(await timeline.runUntil(timeline.now + 1_000, 50)).toBe(false);
  });

  it('does not let happen what was called off', async () => {
    const timeline = timelineOf();
    let happened = false;
    timeline
      .after(5, () => {
        happened = true;
      })
      .cancel();
    await soon(timeline, 10);
    expect(happened).toBe(false);
  });
});

describe('a simulated process', () => {
  it('hears nothing any more once it is dead', async () => {
    const timeline = timelineOf();
    const process = processOn(timeline);
    let woke = false;
    void process.clock.sleep(10).then(() => {
      woke = true;
    });
    await soon(timeline, 5);
    process.kill();
    await soon(timeline, 100);
    expect(woke).toBe(false);
  });

  it('hears everything late that came while it stood still', async () => {
    const timeline = timelineOf();
    const process = processOn(timeline);
    let wokeAt = 0;
    void process.clock.sleep(10).then(() => {
      wokeAt = timeline.now - START.epochMilliseconds;
    });
    process.pause(500);
    await soon(timeline, 1_000);
    expect(wokeAt).toBe(500);
  });

  it('has a clock that may be wrong, and sleeps as long as it means to', async () => {
    const timeline = timelineOf();
    const process = processOn(timeline, 60_000);
    expect(process.clock.now().since(START).total('seconds')).toBe(60);
    let woke = false;
    void process.clock.sleep(10).then(() => {
      woke = true;
    });
    await soon(timeline, 10);
    expect(woke).toBe(true);
  });

  it('wakes at once where it is told to', async () => {
    const timeline = timelineOf();
    const stop = new AbortController();
    let woke = false;
    void processOn(timeline)
      .clock.sleep(10_000, stop.signal)
      .then(() => {
        woke = true;
      });
    timeline.after(5, () => stop.abort());
    await soon(timeline, 6);
    expect(woke).toBe(true);
  });
});
