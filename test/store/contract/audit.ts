import { describe, expect, it } from 'vitest';
import { holding, type StoreUnderTest, scene } from './scene.ts';

export function auditContract(open: () => StoreUnderTest): void {
  describe('the audit', () => {
    it('tells a candidate’s whole story, in order, with who did what and when', async () => {
      const { store, workspace, clock, enqueue, claim, mock, reserve, confirm, finish, wait } = scene(open());
      const candidateId = await enqueue({ name: 'Ann' });
      const held = holding(await claim());
      const booking = mock('2026-12-01T18:00:00Z', { course: 'FS1', number: 1 });
      await reserve(held, [booking]);
      await wait(held);
      clock.advance({ hours: 1 });
      const again = holding(await claim('worker 2'));
      await confirm(again, booking);
      await finish(again);
      const rows = await store.audit({ workspace, candidateId });
      expect(
        rows.map(({ actor, action, fromState, toState }) => [actor, action, fromState, toState]),
      ).toEqual([
        ['Ann', 'queued', null, 'queued'],
        ['worker 1', 'claimed', 'queued', 'scheduling'],
        ['worker 1', 'reserved', null, null],
        ['worker 1', 'waiting', 'scheduling', 'waiting'],
        ['worker 2', 'resumed', 'waiting', 'scheduling'],
        ['worker 2', 'booked', null, null],
        ['worker 2', 'scheduled', 'scheduling', 'scheduled'],
      ]);
      expect(rows.at(5)).toMatchObject({
        at: clock.now(),
        workspace,
        candidateId,
        summary: 'FS1 Mock1 with Alpha is in the calendar.',
        details: {
          bookingId: booking.id,
          course: 'FS1',
          number: 1,
          interviewer: 'alpha',
          start: '2026-12-01T18:00:00.000000Z',
        },
      });
      const ids = rows.map((row) => row.id);
      expect(ids).toEqual(ids.toSorted((a, b) => a - b));
    });

    it('takes notes of steps that change no state; the same note twice in a row is one', async () => {
      const { store, workspace, claimed } = scene(open());
      const held = await claimed();
      const note = { ...held, action: 'calendar-read', summary: '12 events read.', details: { events: 12 } };
      await store.note(note);
      await store.note(note);
      await store.note({ ...note, details: { events: 13 } });
      const notes = (await store.audit({ workspace })).filter((row) => row.action === 'calendar-read');
      expect(notes.map(({ actor, details }) => [actor, details])).toEqual([
        ['worker 1', { events: 12 }],
        ['worker 1', { events: 13 }],
      ]);
    });

    it('shows the newest rows where only some are wanted, still in order', async () => {
      const { store, workspace, candidateIn } = scene(open());
      await candidateIn('escalated');
      const actions = (await store.audit({ workspace, limit: 2 })).map((row) => row.action);
      expect(actions).toEqual(['claimed', 'escalated']);
    });

    it('says nothing about a change that was refused', async () => {
      const { store, candidateIn, actions } = scene(open());
      const { candidateId } = await candidateIn('scheduled');
      const before = await actions(candidateId);
      await store.cancel({ candidateId, actor: 'Ann', note: '' }).catch(() => undefined);
      expect(await actions(candidateId)).toEqual(before);
    });
  });
}
