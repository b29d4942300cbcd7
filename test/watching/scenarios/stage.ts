import { afterAll } from 'vitest';
import { openEmbeddedStore } from '../../../src/store/pglite/open.ts';
import type { Store } from '../../../src/store/store.ts';
import { storeTemplate } from '../../store/template.ts';
import { StoryClock } from './story-clock.ts';

let store: Promise<Store> | null = null;
let clock = new StoryClock('2026-11-22T09:00:00-08:00');
let stories = 0;

afterAll(async () => {
  await (await store)?.close();
});

/** What is there before a story begins. */
export interface Stage {
  readonly number: number;
  readonly store: Store;
  readonly clock: StoryClock;
}

/**
 * One store serves all stories of a file, one after the other; in each it is the morning of 22 November 2026
 * again, in a workspace of its own, among people whom no other story knows.
 */
export async function nextStage(): Promise<Stage> {
  stories += 1;
  clock = new StoryClock('2026-11-22T09:00:00-08:00');
  store ??= storeTemplate().then((template) =>
    openEmbeddedStore({ dataDir: null, clock: () => clock.now(), template }),
  );
  return { number: stories, store: await store, clock };
}
