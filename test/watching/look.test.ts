import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { moveOrder } from '../../src/booking/change-order.ts';
import { CalendarError } from '../../src/calendar/calendar.ts';
import type { Store } from '../../src/store/store.ts';
import { calendarWith } from '../booking/office.ts';
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

const UNDISTURBED = ['One 1 +0 18:00 alpha', 'One 2 +1 18:00 alpha', 'Two 1 +2 18:00 bravo'] as const;
const [FIRST, SECOND, THIRD] = UNDISTURBED;

async function decline(id: string, index: number, who: string): Promise<void> {
  await scene.hands.answer((await scene.mock(id, index)).eventId, who, 'DECLINED');
}

async function drag(id: string, index: number, start: Temporal.Instant): Promise<void> {
  const mock = await scene.mock(id, index);
  await scene.hands.drag(mock.eventId, start, start.add(mock.start.until(mock.end)));
}

/** What is booked, in the store and in the calendar alike. */
async function expectBooked(id: string, plan: readonly string[]): Promise<void> {
  expect(await scene.plan(id)).toEqual(plan);
  expect(await scene.inCalendar(id)).toEqual(plan);
}

async function expectNothingMore(id: string): Promise<void> {
  const before = { told: await scene.told(id), observations: (await scene.observations(id)).length };
  await scene.look();
  await scene.look();
  expect(await scene.told(id)).toEqual(before.told);
  expect((await scene.observations(id)).length).toBe(before.observations);
}

const lastSummary = async (id: string) => (await scene.notices(id)).at(-1)!.payload['summary'] as string;
const kindsOf = async (id: string) => (await scene.question(id))?.proposals.map(({ kind }) => kind);
const statesOf = async (id: string) =>
  (await scene.observations(id)).map(({ kind, state }) => `${kind} ${state}`);

describe('a quiet look', () => {
  it('changes nothing and tells nobody', async () => {
    const id = await scene.scheduled('Dana');
    await scene.look();
    await expectBooked(id, UNDISTURBED);
    expect(await scene.observations(id)).toEqual([]);
    expect(await scene.told(id)).toEqual([]);
  });
});

