import { describe, expect, it } from 'vitest';
import { LostLease } from '../../../src/store/store.ts';
import { type Held, holding, infeasible, type StoreUnderTest, scene } from './scene.ts';

export function leaseContract(open: () => StoreUnderTest): void {
  describe('a lease', () => {
    it('keeps every other worker of the workspace away while it lives', async () => {
      const { store, workspace, enqueue, claim, clock } = scene(open());
      await enqueue();
      await enqueue();
      await claim('worker 1');
      clock.advance({ seconds: 59 });
      expect(await store.claim({ workspace, worker: 'worker 2', leaseSeconds: 60 })).toBeNull();
    });

    it('does not keep workers of other workspaces away', async () => {
      const here = scene(open());
      const there = scene(open());
      await here.claimed();
      await there.enqueue();
      expect((await there.claim('worker 2')).fence).toBe(1);
    });

    it('lives on with each sign of life', async () => {
      const { store, workspace, claimed, clock } = scene(open());
      const held = await claimed();
      clock.advance({ seconds: 50 });
      await store.heartbeat({ ...held, leaseSeconds: 60 });
      clock.advance({ seconds: 50 });
      expect(await store.claim({ workspace, worker: 'worker 2', leaseSeconds: 60 })).toBeNull();
    });

    it('that ran out hands the same candidate, not the next one, to another worker under a higher fence', async () => {
      const { enqueue, claim, clock, actions } = scene(open());
      const first = await enqueue();
      await enqueue();
      const before = await claim('worker 1');
      clock.advance({ seconds: 61 });
      const after = await claim('worker 2');
      expect(after.candidate.id).toBe(first);
      expect(after.fence).toBeGreaterThan(before.fence);
      expect(await actions(first)).toEqual(['queued', 'claimed', 'taken-over']);
    });

    it('shows whoever takes over what is held so far, in time order', async () => {
      const { claimed, claim, mock, reserve, confirm, clock } = scene(open());
      const held = await claimed();
      const late = mock('2026-12-05T18:00:00Z', { course: 'FS2' });
      const early = mock('2026-12-03T18:00:00Z');
      await reserve(held, [late, early]);
      await confirm(held, early);
      clock.advance({ minutes: 2 });
      const { bookings, takingBack, candidate } = await claim('worker 2');
      expect(bookings.map(({ id, state }) => [id, state])).toEqual([
        [early.id, 'booked'],
        [late.id, 'reserved'],
      ]);
      expect(candidate).toMatchObject({ mocks: 2, booked: 1, variant: 'short' });
      expect(takingBack).toBeNull();
    });

    it('that ran out and was taken by nobody lets its worker finish', async () => {
      const { booked, finish, clock, stateOf } = scene(open());
      const held = await booked();
      clock.advance({ hours: 3 });
      await finish(held);
      expect(await stateOf(held.candidateId)).toBe('scheduled');
    });

    it('that was lost lets its worker change nothing more, whatever it tries', async () => {
      const { store, claim, clock, mock, booked, candidate, actions, ...act } = scene(open());
      const old = await booked();
      clock.advance({ seconds: 61 });
      const current = holding(await claim('worker 2'));
      const before = [await candidate(old.candidateId), await actions(old.candidateId)];

      const attempts: Record<string, (held: Held) => Promise<unknown>> = {
        heartbeat: (held) => store.heartbeat({ ...held, leaseSeconds: 60 }),
        handBack: (held) => store.handBack({ ...held, worker: 'worker 1' }),
        note: (held) => store.note({ ...held, action: 'note', summary: 'x', details: {} }),
        reserve: (held) => act.reserve(held, [old.booking]),
        confirm: (held) => act.confirm(held, old.booking),
        finish: act.finish,
        wait: act.wait,
        takeBack: (held) => act.takeBack(held),
        release: (held) => store.release({ ...held, bookingId: old.booking.id }),
        escalate: (held) => act.escalate(held),
      };
      for (const [name, attempt] of Object.entries(attempts)) {
        await expect(attempt(old), name).rejects.toBeInstanceOf(LostLease);
        await expect(attempt({ ...old, fence: current.fence + 1 }), name).rejects.toBeInstanceOf(LostLease);
      }
      expect([await candidate(old.candidateId), await actions(old.candidateId)]).toEqual(before);
    });

    it('that was handed back frees the candidate at once, and its worker has no say any more', async () => {
      const { store, claimed, claim, stateOf, actions } = scene(open());
      const held = await claimed();
      await store.handBack({ ...held, worker: 'worker 1' });
      await store.handBack({ ...held, worker: 'worker 1' });
      expect(await stateOf(held.candidateId)).toBe('scheduling');
      await expect(store.heartbeat({ ...held, leaseSeconds: 60 })).rejects.toBeInstanceOf(LostLease);
      expect((await claim('worker 2')).candidate.id).toBe(held.candidateId);
      expect(await actions(held.candidateId)).toEqual(['queued', 'claimed', 'handed-back', 'taken-over']);
    });

    it('is given again, with a new fence, to a worker that did not hear the answer', async () => {
      const { store, claimed, claim } = scene(open());
      const unheard = await claimed();
      const heard = holding(await claim('worker 1'));
      expect(heard.candidateId).toBe(unheard.candidateId);
      await expect(store.heartbeat({ ...unheard, leaseSeconds: 60 })).rejects.toBeInstanceOf(LostLease);
      await store.heartbeat({ ...heard, leaseSeconds: 60 });
    });

    it('goes to those whose waiting is over before those in the queue, and not a moment too early', async () => {
      const { store, workspace, candidateIn, enqueue, claim, clock, candidate } = scene(open());
      const waiting = await candidateIn('waiting');
      expect((await candidate(waiting.candidateId)).resumeAt).toEqual(clock.now().add({ hours: 1 }));
      clock.advance({ minutes: 59 });
      expect(await store.claim({ workspace, worker: 'worker 1', leaseSeconds: 60 })).toBeNull();
      const queued = await enqueue();
      clock.advance({ minutes: 1 });
      const taken = await claim();
      expect(taken.candidate).toMatchObject({ id: waiting.candidateId, state: 'scheduling', resumeAt: null });
      await store.escalate({ ...holding(taken), escalation: infeasible });
      expect((await claim()).candidate.id).toBe(queued);
    });

    it('of an unknown candidate is told apart from a lost one', async () => {
      const { store } = scene(open());
      await expect(
        store.heartbeat({ candidateId: 'nobody', fence: 1, leaseSeconds: 60 }),
      ).rejects.toMatchObject({
        name: 'UserError',
        message: expect.stringContaining('nobody'),
      });
    });
  });
}
