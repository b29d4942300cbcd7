import { describe, expect, it } from 'vitest';
import { infeasible, type StoreUnderTest, scene } from './scene.ts';

export function outboxContract(open: () => StoreUnderTest): void {
  describe('the outbox', () => {
    it('holds a notice for each end and each wait, with all that a message needs', async () => {
      const { store, workspace, clock, claimed, booked, finish, wait, escalate, claim } = scene(open());
      const first = await booked();
      await finish(first);
      await finish(first);
      const second = await claimed({ name: 'Bob', chat: null });
      await wait(second);
      await wait(second);
      clock.advance({ hours: 1 });
      const third = { candidateId: second.candidateId, fence: (await claim()).fence };
      const { escalationId } = await escalate(third);
      await escalate(third);

      const notices = await store.outbox({ workspace, limit: 10 });
      expect(notices.map(({ chat, kind, attempts }) => [chat, kind, attempts])).toEqual([
        ['terminal', 'scheduled', 0],
        [null, 'waiting', 0],
        [null, 'escalated', 0],
      ]);
      expect(notices[0]?.payload).toMatchObject({
        candidateId: first.candidateId,
        name: 'Candidate 1',
        timeZone: 'America/New_York',
        variant: 'short',
        summary: 'All booked.',
        details: { mocks: 1 },
        mocks: 1,
        firstStart: first.booking.start.toString({ fractionalSecondDigits: 6 }),
        lastEnd: first.booking.end.toString({ fractionalSecondDigits: 6 }),
      });
      expect(notices[1]?.payload).toMatchObject({
        name: 'Bob',
        summary: 'Quota.',
        details: { cause: 'quota' },
        resumeAt: clock.now().toString({ fractionalSecondDigits: 6 }),
        mocks: 0,
        booked: 0,
      });
      expect(notices[2]?.payload).toMatchObject({ name: 'Bob', escalationId, ...infeasible });
    });

    it('lets a notice go once it was sent', async () => {
      const { store, workspace, candidateIn } = scene(open());
      await candidateIn('escalated');
      await candidateIn('escalated');
      const [first, second] = await store.outbox({ workspace, limit: 10 });
      expect(await store.outbox({ workspace, limit: 1 })).toEqual([first]);
      await store.markSent({ outboxId: first!.id });
      await store.markSent({ outboxId: first!.id });
      expect(await store.outbox({ workspace, limit: 10 })).toEqual([second]);
    });

    it('keeps the order of a chat while its first notice waits for another try, and lets other chats go on', async () => {
      const { store, workspace, clock, claimed, escalate } = scene(open());
      for (const chat of ['telegram:1', 'telegram:1', null, 'telegram:2']) {
        await escalate(await claimed({ chat }));
      }
      const all = await store.outbox({ workspace, limit: 10 });
      expect(all.map((notice) => notice.chat)).toEqual(['telegram:1', 'telegram:1', null, 'telegram:2']);
      const failed = { outboxId: all[0]!.id, error: 'timeout', retryAt: clock.now().add({ minutes: 1 }) };
      await store.markFailed(failed);
      await store.markFailed(failed);
      expect((await store.outbox({ workspace, limit: 10 })).map((notice) => notice.chat)).toEqual([
        null,
        'telegram:2',
      ]);
      clock.advance({ minutes: 1 });
      const due = await store.outbox({ workspace, limit: 10 });
      expect(due.map((notice) => notice.id)).toEqual(all.map((notice) => notice.id));
      expect(due[0]?.attempts).toBe(1);
    });

    it('gives a notice up that can never be sent, says so in the audit, and goes on with the rest of the chat', async () => {
      const { store, workspace, candidateIn } = scene(open());
      const { candidateId } = await candidateIn('escalated');
      await candidateIn('escalated');
      const [first, second] = await store.outbox({ workspace, limit: 10 });
      await store.markFailed({ outboxId: first!.id, error: 'the chat was deleted', retryAt: null });
      await store.markFailed({ outboxId: first!.id, error: 'the chat was deleted', retryAt: null });
      expect(await store.outbox({ workspace, limit: 10 })).toEqual([second]);
      const given = (await store.audit({ workspace, candidateId })).filter(
        (row) => row.action === 'notice-given-up',
      );
      expect(given.map((row) => row.summary)).toEqual([
        'A notice (escalated) could not be sent to terminal: the chat was deleted',
      ]);
    });
  });
}