describe('an interviewer who declines', () => {
  it('is replaced by a backup at the same time, and people get one update', async () => {
    const id = await scene.scheduled('Dana');
    await decline(id, 1, 'alpha@example.com');
    await scene.look();
    await expectBooked(id, [FIRST, 'One 2 +1 18:00 charlie', THIRD]);
    expect(await scene.told(id)).toEqual(['changed']);
    expect(await lastSummary(id)).toMatch(
      /^Alpha declined One Mock2 \(.*\)\. It goes to Charlie at the same time\. The attendees are told\. The last mock is on \w+ \w+ \d+\.$/,
    );
    expect(await statesOf(id)).toEqual(['interviewer-declined settled']);
    await expectNothingMore(id);
  });

  it('is not asked a second time for what they declined, when the backup declines it, too', async () => {
    const id = await scene.scheduled('Dana');
    await decline(id, 1, 'alpha@example.com');
    await scene.look();
    await decline(id, 1, 'charlie@example.com');
    await scene.look();
    await expectBooked(id, [FIRST, 'One 2 +1 19:00 charlie', THIRD]);
    expect(await scene.told(id)).toEqual(['changed', 'changed']);
    await expectNothingMore(id);
  });

  it('keeps the mock at another time where no backup is free, and the rest stays', async () => {
    const id = await scene.scheduled('Dana');
    await scene.away('charlie', 0, 14);
    await decline(id, 1, 'alpha@example.com');
    await scene.look();
    await expectBooked(id, [FIRST, 'One 2 +1 19:00 alpha', THIRD]);
    expect(await scene.told(id)).toEqual(['changed']);
    await expectNothingMore(id);
  });

  it('leads to a question where nobody of the course has time, once, with what can be done', async () => {
    const id = await scene.scheduled('Dana');
    await scene.away('charlie', 0, 25);
    await scene.away('alpha', 2, 25);
    await scene.busy('alpha', scene.on(1, 19), scene.on(1, 21));
    await decline(id, 1, 'alpha@example.com');
    await scene.look();
    await expectBooked(id, UNDISTURBED);
    expect(await scene.told(id)).toEqual(['question']);
    const { code, message } = (await scene.question(id))!;
    expect(code).toBe('seen');
    expect(message).toContain('Alpha declined One Mock2');
    expect(message).toContain('No right place was found:');
    expect(await kindsOf(id)).toEqual(['cancel', 'keep']);
    await expectNothingMore(id);
  });

  it('has two mocks mended by one change where they decline both', async () => {
    const id = await scene.scheduled('Dana');
    await decline(id, 0, 'alpha@example.com');
    await decline(id, 2, 'bravo@example.com');
    await scene.look();
    await expectBooked(id, ['One 1 +0 18:00 charlie', SECOND, 'Two 1 +2 18:00 charlie']);
    expect(await scene.told(id)).toEqual(['changed']);
    expect(await lastSummary(id)).toMatch(/Alpha declined One Mock1.*\n• Bravo declined Two Mock1/);
    await expectNothingMore(id);
  });

  it('has the rest planned anew where one mock drags others along, and no more than that', async () => {
    const id = await scene.scheduled('Dana');
    await scene.away('charlie', 0, 14);
    // From the second evening on Alpha has nothing but 20:00 on the third, too late for Two on that evening.
    await scene.busy('alpha', scene.on(1, 19), scene.on(1, 21));
    await scene.busy('alpha', scene.on(2, 18), scene.on(2, 20));
    await scene.away('alpha', 3, 14);
    await decline(id, 1, 'alpha@example.com');
    await scene.look();
    await expectBooked(id, [FIRST, 'One 2 +2 20:00 alpha', 'Two 1 +3 18:00 bravo']);
    expect(await scene.told(id)).toEqual(['changed']);
    await expectNothingMore(id);
  });

  it('two hours before the start changes nothing by itself: people are asked at once', async () => {
    const id = await scene.scheduled('Dana');
    scene.until(1, 16);
    await decline(id, 1, 'alpha@example.com');
    await scene.look();
    await expectBooked(id, UNDISTURBED);
    expect((await scene.question(id))!.message).toContain('It starts in 2 hours.');
    expect(await kindsOf(id)).toEqual(['move', 'cancel', 'keep']);
    await scene.decide(id, 'move');
    await expectBooked(id, [FIRST, 'One 2 +1 18:00 charlie', THIRD]);
    expect(await scene.question(id)).toBeUndefined();
    await expectNothingMore(id);
  });
});

describe('a candidate who declines', () => {
  it('leads to a question with another time that was tried', async () => {
    const id = await scene.scheduled('Dana');
    const { email } = await scene.candidate(id);
    await decline(id, 1, email);
    await scene.look();
    await expectBooked(id, UNDISTURBED);
    expect(await kindsOf(id)).toEqual(['move', 'cancel', 'keep']);
    await scene.decide(id, 'move');
    await expectBooked(id, [FIRST, 'One 2 +1 19:00 alpha', THIRD]);
    await expectNothingMore(id);
  });
});

