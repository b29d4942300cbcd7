import { describe, expect, it } from 'vitest';
import { type StoreUnderTest, scene } from './scene.ts';

export function vitalSignsContract(open: () => StoreUnderTest): void {
  describe('the vital signs', () => {
    it('are nothing in a workspace where nothing waits', async () => {
      const { store, workspace } = scene(open());
      expect(await store.vitalSigns({ workspace })).toEqual({
        queuedSeconds: null,
        asked: 0,
        askedSeconds: null,
        unsent: 0,
        unsentSeconds: null,
        watchedSeconds: null,
        observations: {},
      });
    });

    it('say how long the oldest has waited: in the queue, for a decision, to be sent, since the last look', async () => {
      const { store, workspace, clock, enqueue, claimed, escalate } = scene(open());
      await escalate(await claimed());
      clock.advance({ minutes: 1 });
      await enqueue();
      clock.advance({ minutes: 1 });
      await enqueue();
      await store.takeWatch({ workspace, watcher: 'w', leaseSeconds: 60, everySeconds: 60 });
      await store.endWatch({ workspace, watcher: 'w', failed: false });
      clock.advance({ seconds: 30 });
      expect(await store.vitalSigns({ workspace })).toEqual({
        queuedSeconds: 90,
        asked: 1,
        askedSeconds: 150,
        unsent: 1,
        unsentSeconds: 150,
        watchedSeconds: 30,
        observations: {},
      });
      for (const { id } of await store.outbox({ workspace, limit: 9 }))
        await store.markSent({ outboxId: id });
      expect(await store.vitalSigns({ workspace })).toMatchObject({ unsent: 0, unsentSeconds: null });
    });
  });
}
