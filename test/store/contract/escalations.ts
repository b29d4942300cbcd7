import { describe, expect, it } from 'vitest';
import { holding, infeasible, noSlots, type StoreUnderTest, scene } from './scene.ts';

export function escalationContract(open: () => StoreUnderTest): void {
  describe('an escalation', () => {
    it('is open with its reasons and proposals until a person settles it', async () => {
      const { store, workspace, clock, claimed, escalate, candidate } = scene(open());
      const held = await claimed({ name: 'Ann' });
      const { escalationId } = await escalate(held);
      const { email } = await candidate(held.candidateId);
      expect(await store.escalations({ workspace, open: true })).toEqual([
        {
          id: escalationId,
          candidateId: held.candidateId,
          candidateName: 'Ann',
          candidateEmail: email,
          ...infeasible,
          openedAt: clock.now(),
          closedAt: null,
          closedBy: null,
          resolution: null,
        },
      ]);
      expect(await store.escalations({ workspace, open: false })).toEqual([]);
    });

    it('is opened once, however often the call is repeated, even after it was settled', async () => {
      const { store, workspace, claimed, escalate, actions } = scene(open());
      const held = await claimed();
      const first = await escalate(held);
      expect(await escalate(held)).toEqual(first);
      await store.retry({ candidateId: held.candidateId, request: null, actor: 'Ann', note: '' });
      expect(await escalate(held)).toEqual(first);
      expect(await store.escalations({ workspace, open: true })).toEqual([]);
      expect(await actions(held.candidateId)).toEqual(['queued', 'claimed', 'escalated', 'retried']);
    });

    it('closes with a retry, which puts the candidate at the end of the queue with the edited request', async () => {
      const { store, workspace, clock, enqueue, candidateIn, candidate } = scene(open());
      const { candidateId } = await candidateIn('escalated');
      const other = await enqueue();
      clock.advance({ hours: 1 });
      const request = {
        ...noSlots,
        candidate: {
          name: 'Ann Edited',
          email: `edited-${candidateId}@example.com`,
          timeZone: 'Europe/Berlin',
        },
      };
      const retry = { candidateId, request, actor: 'Ann', note: 'one week more' };
      await store.retry(retry);
      await store.retry(retry);
      const { candidates } = await store.queue({ workspace });
      expect(candidates.map((row) => row.id)).toEqual([other, candidateId]);
      expect(await candidate(candidateId)).toMatchObject({
        ...request.candidate,
        request,
        state: 'queued',
        position: 2,
      });
      expect(await store.escalations({ workspace, open: false, candidateId })).toMatchObject([
        {
          closedAt: clock.now(),
          closedBy: 'Ann',
          resolution: 'retried with an edited request: one week more',
        },
      ]);
      await expect(store.retry({ ...retry, actor: 'Bob' })).rejects.toMatchObject({ name: 'UserError' });
    });

    it('may follow another one: the next attempt opens a new one', async () => {
      const { store, workspace, claim, claimed, escalate } = scene(open());
      const held = await claimed();
      const first = await escalate(held);
      await store.retry({ candidateId: held.candidateId, request: null, actor: 'Ann', note: '' });
      const second = await escalate(holding(await claim()));
      expect(second).not.toEqual(first);
      expect((await store.escalations({ workspace, open: true })).map((row) => row.id)).toEqual([
        second.escalationId,
      ]);
    });

    it('closes when the candidate is cancelled, and a second cancel changes nothing', async () => {
      const { store, workspace, candidateIn, actions } = scene(open());
      const { candidateId } = await candidateIn('escalated');
      await store.cancel({ candidateId, actor: 'Ann', note: 'withdrew' });
      await store.cancel({ candidateId, actor: 'Bob', note: 'again' });
      expect(await store.escalations({ workspace, open: false })).toMatchObject([
        { closedBy: 'Ann', resolution: 'cancelled: withdrew' },
      ]);
      expect((await actions(candidateId)).slice(-1)).toEqual(['cancelled']);
    });

    it('does not let a retry give a candidate the email of another who is active', async () => {
      const { store, workspace, enqueue, candidateIn, stateOf } = scene(open());
      const email = `taken-${workspace.slice(10)}@example.com`;
      const { candidateId } = await candidateIn('escalated');
      await enqueue({ email });
      const request = { ...noSlots, candidate: { name: 'Ann', email, timeZone: 'America/New_York' } };
      await expect(store.retry({ candidateId, request, actor: 'Ann', note: '' })).rejects.toMatchObject({
        name: 'UserError',
        message: expect.stringContaining(email),
      });
      expect(await stateOf(candidateId)).toBe('escalated');
    });
  });
}
