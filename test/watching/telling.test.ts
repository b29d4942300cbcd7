import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { StoreUnavailable } from '../../src/store/store.ts';
import { openStage, Scene, type Stage } from './scene.ts';

let stage: Stage;
let scene: Scene;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.store.close());
beforeEach(async () => {
  scene = await Scene.open(stage);
});
afterEach(() => scene.close());

/** A store that is out of reach for the first word that ends a telling. */
function storeThatDiesOnce() {
  let isDead = false;
  return new Proxy(scene.store, {
    get(target, key) {
      const member = Reflect.get(target, key) as unknown;
      if (key !== 'keepObserved' || isDead) return member;
      return () => {
        isDead = true;
        return Promise.reject(new StoreUnavailable('The store is away.', 'Wait.'));
      };
    },
  });
}

describe('what people are told and need not decide', () => {
  it('is left as it is by the next look where the process died right after telling it', async () => {
    const id = await scene.scheduled('Dana');
    await scene.hands.retitle((await scene.mock(id, 0)).eventId, 'Chat with Dana');
    await expect(scene.watcher(scene.desk({ store: storeThatDiesOnce() })).look()).rejects.toThrow();
    expect(await scene.question(id)).toMatchObject({ proposals: [] });
    scene.clock.pass({ minutes: 10 });
    await scene.look();
    expect(await scene.question(id)).toBeUndefined();
    expect((await scene.observations(id)).map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      'edited kept',
    ]);
    expect(await scene.told(id)).toEqual(['question']);
  });

  it('is no question any more where it was undone meanwhile', async () => {
    const id = await scene.scheduled('Dana');
    const { eventId } = await scene.mock(id, 0);
    const { title } = (await scene.calendar.find(eventId))!;
    await scene.hands.retitle(eventId, 'Chat with Dana');
    await expect(scene.watcher(scene.desk({ store: storeThatDiesOnce() })).look()).rejects.toThrow();
    await scene.hands.retitle(eventId, title);
    scene.clock.pass({ minutes: 10 });
    await scene.look();
    expect(await scene.question(id)).toBeUndefined();
    expect((await scene.observations(id)).map(({ state }) => state)).toEqual(['settled']);
  });

  it('leaves a question alone that waits for an answer', async () => {
    const id = await scene.scheduled('Dana');
    await scene.hands.answer(
      (await scene.mock(id, 0)).eventId,
      (await scene.candidate(id)).email,
      'DECLINED',
    );
    await scene.look();
    const asked = (await scene.question(id))!.id;
    await scene.look();
    expect((await scene.question(id))!.id).toBe(asked);
  });
});
