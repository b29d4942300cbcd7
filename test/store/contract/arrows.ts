import { describe, expect, it } from 'vitest';
import type { CandidateState } from '../../../src/store/rows.ts';
import { type Held, type Scene, type StoreUnderTest, scene } from './scene.ts';

const states: readonly CandidateState[] = [
  'queued',
  'scheduling',
  'waiting',
  'scheduled',
  'escalated',
  'cancelled',
  'closed',
];

/** Each thing that can be tried, and where it leads from which state; from every other it leads nowhere. */
const moves: Readonly<
  Record<
    string,
    {
      try: (scene: Scene, held: Held) => Promise<unknown>;
      leads: Partial<Record<CandidateState, CandidateState>>;
    }
  >
> = {
  'claiming it': {
    try: ({ store, workspace }) => store.claim({ workspace, worker: 'worker 2', leaseSeconds: 60 }),
    leads: { queued: 'scheduling' },
  },
  'claiming it a day later': {
    try: ({ store, workspace, clock }) => {
      clock.advance({ hours: 24 });
      return store.claim({ workspace, worker: 'worker 2', leaseSeconds: 60 });
    },
    leads: { queued: 'scheduling', waiting: 'scheduling', scheduling: 'scheduling' },
  },
  'finishing it without bookings': { try: ({ finish }, held) => finish(held), leads: {} },
  'finishing it with every mock booked': {
    try: async ({ mock, reserve, confirm, finish }, held) => {
      const booking = mock('2027-01-01T18:00:00Z');
      await reserve(held, [booking]);
      await confirm(held, booking);
      await finish(held);
    },
    leads: { scheduling: 'scheduled' },
  },
  'letting it wait': { try: ({ wait }, held) => wait(held), leads: { scheduling: 'waiting' } },
  'escalating it': { try: ({ escalate }, held) => escalate(held), leads: { scheduling: 'escalated' } },
  'retrying it': {
    try: ({ store }, { candidateId }) => store.retry({ candidateId, request: null, actor: 'Ann', note: '' }),
    leads: { escalated: 'queued' },
  },
  'cancelling it': {
    try: ({ store }, { candidateId }) => store.cancel({ candidateId, actor: 'Ann', note: '' }),
    leads: { queued: 'cancelled', waiting: 'cancelled', escalated: 'cancelled' },
  },
  'closing those whose mocks are over, months later': {
    try: ({ store, workspace, clock }) => {
      clock.advance({ hours: 24 * 90 });
      return store.closeOver({ workspace, actor: 'watcher 1' });
    },
    leads: { scheduled: 'closed' },
  },
};

export function arrowContract(open: () => StoreUnderTest): void {
  describe('the arrows between states', () => {
    for (const [name, move] of Object.entries(moves)) {
      for (const from of states) {
        const to = move.leads[from];
        it(`a ${from} candidate ${to === undefined ? `stays so: ${name} leads nowhere` : `is ${to} after ${name}`}`, async () => {
          const here = scene(open());
          const held = await here.candidateIn(from);
          const before = await here.candidate(held.candidateId);
          await move.try(here, held).catch(() => undefined);
          const after = await here.candidate(held.candidateId);
          if (to === undefined) {
            expect(after).toEqual(before);
          } else {
            expect(after.state).toBe(to);
            const last = (
              await here.store.audit({ workspace: here.workspace, candidateId: held.candidateId })
            ).at(-1);
            expect(last).toMatchObject({ fromState: from, toState: to });
          }
        });
      }
    }

    it('says to a person why a candidate cannot be cancelled or retried', async () => {
      const here = scene(open());
      const { candidateId } = await here.candidateIn('scheduled');
      await expect(here.store.cancel({ candidateId, actor: 'Ann', note: '' })).rejects.toMatchObject({
        name: 'UserError',
        message: expect.stringContaining('holds 1 mocks'),
        remedy: expect.any(String),
      });
      await expect(
        here.store.retry({ candidateId, request: null, actor: 'Ann', note: '' }),
      ).rejects.toMatchObject({
        name: 'UserError',
        message: expect.stringContaining('scheduled, not escalated'),
      });
    });

    it('does not cancel a waiting candidate who holds bookings', async () => {
      const here = scene(open());
      const { booking: _, ...held } = await here.booked();
      await here.wait(held);
      await expect(
        here.store.cancel({ candidateId: held.candidateId, actor: 'Ann', note: '' }),
      ).rejects.toMatchObject({ name: 'UserError' });
      expect(await here.stateOf(held.candidateId)).toBe('waiting');
    });
  });
}
