import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
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

describe('a candidate whose kept request cannot be read', () => {
  it('is warned of, once in each look, and the others are watched over', async () => {
    const dana = await scene.scheduled('Dana');
    const erin = await scene.scheduled('Erin');
    await scene.hands.answer((await scene.mock(erin, 0)).eventId, 'alpha@example.com', 'DECLINED');
    const store = new Proxy(scene.store, {
      get(target, key) {
        if (key !== 'candidates') return Reflect.get(target, key) as unknown;
        return async (input: Parameters<typeof target.candidates>[0]) =>
          (await target.candidates(input)).map((row) => (row.id === dana ? { ...row, request: {} } : row));
      },
    });
    const lines: Record<string, unknown>[] = [];
    const log = pino({ level: 'warn' }, { write: (line: string) => lines.push(JSON.parse(line)) });
    const watcher = scene.watcher({ ...scene.desk({ store }), log });
    await watcher.look();
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ level: 40, workspace: scene.workspace, candidateId: dana });
    expect(lines[0]!['msg']).toContain('cannot be read');
    expect((await scene.observations(erin)).map(({ kind }) => kind)).toEqual(['interviewer-declined']);
    scene.clock.pass({ minutes: 10 });
    await watcher.look();
    expect(lines).toHaveLength(2);
  });
});
