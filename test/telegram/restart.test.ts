import { describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { ANSWERS, openScene, type Scene } from './scene.ts';

const TAKEN_OVER = { seconds: 45 };

/** A store whose calls stop to be answered after so many, before or after the last was done. */
function dyingStore(store: Store, calls: number, instant: 'before' | 'after') {
  const died = Promise.withResolvers<void>();
  let left = calls;
  const dying =
    (call: (...args: unknown[]) => unknown) =>
    async (...args: unknown[]): Promise<unknown> => {
      left -= 1;
      if (left > 0) return call(...args);
      if (left === 0 && instant === 'after') await call(...args);
      died.resolve();
      return new Promise(() => {});
    };
  const wrapped = <T extends object>(target: T): T =>
    new Proxy(target, {
      get(inner, key) {
        const value = Reflect.get(inner, key) as unknown;
        if (key === 'telegram') return wrapped(value as object);
        return typeof value === 'function' &&
          key !== 'close' &&
          key !== 'hold' &&
          key !== 'outbox' &&
          key !== 'notices'
          ? dying(value.bind(inner))
          : value;
      },
    });
  return { store: wrapped(store), died: died.promise };
}

/** Types the last text to a bot that dies at its nth call to the store; another takes over. */
async function sayThroughDeath(scene: Scene, calls: number, instant: 'before' | 'after', text: string) {
  const { ann, store, clock, startBot, quiet } = scene;
  const { store: dying, died } = dyingStore(store, calls, instant);
  const first = startBot({ store: dying });
  ann.type(text);
  const outcome = await Promise.race([
    died.then(() => 'died' as const),
    quiet().then(() => 'lived' as const),
  ]);
  first.kill();
  startBot();
  await clock.pass(TAKEN_OVER);
  await quiet();
  return outcome;
}

describe('a restart', () => {
  it('in the middle loses no answer and asks nothing twice', async () => {
    const { ann, say, startBot } = await openScene();
    for (const text of ANSWERS) {
      const running = startBot();
      await say(ann, text);
      await running.stop();
    }
    expect(ann.read.length).toBe(ANSWERS.length);
    expect(ann.transcript).toContain('Possible: 3 mocks');
    startBot();
    expect(await say(ann, 'yes')).toBe('Dana Fox is queued, as number 1.');
  });

  it('hears what was said while the bot was away', async () => {
    const { ann, quiet, startBot } = await openScene();
    ann.type('/start');
    ann.type('Dana Fox');
    startBot();
    await quiet();
    expect(ann.heard.at(-1)?.text).toContain('Which email address');
  });

  it('finishes what is in hand on a graceful stop', async () => {
    const { api, ann, say, startBot } = await openScene();
    const running = startBot();
    await say(ann, '/help');
    ann.type('/queue');
    await api.until(() => api.state.updates.pending.length === 0 || ann.heard.length > 1);
    await running.stop();
    expect(ann.heard.at(-1)?.text).toContain('The queue is empty');
    expect(api.state.updates.pending).toEqual([]);
  });

  it('takes nobody for a stranger who writes while the program ends: the next one answers', async () => {
    const { api, ann, say, quiet, startBot } = await openScene();
    let isOpen = true;
    const ending = startBot({ isOpen: () => isOpen });
    await say(ann, '/help');
    isOpen = false;
    const polls = () => api.calls.filter(({ method }) => method === 'getUpdates').length;
    const before = polls();
    ann.type('/queue');
    await api.until(() => polls() > before + 1);
    await ending.stop();
    expect(ann.heard).toHaveLength(1);
    startBot();
    await quiet();
    expect(ann.heard.at(-1)?.text).toContain('The queue is empty');
    expect(ann.transcript).not.toContain('for coordinators');
  });

  it('goes on after a quiet week, when Telegram begins its numbers anew, lower ones too', async () => {
    const { api, ann, say, startBot } = await openScene();
    startBot();
    await say(ann, '/start', 'Dana Fox');
    api.state.updates.continueAt(17);
    expect(await say(ann, 'dana@example.com')).toContain('Email: dana@example.com');
    expect(await say(ann, 'tomorrow')).toContain('Start:');
  });

  it.each(['before', 'after'] as const)(
    'by death at any call to the store, %s it is done, takes an answer once and says what comes of it',
    async (instant) => {
      for (let calls = 1; calls < 40; calls += 1) {
        const scene = await openScene();
        const { ann, store, workspace, say, startBot } = scene;
        const key = `telegram:${ann.person.id}`;
        const setting = startBot();
        await say(ann, '/start', 'Dana Fox', 'dana@example.com');
        await setting.stop();
        const outcome = await sayThroughDeath(scene, calls, instant, 'tomorrow');
        const about = `at call ${calls}`;
        expect(ann.heard.at(-1)?.text, about).toMatch(/^Start: Mon 23 Nov 2026\nUntil which day/);
        const kept = await store.loadConversation({ workspace, key });
        expect(kept?.version, about).toBe(5);
        if (outcome === 'died') continue;
        expect(calls).toBeGreaterThan(6);
        return;
      }
      expect.unreachable('every call was the last of a process, and none lived');
    },
  );

  it.each(['before', 'after'] as const)(
    'by death at any call to the store, %s it is done, queues a candidate once and says so',
    async (instant) => {
      for (let calls = 1; calls < 40; calls += 1) {
        const scene = await openScene();
        const { ann, store, workspace, say, startBot } = scene;
        const setting = startBot();
        await say(ann, ...ANSWERS);
        await setting.stop();
        const outcome = await sayThroughDeath(scene, calls, instant, 'yes');
        const about = `at call ${calls}`;
        expect(ann.heard.at(-1)?.text, about).toBe('Dana Fox is queued, as number 1.');
        expect(await store.candidates({ workspace }), about).toHaveLength(1);
        if (outcome === 'died') continue;
        expect(calls).toBeGreaterThan(6);
        return;
      }
      expect.unreachable('every call was the last of a process, and none lived');
    },
  );
});

describe('two processes with one bot', () => {
  it('serve it one at a time; the other takes over when the first ends', async () => {
    const { api, ann, say, clock, startBot, log } = await openScene();
    const first = startBot();
    await say(ann, '/help');
    startBot();
    await api.until(() => log.some((line) => line.includes('stands by')));
    await say(ann, '/help');
    expect(ann.heard).toHaveLength(2);
    await first.stop();
    await clock.pass({ seconds: 11 });
    await say(ann, '/help');
    expect(ann.heard).toHaveLength(3);
  });

  it('on different stores are told that somebody else gets the updates', async () => {
    const { api, startBot, log } = await openScene();
    startBot();
    await api.until(() => api.calls.some(({ method }) => method === 'getUpdates'));
    await fetch(`${api.root}/bot${api.token}/getUpdates`);
    await api.until(() => log.some((line) => line.includes('Somebody else gets the updates')));
  });
});
