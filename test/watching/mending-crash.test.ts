import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dyingAt, Killed } from '../booking/mortal.ts';
import { openStage, Scene, type Stage } from './scene.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.store.close());

/**
 * Lets a process die after each step of a look and of what follows from it, and another go on; without
 * `looks`, of what was ordered before. Gives how many steps there were.
 */
async function dyingEverywhere(
  happens: (scene: Scene, id: string) => Promise<void>,
  judge: (scene: Scene, id: string) => Promise<void>,
  { looks = true } = {},
): Promise<number> {
  for (let at = 1; ; at += 1) {
    const scene = await Scene.open(stage);
    const id = await scene.scheduled('Dana');
    await happens(scene, id);
    // To die before a step is to die after the one before it.
    const fate = { calls: 0, at, when: 'after' as const };
    const mortal = scene.desk({
      store: dyingAt(scene.store, fate),
      calendar: dyingAt(scene.calendar, fate),
    });
    // A fault of ours is logged and passed over; that of a process that was killed ends it.
    const isDead = () => fate.calls >= at;
    if (looks) await scene.watcher(mortal, 'first').look().catch(orKilled);
    if (!isDead()) await scene.worker(mortal, 'first').runUntilIdle().catch(orKilled);
    scene.clock.pass({ minutes: 6 });
    for (let rounds = 0; rounds < 2; rounds += 1) {
      await scene.worker(undefined, 'second').runUntilIdle();
      await scene.watcher(undefined, 'second').look();
      scene.clock.pass({ minutes: 6 });
    }
    await judge(scene, id);
    expect(await scene.candidate(id)).toMatchObject({ state: 'scheduled', change: null });
    const actions = (await scene.store.audit({ workspace: scene.workspace, candidateId: id })).map(
      ({ action }) => action,
    );
    for (const once of ['seen', 'change-ordered', 'changed', 'asked']) {
      expect(actions.filter((action) => action === once).length).toBeLessThanOrEqual(1);
    }
    await scene.close();
    if (!isDead()) return at - 1;
  }
}

function orKilled(error: unknown): void {
  if (!(error instanceof Killed)) throw error;
}

describe('a process that dies while it watches', () => {
  it('leaves a decline that the next mends, once', async () => {
    const steps = await dyingEverywhere(
      async (scene, id) => {
        await scene.hands.answer((await scene.mock(id, 1)).eventId, 'alpha@example.com', 'DECLINED');
      },
      async (scene, id) => {
        const plan = ['One 1 +0 18:00 alpha', 'One 2 +1 18:00 charlie', 'Two 1 +2 18:00 bravo'];
        expect(await scene.plan(id)).toEqual(plan);
        expect(await scene.inCalendar(id)).toEqual(plan);
        expect(await scene.told(id)).toEqual(['changed']);
      },
    );
    expect(steps).toBeGreaterThan(15);
  });

  it('leaves a deleted event that the next makes anew, once', async () => {
    const putBack = async (scene: Scene, id: string) => {
      await scene.hands.remove((await scene.mock(id, 1)).eventId);
      await scene.look();
      const { proposals } = (await scene.question(id))!;
      const change = proposals.find(({ kind }) => kind === 'putBack')!['order'] as Record<string, never>;
      await scene.store.orderChange({ candidateId: id, change, summary: 'Back.', actor: 'Ann', chat: null });
    };
    const isBack = async (scene: Scene, id: string) => {
      const plan = ['One 1 +0 18:00 alpha', 'One 2 +1 18:00 alpha', 'Two 1 +2 18:00 bravo'];
      expect(await scene.plan(id)).toEqual(plan);
      expect(await scene.inCalendar(id)).toEqual(plan);
      expect(await scene.told(id)).toEqual(['question', 'changed']);
    };
    const steps = await dyingEverywhere(putBack, isBack, { looks: false });
    expect(steps).toBeGreaterThan(8);
  });

  it('leaves people who are asked once', async () => {
    const steps = await dyingEverywhere(
      async (scene, id) => {
        const { email } = await scene.candidate(id);
        await scene.hands.answer((await scene.mock(id, 1)).eventId, email, 'DECLINED');
      },
      async (scene, id) => {
        expect(await scene.told(id)).toEqual(['question']);
        expect(await scene.question(id)).toBeDefined();
      },
    );
    expect(steps).toBeGreaterThan(8);
  });
});
