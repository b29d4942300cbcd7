import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEmbeddedStore } from '../../src/store/pglite/open.ts';
import type { Store } from '../../src/store/store.ts';
import { TestClock } from '../booking/office.ts';
import { storeTemplate } from './template.ts';

const clock = new TestClock('2026-11-22T09:00:00-08:00');
let store: Store;
beforeAll(async () => {
  store = await openEmbeddedStore({ dataDir: null, clock: clock.now, template: await storeTemplate() });
});
afterAll(() => store.close());

const button = (id: string, more: { says?: string; once?: boolean } = {}) => ({
  id,
  says: more.says ?? '/queue',
  asked: null,
  once: more.once ?? false,
});
const tap = (id: string, updateId: number) => store.telegram.tap({ id, chatId: 7, userId: 7, updateId });

describe('a bot in the store', () => {
  it('is held by one process, until it gives it back or has died', async () => {
    const hold = (holder: string, leaseSeconds = 30) =>
      store.telegram.hold({ botId: 1, holder, leaseSeconds });
    expect(await hold('one')).toBe(true);
    expect(await hold('two')).toBe(false);
    expect(await hold('one')).toBe(true);
    clock.pass({ seconds: 31 });
    expect(await hold('two')).toBe(true);
    await hold('two', 0);
    expect(await hold('one')).toBe(true);
  });

  it('knows which updates were handled, for three days', async () => {
    await store.telegram.markHandled({ botId: 1, updateIds: [5, 6] });
    await store.telegram.markHandled({ botId: 1, updateIds: [6, 7] });
    expect(await store.telegram.handled({ botId: 1, updateIds: [4, 5, 6, 7] })).toEqual([5, 6, 7]);
    expect(await store.telegram.handled({ botId: 2, updateIds: [5] })).toEqual([]);
    clock.pass({ hours: 73 });
    await store.telegram.tidy();
    expect(await store.telegram.handled({ botId: 1, updateIds: [5] })).toEqual([]);
  });
});

describe('a button in the store', () => {
  it('counts a second tap within two seconds as a slip, and the same update as the same tap', async () => {
    await store.telegram.keepButtons({ chatId: 7, userId: null, buttons: [button('often')] });
    expect(await tap('often', 1)).toMatchObject({ outcome: 'tapped', says: '/queue' });
    expect(await tap('often', 2)).toEqual({ outcome: 'again' });
    expect(await tap('often', 1)).toMatchObject({ outcome: 'tapped' });
    clock.pass({ seconds: 3 });
    expect(await tap('often', 3)).toMatchObject({ outcome: 'tapped' });
  });

  it('that counts once counts once, however late', async () => {
    await store.telegram.keepButtons({ chatId: 7, userId: null, buttons: [button('once', { once: true })] });
    expect(await tap('once', 1)).toMatchObject({ outcome: 'tapped' });
    clock.pass({ hours: 5 });
    expect(await tap('once', 2)).toEqual({ outcome: 'again' });
  });

  it('is nobody else’s, and nothing in another chat', async () => {
    await store.telegram.keepButtons({ chatId: 7, userId: 8, buttons: [button('hers')] });
    expect(await tap('hers', 1)).toEqual({ outcome: 'not-yours' });
    const elsewhere = { id: 'hers', chatId: 9, userId: 8, updateId: 1 };
    expect(await store.telegram.tap(elsewhere)).toEqual({ outcome: 'unknown' });
  });

  it('that names somebody is gone when they are forgotten', async () => {
    await store.enqueue({
      workspace: 'default',
      candidateId: 'c1',
      name: 'Dana Fox',
      email: 'dana@example.com',
      timeZone: 'UTC',
      request: {},
      chat: null,
      actor: 'test',
    });
    const buttons = [button('names', { says: '/status Dana@example.com' }), button('names-not')];
    await store.telegram.keepButtons({ chatId: 7, userId: null, buttons });
    await store.cancel({ candidateId: 'c1', actor: 'test', note: '' });
    await store.forgetPerson({ email: 'dana@example.com', actor: 'test' });
    expect(await tap('names', 1)).toEqual({ outcome: 'unknown' });
    expect(await tap('names-not', 2)).toMatchObject({ outcome: 'tapped' });
  });
});

describe('a message in its place', () => {
  it('is known by it; the former is given back where it has buttons', async () => {
    const keep = (messageId: number, hasButtons: boolean) =>
      store.telegram.keepMessage({ chatId: 7, place: 'intake', messageId, hasButtons });
    expect(await keep(1, true)).toBeNull();
    expect(await keep(2, false)).toBe(1);
    expect(await keep(3, true)).toBeNull();
    expect(await store.telegram.messageAt({ chatId: 7, place: 'intake' })).toBe(3);
    expect(await store.telegram.messageAt({ chatId: 7, place: 'other' })).toBeNull();
  });
});
