import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { StoreUnderTest } from './scene.ts';

const once = {
  successes: 0,
  waits: 1,
  waitedMs: 20,
  retries: 0,
  quotaErrors: 0,
  rateErrors: 1,
  otherErrors: 0,
};

/** How the calls of all workers to one calendar account are kept apart, and what they came to. */
export function calendarPaceContract(open: () => StoreUnderTest): void {
  const account = () => `account ${randomUUID()}`;
  const turn = (of: string, successes = 0) =>
    open().store.takeCalendarTurn({ account: of, delayMs: 2000, successes });
  const slow = (of: string, holdMs = 0) =>
    open().store.slowCalendarPace({ account: of, delayMs: 2000, holdMs });

  describe('calls to an outside calendar', () => {
    it('start at once, and then no sooner than the delay after one another', async () => {
      const own = account();
      expect(await turn(own)).toEqual({ waitMs: 0, paceMs: 2000 });
      expect(await turn(own)).toMatchObject({ waitMs: 2000 });
      open().clock.advance({ milliseconds: 1999 });
      expect(await turn(own)).toMatchObject({ waitMs: 1 });
      open().clock.advance({ milliseconds: 1 });
      expect(await turn(own)).toMatchObject({ waitMs: 0 });
    });

    it('of different accounts do not wait for each other', async () => {
      const [one, two] = [account(), account()];
      expect(await turn(one)).toMatchObject({ waitMs: 0 });
      expect(await turn(two)).toMatchObject({ waitMs: 0 });
    });

    it('are given to one of those who ask at the same moment', async () => {
      const own = account();
      const asked = await Promise.all(Array.from({ length: 6 }, () => turn(own)));
      expect(asked.filter(({ waitMs }) => waitMs === 0)).toHaveLength(1);
    });

    it('come twice as far apart after each that was too fast, up to a minute, and ease with success', async () => {
      const own = account();
      await turn(own);
      const paces = [];
      for (let round = 0; round < 7; round += 1) paces.push((await slow(own)).paceMs);
      expect(paces).toEqual([4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
      expect(await turn(own)).toMatchObject({ waitMs: 60_000 });
      open().clock.advance({ minutes: 1 });
      expect(await turn(own, 1)).toEqual({ waitMs: 0, paceMs: 54_000 });
      open().clock.advance({ minutes: 1 });
      expect(await turn(own, 100)).toEqual({ waitMs: 0, paceMs: 2000 });
    });

    it('wait as long as they are told to, also those that had asked before', async () => {
      const own = account();
      await turn(own);
      expect(await turn(own)).toMatchObject({ waitMs: 2000 });
      const { nextTurnAt } = await slow(own, 600_000);
      expect(`${nextTurnAt}`).toBe(`${open().clock.now().add({ minutes: 10 })}`);
      open().clock.advance({ milliseconds: 2000 });
      expect(await turn(own)).toMatchObject({ waitMs: 598_000 });
    });

    it('are counted by account and method', async () => {
      const { store } = open();
      const own = account();
      await turn(own);
      await store.recordCalendarCalls({
        account: own,
        calls: { insert: { ...once, calls: 3 }, list: { ...once, calls: 1 } },
      });
      await store.recordCalendarCalls({ account: own, calls: { insert: { ...once, calls: 2 } } });
      const rows = (await store.calendarCalls()).filter((row) => row.account === own);
      expect(rows).toMatchObject([
        { method: 'insert', calls: 5, waits: 2, waitedMs: 40, rateErrors: 2, paceMs: 2000 },
        { method: 'list', calls: 1, waits: 1 },
      ]);
    });
  });
}
