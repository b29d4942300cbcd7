import type { Update } from 'grammy/types';
import { describe, expect, it } from 'vitest';
import type { TelegramStore } from '../../src/store/telegram-store.ts';
import { Reception } from '../../src/telegram/reception.ts';

const said = (update_id: number, chat: number): Update =>
  ({
    update_id,
    message: { message_id: 1, date: 1, chat: { id: chat, type: 'private' }, text: 'x' },
  }) as Update;

/** A store that knows what was handled, and a handler whose steps a test lets happen. */
function openReception() {
  const marked = new Set<number>();
  let isDown = false;
  const store = {
    handled: async ({ updateIds }: { updateIds: readonly number[] }) =>
      updateIds.filter((id) => marked.has(id)),
    markHandled: async ({ updateIds }: { updateIds: readonly number[] }) => {
      if (isDown) throw new Error('down');
      for (const id of updateIds) marked.add(id);
    },
  } as unknown as TelegramStore;
  const begun: number[] = [];
  const going = new Map<number, () => void>();
  const reception = new Reception(1, store, ({ update_id }) => {
    begun.push(update_id);
    return new Promise((resolve) => going.set(update_id, () => resolve(true)));
  });
  return {
    reception,
    marked,
    begun,
    finish: (id: number) => going.get(id)!(),
    breakStore: (down: boolean) => {
      isDown = down;
    },
    settle: () => new Promise((resolve) => setImmediate(resolve)),
  };
}

describe('updates', () => {
  it('of one chat are handled in order, of different chats side by side', async () => {
    const { reception, begun, finish, settle } = openReception();
    await reception.take([said(3, 7), said(1, 7), said(2, 8)]);
    await settle();
    expect(begun).toEqual([1, 2]);
    finish(1);
    await settle();
    expect(begun).toEqual([1, 2, 3]);
  });

  it('that come again while they are handled, or later, are handled once', async () => {
    const { reception, begun, finish, settle } = openReception();
    const [first] = await reception.take([said(1, 7)]);
    const [again] = await reception.take([said(1, 7)]);
    await settle();
    finish(1);
    expect(await Promise.all([first!.handled, again!.handled])).toEqual([true, true]);
    const [late] = await reception.take([said(1, 7)]);
    expect(await late!.handled).toBe(true);
    expect(begun).toEqual([1]);
  });

  it('that another process has handled are not handled here', async () => {
    const { reception, begun, marked } = openReception();
    marked.add(1);
    const [known] = await reception.take([said(1, 7)]);
    expect(await known!.handled).toBe(true);
    expect(begun).toEqual([]);
  });

  it('are handled once also where the store could not note it the first time', async () => {
    const { reception, begun, finish, breakStore, marked, settle } = openReception();
    breakStore(true);
    const [first] = await reception.take([said(1, 7)]);
    await settle();
    finish(1);
    await expect(first!.handled).rejects.toThrow('down');
    breakStore(false);
    const [again] = await reception.take([said(1, 7)]);
    expect(await again!.handled).toBe(true);
    expect(begun).toEqual([1]);
    expect(marked.has(1)).toBe(true);
  });

  it('in hand are finished on a stop, those that wait are left for the next start', async () => {
    const { reception, begun, finish, settle } = openReception();
    const [inHand, waiting] = await reception.take([said(1, 7), said(2, 7)]);
    await settle();
    const closed = reception.close();
    finish(1);
    await closed;
    expect(await Promise.all([inHand!.handled, waiting!.handled])).toEqual([true, false]);
    expect(begun).toEqual([1]);
  });
});
