import { describe, expect, it } from 'vitest';
import { StaleConversation } from '../../../src/store/store.ts';
import { type StoreUnderTest, scene } from './scene.ts';

export function conversationContract(open: () => StoreUnderTest): void {
  describe('a conversation', () => {
    it('is kept from answer to answer, with a version that grows', async () => {
      const { store, workspace, clock } = scene(open());
      const place = { workspace, key: 'telegram:1' };
      expect(await store.loadConversation(place)).toBeNull();
      await store.saveConversation({ ...place, state: { ask: 'name' }, version: 0 });
      expect(await store.loadConversation(place)).toEqual({
        state: { ask: 'name' },
        version: 1,
        updatedAt: clock.now(),
      });
      await store.saveConversation({ ...place, state: { ask: 'email' }, version: 1 });
      expect(await store.loadConversation(place)).toMatchObject({ state: { ask: 'email' }, version: 2 });
      expect(await store.loadConversation({ workspace, key: 'telegram:2' })).toBeNull();
    });

    it('takes only the first of two answers to the same question', async () => {
      const { store, workspace } = scene(open());
      const place = { workspace, key: 'terminal' };
      await store.saveConversation({ ...place, state: { ask: 'name' }, version: 0 });
      await store.saveConversation({ ...place, state: { ask: 'email', name: 'Ann' }, version: 1 });
      const late = store.saveConversation({ ...place, state: { ask: 'email', name: 'Bob' }, version: 1 });
      await expect(late).rejects.toBeInstanceOf(StaleConversation);
      const second = store.saveConversation({ ...place, state: { ask: 'other' }, version: 0 });
      await expect(second).rejects.toBeInstanceOf(StaleConversation);
      expect(await store.loadConversation(place)).toMatchObject({
        state: { ask: 'email', name: 'Ann' },
        version: 2,
      });
    });

    it('that ended is gone; an answer to an old question does not bring it back', async () => {
      const { store, workspace } = scene(open());
      const place = { workspace, key: 'terminal' };
      await store.saveConversation({ ...place, state: { ask: 'name' }, version: 0 });
      await store.saveConversation({ ...place, state: null, version: 1 });
      expect(await store.loadConversation(place)).toBeNull();
      const late = store.saveConversation({ ...place, state: { ask: 'email' }, version: 1 });
      await expect(late).rejects.toBeInstanceOf(StaleConversation);

      await store.saveConversation({ ...place, state: { ask: 'name' }, version: 0 });
      const older = store.saveConversation({ ...place, state: { ask: 'email' }, version: 1 });
      await expect(older).rejects.toBeInstanceOf(StaleConversation);
      expect(await store.loadConversation(place)).toMatchObject({ state: { ask: 'name' } });
    });

    it('saved twice by the same call is saved once, at the start, in the middle and at the end', async () => {
      const { store, workspace } = scene(open());
      const place = { workspace, key: 'terminal' };
      for (const step of [
        { ...place, state: { ask: 'name' }, version: 0 },
        { ...place, state: { ask: 'email' }, version: 1 },
        { ...place, state: null, version: 2 },
      ]) {
        await store.saveConversation(step);
        await store.saveConversation(step);
      }
      await store.saveConversation({ ...place, state: null, version: 0 });
      expect(await store.loadConversation(place)).toBeNull();
    });
  });
}