describe('an event that somebody moved by hand', () => {
  it('is followed where it is right by the SOP, and the attendees are not told again', async () => {
    const id = await scene.scheduled('Dana');
    await drag(id, 1, scene.on(1, 19.5));
    await scene.look();
    await expectBooked(id, [FIRST, 'One 2 +1 19:30 alpha', THIRD]);
    expect(await scene.told(id)).toEqual(['changed']);
    expect(await lastSummary(id)).toMatch(
      /^One Mock2 .* 19:30–20:30 P[SD]T\. It is booked now as it stands in the calendar:/,
    );
    expect(await lastSummary(id)).not.toContain('attendees');
    await expectNothingMore(id);
  });

  it('is followed where it was given to another interviewer of the course', async () => {
    const id = await scene.scheduled('Dana');
    await scene.hands.replaceGuest(
      (await scene.mock(id, 1)).eventId,
      'alpha@example.com',
      'charlie@example.com',
    );
    await scene.look();
    await expectBooked(id, [FIRST, 'One 2 +1 18:00 charlie', THIRD]);
    expect(await scene.mock(id, 1)).toMatchObject({ interviewerName: 'Charlie', role: 'backup' });
    await expectNothingMore(id);
  });

  it('is put before people where it is not right, with the rules that it breaks and both ways out', async () => {
    const id = await scene.scheduled('Dana');
    await drag(id, 1, scene.on(1, 9));
    await scene.look();
    expect(await scene.plan(id)).toEqual(UNDISTURBED);
    const { message } = (await scene.question(id))!;
    expect(message).toContain('That is not right by the SOP:');
    expect(await kindsOf(id)).toEqual(expect.arrayContaining(['putBack', 'accept', 'keep']));
    await expectNothingMore(id);
    await scene.decide(id, 'putBack');
    await expectBooked(id, UNDISTURBED);
    await expectNothingMore(id);
  });

  it('to a wrong place, of which the interviewer declines besides, may go back with another one', async () => {
    const id = await scene.scheduled('Dana');
    await drag(id, 1, scene.on(1, 9));
    await decline(id, 1, 'alpha@example.com');
    await scene.look();
    expect((await scene.question(id))!.message).toContain('Alpha declined');
    await scene.decide(id, 'move');
    await expectBooked(id, [FIRST, 'One 2 +1 18:00 charlie', THIRD]);
    await expectNothingMore(id);
  });

  it('stays as an exception where people say so, and nobody is asked again', async () => {
    const id = await scene.scheduled('Dana');
    await drag(id, 1, scene.on(1, 9));
    await scene.look();
    await scene.decide(id, 'accept');
    await expectBooked(id, [FIRST, 'One 2 +1 09:00 alpha', THIRD]);
    await scene.look();
    await expectNothingMore(id);
    expect(await scene.told(id)).toEqual(['question', 'changed']);
    expect(await scene.question(id)).toBeUndefined();
  });

  it('is left alone where people leave it so, and is not moved by mending others', async () => {
    const id = await scene.scheduled('Dana');
    await drag(id, 1, scene.on(1, 9));
    await scene.look();
    await scene.decide(id, 'keep');
    await expectNothingMore(id);
    await decline(id, 2, 'bravo@example.com');
    await scene.look();
    expect(await scene.inCalendar(id)).toEqual([FIRST, 'One 2 +1 09:00 alpha', 'Two 1 +2 18:00 charlie']);
    await expectNothingMore(id);
  });

  it('to a later day can be cancelled also when its booked time has passed', async () => {
    const id = await scene.scheduled('Dana');
    await drag(id, 1, scene.on(20, 18));
    await scene.look();
    scene.until(1, 18.5);
    await scene.decide(id, 'cancel');
    await expectBooked(id, [FIRST, THIRD]);
    expect(await scene.told(id)).toEqual(['question', 'changed']);
    await expectNothingMore(id);
  });

  it('to a later day is followed on also when the booked time of the last mock has passed', async () => {
    const id = await scene.scheduled('Dana');
    await drag(id, 2, scene.on(20, 18));
    await scene.look();
    scene.until(3, 9);
    await drag(id, 2, scene.on(70, 18));
    await scene.look();
    expect(await scene.inCalendar(id)).toEqual([FIRST, SECOND, 'Two 1 +70 18:00 bravo']);
    expect((await scene.question(id))!.message).toMatch(/There are 6[89]d/);
    scene.until(21, 9);
    await scene.look();
    expect((await scene.candidate(id)).state).toBe('scheduled');
    await scene.hands.remove((await scene.mock(id, 2)).eventId);
    await scene.look();
    await scene.look();
    expect((await scene.candidate(id)).state).toBe('closed');
  });

  it('and once more while the first move was being followed is followed to where it stands at last', async () => {
    const id = await scene.scheduled('Dana');
    await drag(id, 1, scene.on(1, 19.5));
    await scene.watcher().look();
    await drag(id, 1, scene.on(1, 20));
    await scene.worker().runUntilIdle();
    expect(await scene.told(id)).toEqual(['unchanged']);
    await scene.look();
    await expectBooked(id, [FIRST, 'One 2 +1 20:00 alpha', THIRD]);
    await expectNothingMore(id);
  });
});

