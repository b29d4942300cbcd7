import { createHash, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { CalendarChannelRow } from '../../../src/store/rows.ts';
import { type Scene, type StoreUnderTest, scene } from './scene.ts';

/** Taking turns at the calendar, reminding people of a day, and channels on which a calendar tells of changes. */
export function watchingContract(open: () => StoreUnderTest): void {
  const take = ({ store, workspace }: Scene, watcher = 'watcher 1', everySeconds = 300) =>
    store.takeWatch({ workspace, watcher, leaseSeconds: 60, everySeconds }).then(({ waitMs }) => waitMs);
  const end = ({ store, workspace }: Scene, watcher = 'watcher 1', failed = false) =>
    store.endWatch({ workspace, watcher, failed });

  describe('the turn to look at the calendar', () => {
    it('is one watcher’s at a time, and comes again when the time between two looks is over', async () => {
      const here = scene(open());
      expect(await take(here)).toBe(0);
      here.clock.advance({ seconds: 20 });
      expect(await take(here, 'watcher 2')).toBe(40_000);
      await end(here);
      here.clock.advance({ seconds: 100 });
      expect(await take(here, 'watcher 2')).toBe(200_000);
      here.clock.advance({ milliseconds: 199_999 });
      expect(await take(here, 'watcher 2')).toBe(1);
      here.clock.advance({ milliseconds: 1 });
      expect(await take(here, 'watcher 2')).toBe(0);
    });

    it('comes sooner for who was told of a change, but never while another is at it', async () => {
      const here = scene(open());
      await take(here);
      await end(here);
      expect(await take(here, 'watcher 2', 0)).toBe(0);
      expect(await take(here, 'watcher 1', 0)).toBe(60_000);
    });

    it('asked for twice by the same watcher is its turn still', async () => {
      const here = scene(open());
      expect(await take(here)).toBe(0);
      here.clock.advance({ seconds: 30 });
      expect(await take(here)).toBe(0);
      expect(await take(here, 'watcher 2')).toBe(60_000);
    });

    it('of a watcher that died or failed is somebody else’s at once', async () => {
      const here = scene(open());
      await take(here);
      here.clock.advance({ seconds: 60 });
      expect(await take(here, 'watcher 2')).toBe(0);
      await end(here, 'watcher 1');
      expect(await take(here, 'watcher 1')).toBe(60_000);
      await end(here, 'watcher 2', true);
      expect(await take(here, 'watcher 1')).toBe(0);
    });

    it('is each workspace’s own', async () => {
      await take(scene(open()));
      expect(await take(scene(open()), 'watcher 2')).toBe(0);
    });
  });

  describe('the reminders of a day', () => {
    const date = '2026-12-02';
    const write = ({ store, workspace }: Scene, over: { date?: string } = {}) =>
      store.writeDigest({
        workspace,
        date,
        notices: [
          { chat: null, payload: { date, summary: 'Tomorrow: 2 mocks.' } },
          { chat: 'telegram:7', payload: { date, summary: 'Tomorrow: FS1 Mock1 with Kim.' } },
        ],
        actor: 'watcher 1',
        ...over,
      });

    it('are written once, to everybody whom they are for', async () => {
      const here = scene(open());
      expect(await write(here)).toBe(true);
      expect(await write(here)).toBe(false);
      const notices = await here.store.outbox({ workspace: here.workspace, limit: 10 });
      expect(notices).toMatchObject([
        { chat: null, kind: 'digest', payload: { date, summary: 'Tomorrow: 2 mocks.' } },
        { chat: 'telegram:7', kind: 'digest', payload: { date, summary: 'Tomorrow: FS1 Mock1 with Kim.' } },
      ]);
      expect(await here.store.audit({ workspace: here.workspace })).toMatchObject([
        { candidateId: null, actor: 'watcher 1', action: 'digest-written', details: { notices: 2 } },
      ]);
      expect(await write(here, { date: '2026-12-03' })).toBe(true);
      expect(await write(scene(open()))).toBe(true);
    });

    it('are sent, tried again and given up like any notice, also in Telegram', async () => {
      const here = scene(open());
      const { store, workspace } = here;
      await write(here);
      const [all, one] = await store.outbox({ workspace, limit: 10 });
      await store.markFailed({ outboxId: one!.id, error: 'blocked', retryAt: null });
      const chat = 1000 + Math.floor(Math.random() * 1e9);
      await store.telegram.addressNotice({ outboxId: all!.id, chatIds: [chat] });
      expect(await store.outbox({ workspace, limit: 10 })).toEqual([]);
      expect(await store.telegram.notices({ workspace, perChat: 5 })).toMatchObject([
        { chatId: chat, notice: { id: all!.id, kind: 'digest' } },
      ]);
      expect((await store.audit({ workspace })).at(-1)).toMatchObject({
        action: 'notice-given-up',
        candidateId: null,
      });
    });
  });

  describe('a channel of an outside calendar', () => {
    const channel = (over: Partial<CalendarChannelRow> = {}): CalendarChannelRow => ({
      id: randomUUID(),
      resourceId: 'resource',
      tokenHash: createHash('sha256').update('token').digest('hex'),
      expiresAt: open().clock.now().add({ hours: 168 }),
      ...over,
    });

    it('is known by its calendar until it was ended, also past its time', async () => {
      const { store, clock } = open();
      const calendarId = randomUUID();
      const [first, second] = [channel({ expiresAt: clock.now().add({ hours: 1 }) }), channel()];
      await store.keepCalendarChannel({ calendarId, channel: second });
      await store.keepCalendarChannel({ calendarId, channel: first });
      await store.keepCalendarChannel({ calendarId, channel: first });
      clock.advance({ hours: 2 });
      expect(await store.calendarChannels({ calendarId })).toEqual([first, second]);
      expect(await store.calendarChannels({ calendarId: randomUUID() })).toEqual([]);
      await store.forgetCalendarChannel({ calendarId: randomUUID(), id: second.id });
      await store.forgetCalendarChannel({ calendarId, id: first.id });
      await store.forgetCalendarChannel({ calendarId, id: first.id });
      expect(await store.calendarChannels({ calendarId })).toEqual([second]);
    });

    it('never has its secret kept: what is no hash is refused', async () => {
      const { store } = open();
      const calendarId = randomUUID();
      await expect(
        store.keepCalendarChannel({ calendarId, channel: channel({ tokenHash: 'the secret itself' }) }),
      ).rejects.toThrow();
      expect(await store.calendarChannels({ calendarId })).toEqual([]);
    });
  });
}
