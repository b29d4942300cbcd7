import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ownEvents } from '../booking/office.ts';
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

const DANA = ['One 1 +0 18:00 alpha', 'One 2 +1 18:00 alpha', 'Two 1 +2 18:00 bravo'];

/** Somebody duplicates the event of a mock, an hour later unless it is said when. */
async function duplicate(id: string, index: number, start?: Temporal.Instant): Promise<string> {
  const mock = await scene.mock(id, index);
  const from = start ?? mock.start.add({ hours: 1 });
  return scene.hands.duplicate(mock.eventId, from, from.add(mock.start.until(mock.end)));
}

const states = async (id: string) =>
  (await scene.observations(id)).map(({ kind, state }) => `${kind} ${state}`);
const kinds = async (id: string) => (await scene.question(id))?.proposals.map(({ kind }) => kind);

describe('a copy that somebody made of an event', () => {
  it('is asked about, and goes where people say so, and nothing else does', async () => {
    const id = await scene.scheduled('Dana');
    const copy = await duplicate(id, 0);
    await scene.look();
    expect(await kinds(id)).toEqual(['deleteCopy', 'keep']);
    const { message, proposals } = (await scene.question(id))!;
    expect(message).toMatch(
      /^Another event in the calendar says that it is One Mock1 with Alpha \(.*\), as a copy by hand does: “Dana .*” \(.* 19:00–20:00 P.T\)\.$/,
    );
    expect(proposals[0]!['message']).toMatch(/^Delete the copy: “Dana .* is taken out of the calendar\.$/);
    await scene.look();
    expect(await scene.told(id)).toEqual(['question']);
    await scene.decide(id, 'deleteCopy');
    expect(await scene.calendar.find(copy)).toBeNull();
    expect(await scene.plan(id)).toEqual(DANA);
    expect(await scene.inCalendar(id)).toEqual(DANA);
    await scene.look();
    expect(await states(id)).toEqual(['double settled']);
    expect(await scene.told(id)).toEqual(['question', 'changed']);
    expect((await scene.candidate(id)).state).toBe('scheduled');
  });

  it('stays where people say so, and nobody is asked again until it is dragged elsewhere', async () => {
    const id = await scene.scheduled('Dana');
    const copy = await duplicate(id, 0);
    await scene.look();
    await scene.decide(id, 'keep');
    await scene.look();
    expect(await states(id)).toEqual(['double kept']);
    await scene.hands.drag(copy, scene.on(0, 20), scene.on(0, 21));
    await scene.look();
    expect(await states(id)).toEqual(['double settled', 'double asked']);
  });

  it('stays where it was changed before the answer, and is asked about as it is then', async () => {
    const id = await scene.scheduled('Dana');
    const copy = await duplicate(id, 0);
    await scene.look();
    await scene.hands.retitle(copy, 'Dana : lunch');
    await scene.decide(id, 'deleteCopy');
    expect(await scene.calendar.find(copy)).not.toBeNull();
    await scene.look();
    expect((await scene.question(id))!.message).toContain('“Dana : lunch”');
  });

  it('does not keep the mock from being mended', async () => {
    const id = await scene.scheduled('Dana');
    await duplicate(id, 0, scene.on(0, 19));
    await scene.hands.answer((await scene.mock(id, 0)).eventId, 'alpha@example.com', 'DECLINED');
    await scene.look();
    expect((await scene.plan(id))[0]).toBe('One 1 +0 18:00 charlie');
    await scene.look();
    expect(await scene.told(id)).toEqual(['changed', 'question']);
    expect(await kinds(id)).toEqual(['deleteCopy', 'keep']);
  });

  it('that lies on another mock, of whomever, moves neither', async () => {
    const dana = await scene.scheduled('Dana');
    const erin = await scene.scheduled('Erin');
    const mock = await scene.mock(erin, 0);
    await duplicate(dana, 0, mock.start.add({ minutes: 30 }));
    await duplicate(dana, 2, scene.on(1, 18.5));
    const plan = await scene.plan(erin);
    await scene.look();
    expect(await scene.plan(dana)).toEqual(DANA);
    expect(await scene.plan(erin)).toEqual(plan);
    expect(await scene.observations(erin)).toEqual([]);
    expect(await states(dana)).toEqual(['double asked', 'double asked']);
  });

  it('uses up no cap of its interviewer, but has its time', async () => {
    const dana = await scene.scheduled('Dana');
    await duplicate(dana, 0, scene.on(0, 19));
    const erin = await scene.scheduled('Erin');
    // Two mocks a day are the most that Alpha gives: the copy is none of them, and 19:00 is taken.
    expect((await scene.plan(erin))[0]).toBe('One 1 +0 20:00 alpha');
  });

  it('is no matter once it has begun', async () => {
    const id = await scene.scheduled('Dana');
    await duplicate(id, 0, scene.clock.now().subtract({ hours: 1 }));
    await scene.look();
    expect(await scene.observations(id)).toEqual([]);
  });
});

describe('an event that was deleted, made anew, and restored', () => {
  it('is one too many, and goes where people say so', async () => {
    const id = await scene.scheduled('Dana');
    const { eventId, start, end } = await scene.mock(id, 0);
    const copy = await scene.hands.duplicate(eventId, start, end);
    await scene.hands.remove(eventId);
    await scene.look();
    await scene.decide(id, 'putBack');
    await scene.look();
    expect((await scene.mock(id, 0)).eventId).not.toBe(eventId);
    expect(await ownEvents(scene.calendar)).toHaveLength(4);
    await scene.decide(id, 'deleteCopy');
    expect(await scene.calendar.find(copy)).toBeNull();
    expect(await scene.inCalendar(id)).toEqual(DANA);
  });
});