describe('an event that somebody deleted', () => {
  beforeEach(async () => {
    await scene.scheduled('Dana');
  });
  const dana = async () => (await scene.store.candidates({ workspace: scene.workspace, limit: 1 }))[0]!.id;

  it('is put back as a new event, once, where people say so', async () => {
    const id = await dana();
    const before = await scene.mock(id, 1);
    await scene.hands.remove(before.eventId);
    await scene.look();
    expect(await scene.plan(id)).toEqual(UNDISTURBED);
    expect(await kindsOf(id)).toEqual(['putBack', 'move', 'cancel', 'keep']);
    await scene.decide(id, 'putBack');
    await expectBooked(id, UNDISTURBED);
    expect((await scene.mock(id, 1)).eventId).not.toBe(before.eventId);
    await expectNothingMore(id);
  });

  it('gets a new event at another time where people say so', async () => {
    const id = await dana();
    await scene.hands.remove((await scene.mock(id, 1)).eventId);
    await scene.look();
    await scene.decide(id, 'move');
    await expectBooked(id, [FIRST, 'One 2 +1 19:00 alpha', THIRD]);
    await expectNothingMore(id);
  });

  it('is cancelled where people say so', async () => {
    const id = await dana();
    await scene.hands.remove((await scene.mock(id, 1)).eventId);
    await scene.look();
    await scene.decide(id, 'cancel');
    await expectBooked(id, [FIRST, THIRD]);
    await expectNothingMore(id);
  });
});

describe('an event that somebody deleted where the SOP says what to do', () => {
  it('is not cancelled where somebody has put it back before that was done', async () => {
    const id = await scene.scheduled('Dana');
    const { eventId } = await scene.mock(id, 1);
    const putBack = await scene.hands.cut(eventId);
    await scene.watcher(scene.desk({ sop: `${WATCHED_SOP}onChange: { deletedByHand: cancel }\n` })).look();
    await putBack();
    await scene.worker().runUntilIdle();
    await expectBooked(id, UNDISTURBED);
    expect(await scene.told(id)).toEqual(['unchanged']);
    await expectNothingMore(id);
  });

  it('is asked about after two tries, where the calendar takes no new one', async () => {
    const id = await scene.scheduled('Dana');
    await scene.hands.remove((await scene.mock(id, 1)).eventId);
    const refuse = () =>
      Promise.reject(new CalendarError('A guest is refused.', { kind: 'final', remedy: 'Ask.' }));
    const desk = scene.desk({
      sop: `${WATCHED_SOP}onChange: { deletedByHand: putBack }\n`,
      calendar: calendarWith(scene.calendar, { create: refuse }),
    });
    for (let looks = 0; looks < 5; looks += 1) {
      await scene.watcher(desk).look();
      await scene.worker(desk).runUntilIdle();
    }
    expect(await scene.told(id)).toEqual(['unchanged', 'unchanged', 'question']);
    expect(await statesOf(id)).toEqual(['deleted asked']);
  });

  it('is put back, or cancelled, without asking', async () => {
    const putBack = `${WATCHED_SOP}onChange: { deletedByHand: putBack }\n`;
    const id = await scene.scheduled('Dana');
    await scene.hands.remove((await scene.mock(id, 1)).eventId);
    await scene.look(putBack);
    await expectBooked(id, UNDISTURBED);
    await scene.hands.remove((await scene.mock(id, 2)).eventId);
    await scene.look(`${WATCHED_SOP}onChange: { deletedByHand: cancel }\n`);
    await expectBooked(id, [FIRST, SECOND]);
    expect(await scene.told(id)).toEqual(['changed', 'changed']);
  });
});

describe('a new title', () => {
  it('is told once and left as it is', async () => {
    const id = await scene.scheduled('Dana');
    await scene.hands.retitle((await scene.mock(id, 1)).eventId, 'Mock interview');
    await scene.look();
    expect(await scene.told(id)).toEqual(['question']);
    expect(await scene.question(id)).toBeUndefined();
    expect(await statesOf(id)).toEqual(['edited kept']);
    await expectNothingMore(id);
  });
});

