import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openStage, Scene, type Stage, WATCHED_SOP } from './scene.ts';

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
const ERIN = ['One 1 +0 19:00 alpha', 'One 2 +1 19:00 alpha', 'Two 1 +2 19:30 bravo'];

/** Two candidates with mocks one after the other on the same evenings. */
async function two(): Promise<readonly [string, string]> {
  return [await scene.scheduled('Dana'), await scene.scheduled('Erin')];
}

async function decline(id: string, index: number, who: string): Promise<void> {
  await scene.hands.answer((await scene.mock(id, index)).eventId, who, 'DECLINED');
}

async function drag(id: string, index: number, start: Temporal.Instant): Promise<void> {
  const mock = await scene.mock(id, index);
  await scene.hands.drag(mock.eventId, start, start.add(mock.start.until(mock.end)));
}

const states = async (id: string) =>
  (await scene.observations(id)).map(({ kind, state }) => `${kind} ${state}`);

describe('two candidates whose mocks are mended in the same look', () => {
  it('get places of their own, and nothing fails', async () => {
    const [dana, erin] = await two();
    await scene.away('charlie', 0, 25);
    await decline(dana, 0, 'alpha@example.com');
    await decline(erin, 0, 'alpha@example.com');
    await scene.look();
    expect(await scene.told(dana)).toEqual(['changed']);
    expect(await scene.told(erin)).toEqual(['changed']);
    expect(await scene.inCalendar(dana)).toEqual(await scene.plan(dana));
    expect(await scene.inCalendar(erin)).toEqual(await scene.plan(erin));
    expect(await scene.plan(dana)).not.toEqual(DANA);
    expect(await scene.plan(erin)).not.toEqual(ERIN);
  });

  it('do not both move where one of them moving settles it', async () => {
    const [dana, erin] = await two();
    await scene.typed('Sam : Alpha One Mock1', scene.on(0, 20));
    await scene.look();
    expect(await scene.plan(dana)).toEqual(DANA);
    expect(await scene.told(erin)).toEqual(['changed']);
    expect((await scene.plan(erin))[0]).toBe('One 1 +0 19:00 charlie');
  });
});

describe('a cap of the SOP that was lowered', () => {
  it('is asked about once, at the last mock of each day that is too many', async () => {
    const [dana, erin] = await two();
    const lowered = WATCHED_SOP.replace('maxPerInterviewerPerDay: 2', 'maxPerInterviewerPerDay: 1');
    await scene.look(lowered);
    expect(await scene.observations(dana)).toEqual([]);
    expect(await states(erin)).toEqual(['rule asked', 'rule asked', 'rule asked']);
    expect(await scene.told(dana)).toEqual([]);
    expect(await scene.told(erin)).toEqual(['question']);
    expect(await scene.plan(dana)).toEqual(DANA);
    expect(await scene.plan(erin)).toEqual(ERIN);
  });

  it('moves no more than it has to where the SOP lets it mend that', async () => {
    const [dana, erin] = await two();
    const lowered = WATCHED_SOP.replace('maxPerInterviewerPerDay: 2', 'maxPerInterviewerPerDay: 1');
    const mending = `${lowered}onChange: { sopEdited: mend }\n`;
    await scene.look(mending);
    expect(await scene.plan(dana)).toEqual(DANA);
    expect(await scene.told(erin)).toEqual(['changed']);
    await scene.look(mending);
    expect(await scene.plan(dana)).toEqual(DANA);
    expect(await scene.told(erin)).toEqual(['changed']);
  });
});

