import { describe, expect, it, onTestFinished } from 'vitest';
import type { Store, StoreChange } from '../../../src/store/store.ts';
import { infeasible, type StoreUnderTest, scene } from './scene.ts';

export function signalContract(open: () => StoreUnderTest): void {
  describe('whoever waits for work', () => {
    it('is told in how many milliseconds a waiting candidate comes up again', async () => {
      const { store, workspace, clock, claimed, wait } = scene(open());
      await wait(await claimed(), 3);
      await wait(await claimed(), 2);
      expect(await store.untilDue({ workspace })).toBe(2 * 3600 * 1000);
      clock.advance({ minutes: 119, seconds: 59, milliseconds: 500 });
      expect(await store.untilDue({ workspace })).toBe(500);
      clock.advance({ hours: 1 });
      expect(await store.untilDue({ workspace })).toBe(0);
    });

    it('is told when the lease of the one in hand runs out, for until then nobody else is taken', async () => {
      const { store, workspace, clock, claimed, wait } = scene(open());
      await wait(await claimed());
      const held = await claimed();
      expect(await store.untilDue({ workspace })).toBe(60_000);
      clock.advance({ seconds: 70 });
      expect(await store.untilDue({ workspace })).toBe(0);
      await store.heartbeat({ ...held, leaseSeconds: 60 });
      expect(await store.untilDue({ workspace })).toBe(60_000);
      await store.handBack({ ...held, worker: 'worker 1' });
      expect(await store.untilDue({ workspace })).toBe(0);
    });

    it('is told of no time where nothing comes by itself', async () => {
      const { store, workspace, enqueue, claimed, wait } = scene(open());
      expect(await store.untilDue({ workspace })).toBeNull();
      await wait(await claimed());
      await store.pause({ workspace, paused: true, actor: 'Ann' });
      expect(await store.untilDue({ workspace })).toBeNull();
      await enqueue();
      expect(await store.untilDue({ workspace })).toBeNull();
    });

    it('hears at once of a candidate who joins, comes back, or is left half done, and of a queue that goes on', async (test) => {
      const { store, workspace, enqueue, claimed, claim, escalate } = scene(open());
      const heard = await watching(store, workspace);
      if (heard === null) return test.skip('this way to the database cannot listen');
      await enqueue();
      await heard('queue');
      const held = { candidateId: (await claim()).candidate.id, fence: 1 };
      await store.handBack({ ...held, worker: 'worker 1' });
      await heard('queue');
      await escalate({ ...held, fence: (await claim()).fence });
      await store.retry({ candidateId: held.candidateId, request: null, actor: 'Ann', note: '' });
      await heard('queue');
      await store.pause({ workspace, paused: true, actor: 'Ann' });
      await store.pause({ workspace, paused: false, actor: 'Ann' });
      await heard('queue');
      await claimed();
      await heard('queue');
      heard.expectNothingMore('queue');
    });

    it('hears at once of a notice that was written', async (test) => {
      const { store, workspace, claimed, escalate } = scene(open());
      const heard = await watching(store, workspace);
      if (heard === null) return test.skip('this way to the database cannot listen');
      await escalate(await claimed());
      await heard('outbox');
      heard.expectNothingMore('outbox');
    });

    it('hears at once of a question, of an end and of reminders', async (test) => {
      const { store, workspace, clock, scheduledWith, mockIn } = scene(open());
      const { candidateId, bookings } = await scheduledWith([mockIn(1)]);
      const heard = await watching(store, workspace);
      if (heard === null) return test.skip('this way to the database cannot listen');
      const actor = 'watcher 1';
      const [seen] = await store.observe({
        candidateId,
        seen: [{ bookingId: bookings[0]!.id, kind: 'deleted', key: '', summary: 'Deleted.', details: {} }],
        actor,
      });
      await store.ask({ candidateId, question: infeasible, observations: [seen!.id], actor });
      await heard('outbox');
      clock.advance({ hours: 3 });
      await store.closeOver({ workspace, actor });
      await heard('outbox');
      await store.writeDigest({
        workspace,
        date: '2026-12-02',
        notices: [{ chat: null, payload: {} }],
        actor,
      });
      await heard('outbox');
      heard.expectNothingMore('outbox');
    });

    it('hears nothing any more once the watch is closed', async (test) => {
      const { store, workspace, enqueue } = scene(open());
      const changes: StoreChange[] = [];
      const closed = await store.watch((change) => changes.push(change));
      if (closed === null) return test.skip('this way to the database cannot listen');
      const heard = await watching(store, workspace);
      await closed.close();
      changes.length = 0;
      await enqueue();
      await heard?.('queue');
      expect(changes).toEqual([]);
    });
  });
}

/** Resolves with each signal about the workspace, in turn; null where the store cannot tell of any. */
async function watching(store: Store, workspace: string) {
  const changes: StoreChange[] = [];
  let wake = () => {};
  const watch = await store.watch((change) => {
    changes.push(change);
    wake();
  });
  if (watch === null) return null;
  onTestFinished(() => watch.close());

  const take = async (wanted: (change: StoreChange) => boolean): Promise<void> => {
    for (;;) {
      const found = changes.findIndex(wanted);
      if (found >= 0) {
        changes.splice(found, 1);
        return;
      }
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  // A connection that is only being made tells that changes may have been missed once it is there.
  if (!watch.live) await take((change) => change.workspace === null && change.what === 'outbox');
  return Object.assign(
    (what: StoreChange['what']) => take((change) => change.workspace === workspace && change.what === what),
    {
      expectNothingMore: (what: StoreChange['what']) =>
        expect(changes.filter((change) => change.workspace === workspace && change.what === what)).toEqual(
          [],
        ),
    },
  );
}