describe('an out-of-office over three mocks', () => {
  it('has all of them mended, each candidate told once', async () => {
    const dana = await scene.scheduled('Dana');
    const evan = await scene.scheduled('Evan');
    const before = [...(await scene.mocks(dana)), ...(await scene.mocks(evan))];
    expect(before.filter(({ interviewer }) => interviewer === 'alpha')).toHaveLength(4);
    await scene.outOfOffice('alpha', 0, 2);
    await scene.look();
    for (const id of [dana, evan]) {
      expect((await scene.plan(id)).filter((text) => /\+[01] .* alpha/.test(text))).toEqual([]);
      expect(await scene.inCalendar(id)).toEqual(await scene.plan(id));
      expect(await scene.told(id)).toEqual(['changed']);
      await expectNothingMore(id);
    }
  });
});

describe('time off beside the SOP', () => {
  it('has the mocks in it mended', async () => {
    const id = await scene.scheduled('Dana');
    await scene.store.addTimeOff({
      workspace: scene.workspace,
      id: randomUUID(),
      interviewer: 'bravo',
      from: scene.on(2, 0),
      to: scene.on(5, 0),
      note: '',
      actor: 'Ann',
    });
    await scene.look();
    await expectBooked(id, [FIRST, SECOND, 'Two 1 +2 18:00 charlie']);
    await expectNothingMore(id);
  });
});

describe('an edit of the SOP', () => {
  it('that makes a coming mock wrong leads to a question', async () => {
    const id = await scene.scheduled('Dana');
    const edited = WATCHED_SOP.replace('main: [alpha], backup', 'main: [charlie], backup').replace(
      'main: [charlie], backup: [charlie]',
      'main: [charlie]',
    );
    await scene.look(edited);
    await expectBooked(id, UNDISTURBED);
    expect(await statesOf(id)).toEqual(['rule asked', 'rule asked']);
    expect(await scene.told(id)).toEqual(['question']);
  });
});

describe('an interviewer’s own calendar', () => {
  it('shows the mocks themselves, which are no conflict, and new entries, which are mended', async () => {
    await scene.close();
    const own = 'email: alpha@example.com, calendar: alpha@example.com,';
    scene = await Scene.open(stage, WATCHED_SOP.replace('email: alpha@example.com,', own));
    const id = await scene.scheduled('Dana');
    await expectNothingMore(id);
    await scene.busy('alpha', scene.on(1, 17.5), scene.on(1, 18.5));
    await scene.look();
    await expectBooked(id, [FIRST, 'One 2 +1 18:00 charlie', THIRD]);
    expect(await lastSummary(id)).toMatch(/^Alpha is busy .* 17:30–18:30/);
    await expectNothingMore(id);
  });

  it('that gives of a long leave only what was asked for leads to one question, however often it is read', async () => {
    await scene.close();
    const sop = WATCHED_SOP.replaceAll(', backup: [charlie]', '').replace(
      'email: alpha@example.com,',
      'email: alpha@example.com, calendar: own@example.com,',
    );
    scene = await Scene.open(stage, `${sop}onChange: { interviewerBusy: ask }\n`);
    const id = await scene.scheduled('Dana');
    const until = scene.on(1, 0);
    const calendar = calendarWith(scene.calendar, {
      freeBusy: (_calendars, start) =>
        Promise.resolve({ unreadable: [], busy: [{ calendar: 'own@example.com', start, end: until }] }),
    });
    const watcher = scene.watcher(scene.desk({ calendar }));
    await watcher.look();
    await scene.decide(id, 'keep');
    for (let days = 0; days < 3; days += 1) {
      scene.clock.pass({ hours: 24 });
      await watcher.look();
    }
    expect(await scene.told(id)).toEqual(['question']);
    expect(await statesOf(id)).toEqual(['interviewer-busy kept']);
  });
});