describe('an event that somebody dragged onto another candidate’s mock', () => {
  it('is asked about, and the other mock stays; it can be put back', async () => {
    const [dana, erin] = await two();
    await drag(dana, 0, scene.on(0, 19));
    await scene.look();
    expect(await scene.observations(erin)).toEqual([]);
    expect(await scene.told(dana)).toEqual(['question']);
    await scene.decide(dana, 'putBack');
    await scene.look();
    expect(await scene.inCalendar(dana)).toEqual(DANA);
    expect(await scene.inCalendar(erin)).toEqual(ERIN);
    expect(await scene.told(erin)).toEqual([]);
  });

  it('leaves the other mock where it is also where that candidate’s other mocks are mended', async () => {
    const [dana, erin] = await two();
    await drag(dana, 0, scene.on(0, 19));
    await decline(erin, 1, 'alpha@example.com');
    await scene.away('charlie', 0, 25);
    await scene.busy('alpha', scene.on(1, 20), scene.on(1, 21));
    await scene.look();
    expect(await scene.told(erin)).toEqual(['changed']);
    const [first, second] = await scene.plan(erin);
    expect(first).toBe(ERIN[0]);
    expect(second).not.toBe(ERIN[1]);
  });

  it('can be put back where the two were swapped', async () => {
    const [dana, erin] = await two();
    await drag(dana, 0, scene.on(0, 19));
    await drag(erin, 0, scene.on(0, 18));
    await scene.look();
    expect(await scene.told(dana)).toEqual(['question']);
    expect(await scene.told(erin)).toEqual(['question']);
    await scene.decide(dana, 'putBack');
    await scene.decide(erin, 'putBack');
    expect(await scene.inCalendar(dana)).toEqual(DANA);
    expect(await scene.inCalendar(erin)).toEqual(ERIN);
    await scene.look();
    expect(await scene.told(dana)).toEqual(['question', 'changed']);
  });

  it('can be put back also where the interviewer’s own calendar shows the other one in its way', async () => {
    const own = WATCHED_SOP.replace(
      'email: alpha@example.com,',
      'email: alpha@example.com, calendar: alpha@example.com,',
    );
    const [dana, erin] = await two();
    await drag(dana, 0, scene.on(0, 12));
    await drag(erin, 0, scene.on(0, 18.5));
    await scene.look(own);
    expect(await scene.told(dana)).toEqual(['question']);
    await scene.decide(dana, 'putBack', own);
    expect(await scene.inCalendar(dana)).toEqual(DANA);
    expect(await scene.told(dana)).toEqual(['question', 'changed']);
  });

  it('keeps others from being planned where it stands', async () => {
    const [dana, erin] = await two();
    await scene.away('charlie', 0, 25);
    await drag(dana, 1, scene.on(0, 20));
    await decline(erin, 0, 'alpha@example.com');
    await scene.look();
    expect((await scene.plan(erin))[0]).not.toBe('One 1 +0 20:00 alpha');
    expect(await scene.told(erin)).toEqual(['changed']);
  });

  it('and was given to somebody who has a mock then is wrong there, not that mock', async () => {
    const [dana, erin] = await two();
    await decline(erin, 0, 'alpha@example.com');
    await scene.look();
    expect((await scene.plan(erin))[0]).toBe('One 1 +0 19:00 charlie');
    await drag(dana, 0, scene.on(0, 19));
    const { eventId } = await scene.mock(dana, 0);
    await scene.hands.replaceGuest(eventId, 'alpha@example.com', 'charlie@example.com');
    await scene.look();
    expect(await scene.told(dana)).toEqual(['question']);
    expect(await scene.told(erin)).toEqual(['changed']);
  });
});

describe('a mock that somebody gave to another interviewer', () => {
  it('is right though that interviewer’s own calendar shows it', async () => {
    const own = WATCHED_SOP.replace(
      'email: charlie@example.com,',
      'email: charlie@example.com, calendar: charlie@example.com,',
    );
    const dana = await scene.scheduled('Dana');
    const { eventId } = await scene.mock(dana, 0);
    await scene.hands.replaceGuest(eventId, 'alpha@example.com', 'charlie@example.com');
    await scene.look(own);
    expect((await scene.plan(dana))[0]).toBe('One 1 +0 18:00 charlie');
    expect(await scene.told(dana)).toEqual(['changed']);
  });

  it('keeps others from being planned with that interviewer then', async () => {
    const [dana, erin] = await two();
    await scene.hands.replaceGuest(
      (await scene.mock(dana, 0)).eventId,
      'alpha@example.com',
      'charlie@example.com',
    );
    await drag(erin, 0, scene.on(0, 18.5));
    await scene.hands.replaceGuest(
      (await scene.mock(erin, 0)).eventId,
      'alpha@example.com',
      'charlie@example.com',
    );
    await scene.look();
    expect((await scene.plan(dana))[0]).toBe(DANA[0]);
    expect((await scene.plan(erin))[0]).toBe(ERIN[0]);
    expect(await scene.told(dana)).toEqual(['question']);
    expect(await scene.told(erin)).toEqual(['question']);
  });
});

describe('a mock that was dragged into the past', () => {
  it('can be put back', async () => {
    const dana = await scene.scheduled('Dana');
    await drag(dana, 0, scene.clock.now().subtract({ hours: 30 }));
    await scene.look();
    expect(await scene.told(dana)).toEqual(['question']);
    await scene.decide(dana, 'putBack');
    expect(await scene.inCalendar(dana)).toEqual(DANA);
    expect(await scene.told(dana)).toEqual(['question', 'changed']);
  });
});
