import { describe, expect, it } from 'vitest';
import { holding, noSlots, type StoreUnderTest, scene } from './scene.ts';

export function queueContract(open: () => StoreUnderTest): void {
  describe('the queue', () => {
    it('gives each candidate the next position and takes them in that order', async () => {
      const { store, workspace, enqueue, claim, finish, mock, reserve, confirm } = scene(open());
      const first = await enqueue();
      const second = await enqueue();
      const third = await enqueue();

      const { candidates } = await store.queue({ workspace });
      expect(candidates.map(({ id, position }) => [id, position])).toEqual([
        [first, 1],
        [second, 2],
        [third, 3],
      ]);

      const held = holding(await claim());
      expect(held.candidateId).toBe(first);
      const booking = mock('2026-12-01T18:00:00Z');
      await reserve(held, [booking]);
      await confirm(held, booking);
      await finish(held);
      expect((await claim()).candidate.id).toBe(second);
      expect(
        (await store.queue({ workspace })).candidates.map(({ id, state, position }) => [id, state, position]),
      ).toEqual([
        [second, 'scheduling', null],
        [third, 'queued', 1],
      ]);
    });

    it('keeps what was asked for, word by word', async () => {
      const { store, clock, workspace, enqueue, candidate } = scene(open());
      const id = await enqueue({
        name: 'Zoë O’Neil 李',
        email: `Zoe-${workspace.slice(10)}@Example.com`,
        chat: 'telegram:-100123',
      });
      expect(await candidate(id)).toEqual({
        id,
        workspace,
        name: 'Zoë O’Neil 李',
        email: `Zoe-${workspace.slice(10)}@Example.com`,
        timeZone: 'America/New_York',
        request: noSlots,
        chat: 'telegram:-100123',
        state: 'queued',
        position: 1,
        variant: null,
        change: null,
        mocks: 0,
        booked: 0,
        resumeAt: null,
        enqueuedAt: clock.now(),
        updatedAt: clock.now(),
      });
      expect(
        await store.candidates({ workspace, email: `ZOE-${workspace.slice(10)}@example.COM` }),
      ).toHaveLength(1);
    });

    it('queues once when the same candidate is sent twice', async () => {
      const { store, workspace, enqueue, actions } = scene(open());
      const input = {
        workspace,
        candidateId: await enqueue({ email: `twice-${workspace.slice(10)}@example.com` }),
        name: 'Candidate 1',
        email: `twice-${workspace.slice(10)}@example.com`,
        timeZone: 'America/New_York',
        request: noSlots,
        chat: null,
        actor: 'Ann',
      };
      expect(await store.enqueue(input)).toEqual({ outcome: 'queued', position: 1 });
      expect(await actions(input.candidateId)).toEqual(['queued']);
      await expect(store.enqueue({ ...input, email: 'someone-else@example.com' })).rejects.toMatchObject({
        name: 'UserError',
      });
    });

    it('refuses a second active candidate with the same email, whatever the case of its letters', async () => {
      const scenery = scene(open());
      const { store, workspace, enqueue } = scenery;
      const email = `ann-${workspace.slice(10)}@example.com`;
      const first = await enqueue({ email, name: 'Ann' });
      const again = {
        workspace,
        candidateId: `${first}-again`,
        name: 'Annie',
        email: email.toUpperCase(),
        timeZone: 'America/New_York',
        request: noSlots,
        chat: null,
        actor: 'Ann',
      };
      expect(await store.enqueue(again)).toEqual({
        outcome: 'already-active',
        candidateId: first,
        name: 'Ann',
        state: 'queued',
      });
      await store.cancel({ candidateId: first, actor: 'Ann', note: 'moved away' });
      expect(await store.enqueue(again)).toEqual({ outcome: 'queued', position: 1 });
    });

    it('lets the same email wait in two workspaces, for they are two calendars', async () => {
      const here = scene(open());
      const there = scene(open());
      const email = `both-${here.workspace.slice(10)}@example.com`;
      await here.enqueue({ email });
      const other = await there.enqueue({ email });
      expect(await there.stateOf(other)).toBe('queued');
    });

    it('gives nobody out while it is paused, and goes on afterwards', async () => {
      const { store, workspace, enqueue, claim, clock } = scene(open());
      await enqueue();
      await store.pause({ workspace, paused: true, actor: 'Ann' });
      await store.pause({ workspace, paused: true, actor: 'Ann' });
      expect(await store.claim({ workspace, worker: 'worker 1', leaseSeconds: 60 })).toBeNull();
      expect((await store.queue({ workspace })).paused).toBe(true);
      clock.advance({ minutes: 1 });
      await store.pause({ workspace, paused: false, actor: 'Bob' });
      expect((await claim()).candidate.position).toBeNull();
      const pauses = (await store.audit({ workspace })).filter((row) => row.candidateId === null);
      expect(pauses.map((row) => [row.action, row.actor])).toEqual([
        ['queue-paused', 'Ann'],
        ['queue-resumed', 'Bob'],
      ]);
    });

    it('is empty, not unknown, where a workspace was never used', async () => {
      const { store, workspace } = scene(open());
      expect(await store.queue({ workspace })).toEqual({ paused: false, candidates: [] });
      expect(await store.claim({ workspace, worker: 'worker 1', leaseSeconds: 60 })).toBeNull();
    });

    it('shows candidates by state, newest first, at most as many as asked for', async () => {
      const { store, clock, workspace, candidateIn, enqueue } = scene(open());
      await candidateIn('cancelled');
      clock.advance({ minutes: 1 });
      const older = await enqueue();
      clock.advance({ minutes: 1 });
      const newer = await enqueue();
      const ids = (await store.candidates({ workspace, state: 'queued' })).map((row) => row.id);
      expect(ids).toEqual([newer, older]);
      expect(await store.candidates({ workspace, limit: 2 })).toHaveLength(2);
      expect(await store.candidates({ workspace })).toHaveLength(3);
    });

    it('tells everybody’s place the same, however they are asked for', async () => {
      const { store, clock, workspace, candidateIn, enqueue } = scene(open());
      const retried = await candidateIn('escalated');
      clock.advance({ minutes: 1 });
      const queued = [await enqueue(), await enqueue(), await enqueue()];
      await store.retry({ candidateId: retried.candidateId, request: null, actor: 'Ann', note: '' });
      const places = new Map([...queued, retried.candidateId].map((id, index) => [id, index + 1]));
      const all = [
        ...(await store.candidates({ workspace })),
        ...(await store.candidates({ workspace, state: 'queued', limit: 2 })),
        ...(await store.candidates({ workspace, id: queued[1]! })),
        ...(await store.queue({ workspace })).candidates,
      ];
      expect(all).toHaveLength(4 + 2 + 1 + 4);
      for (const { id, position } of all) expect(position).toBe(places.get(id));
    });

    it('can be read from its beginning, and counted whole', async () => {
      const { store, workspace, candidateIn, enqueue } = scene(open());
      expect(await store.counts({ workspace })).toEqual({});
      await candidateIn('scheduled');
      const waiting = await candidateIn('waiting');
      const inHand = await candidateIn('scheduling');
      const queued = [await enqueue(), await enqueue(), await enqueue()];
      const first = async (limit: number) =>
        (await store.queue({ workspace, limit })).candidates.map(({ id }) => id);
      expect(await first(1)).toEqual([inHand.candidateId]);
      expect(await first(2)).toEqual([inHand.candidateId, waiting.candidateId]);
      expect(await first(4)).toEqual([inHand.candidateId, waiting.candidateId, queued[0], queued[1]]);
      expect(await first(9)).toEqual([inHand.candidateId, waiting.candidateId, ...queued]);
      expect(await store.counts({ workspace })).toEqual({
        scheduled: 1,
        waiting: 1,
        scheduling: 1,
        queued: 3,
      });
    });

    it('refuses a text with a null character in plain words', async () => {
      const { enqueue } = scene(open());
      await expect(enqueue({ name: 'A\u0000nn' })).rejects.toMatchObject({ name: 'UserError' });
    });
  });
}