describe('changes while another is under way', () => {
  it('and over before their turn in the look comes are not asked about as they were', async () => {
    const second = await scene.scheduled('Dana');
    const first = await scene.scheduled('Eli');
    await decline(first, 1, 'alpha@example.com');
    const late = await scene.mock(second, 2);
    await scene.hands.answer(late.eventId, late.candidateEmail, 'DECLINED');
    const orderChange: Store['orderChange'] = async (input) => {
      const answer = await scene.store.orderChange(input);
      if (input.candidateId === first) {
        scene.clock.pass({ seconds: 20 });
        const to = { ...late, start: scene.on(4, 18), end: scene.on(4, 19.5) };
        const change = moveOrder(randomUUID(), [{ from: late, to, seen: null }], {
          request: null,
          variant: null,
        });
        await scene.store.orderChange({
          candidateId: second,
          change,
          summary: 'As agreed by telephone.',
          actor: 'Ann',
          chat: null,
        });
        await scene.worker().runUntilIdle();
      }
      return answer;
    };
    const store = new Proxy(scene.store, {
      get: (target, key) => (key === 'orderChange' ? orderChange : Reflect.get(target, key)),
    });
    await scene.watcher(scene.desk({ store })).look();
    await scene.look();
    expect((await scene.plan(second)).at(-1)).toBe('Two 1 +4 18:00 bravo');
    expect(await scene.told(second)).toEqual(['changed']);
    expect(await scene.observations(second)).toEqual([]);
  });

  it('wait until that is over, and are mended then', async () => {
    const id = await scene.scheduled('Dana');
    await decline(id, 0, 'alpha@example.com');
    await scene.watcher().look();
    expect((await scene.candidate(id)).state).toBe('queued');
    await decline(id, 2, 'bravo@example.com');
    await scene.watcher().look();
    await scene.worker().runUntilIdle();
    await expectBooked(id, ['One 1 +0 18:00 charlie', SECOND, THIRD]);
    await scene.look();
    await expectBooked(id, ['One 1 +0 18:00 charlie', SECOND, 'Two 1 +2 18:00 charlie']);
    expect(await scene.told(id)).toEqual(['changed', 'changed']);
    await expectNothingMore(id);
  });

  it('that take the place which was to be had lead to another, and to a question after two tries', async () => {
    const id = await scene.scheduled('Dana');
    await decline(id, 1, 'alpha@example.com');
    await scene.watcher().look();
    await scene.busy('charlie', scene.on(1, 18));
    await scene.worker().runUntilIdle();
    expect(await scene.told(id)).toEqual(['unchanged']);
    await scene.watcher().look();
    await scene.busy('alpha', scene.on(1, 19));
    await scene.worker().runUntilIdle();
    expect(await scene.told(id)).toEqual(['unchanged', 'unchanged']);
    await scene.look();
    expect(await scene.told(id)).toEqual(['unchanged', 'unchanged', 'question']);
    await expectBooked(id, UNDISTURBED);
    await expectNothingMore(id);
  });
});

describe('a question', () => {
  it('is closed where what it is about is no longer so', async () => {
    const id = await scene.scheduled('Dana');
    const { email } = await scene.candidate(id);
    await decline(id, 1, email);
    await scene.look();
    expect(await scene.question(id)).toBeDefined();
    await scene.hands.answer((await scene.mock(id, 1)).eventId, email, 'ACCEPTED');
    await scene.look();
    expect(await scene.question(id)).toBeUndefined();
    expect(await statesOf(id)).toEqual(['candidate-declined settled']);
  });
});

describe('a sequence that is over', () => {
  it('closes the candidate, also where the calendar cannot be read', async () => {
    const id = await scene.scheduled('Dana');
    scene.until(3, 9);
    const unreadable = calendarWith(scene.calendar, {
      events: () => Promise.reject(new CalendarError('It is away', { kind: 'passing', remedy: 'Wait.' })),
    });
    await scene.watcher(scene.desk({ calendar: unreadable })).look();
    expect((await scene.candidate(id)).state).toBe('closed');
    expect(await scene.told(id)).toEqual(['closed']);
  });
});
