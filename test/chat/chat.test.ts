import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Worker } from '../../src/booking/worker.ts';
import { CalendarError } from '../../src/calendar/calendar.ts';
import { Chat } from '../../src/chat/chat.ts';
import { sendNotices } from '../../src/chat/outbox-sender.ts';
import { StoreUnavailable } from '../../src/store/store.ts';
import { enqueue, openTestOffice, type TestOffice, WORKSPACE } from '../booking/office.ts';
import { ANSWERS, openChat } from './talk.ts';

let office: TestOffice;

beforeEach(async () => {
  office = await openTestOffice();
});
afterEach(async () => {
  await office.store.close();
});

const work = () => new Worker(office.desk, 'worker').runUntilIdle();

describe('onboarding in a chat', () => {
  it('asks, previews, and queues on yes; every step survives a restart', async () => {
    const admin = openChat(office);
    const summary = await admin.say(...ANSWERS);
    expect(summary).toContain('Possible: 3 mocks, the first on Tue 1 Dec 2026, finished on Thu 3 Dec 2026.');
    expect(await admin.say('yes')).toContain('Dana Fox is queued, as number 1.');
    expect(admin.woken()).toBe(1);
    const [candidate] = await office.store.candidates({ workspace: WORKSPACE });
    expect(candidate).toMatchObject({
      name: 'Dana Fox',
      email: 'dana@example.com',
      state: 'queued',
      chat: 'terminal',
    });
    expect(candidate!.request).toEqual({
      candidate: { name: 'Dana Fox', email: 'dana@example.com', timeZone: 'America/New_York' },
      window: { start: '2026-12-01', end: '2026-12-14' },
      slots: { weekdays: ['18:00-21:00'], weekends: ['18:00-21:00'] },
    });
  });

  it('refuses an address that is in the queue already, and says whose it is', async () => {
    await enqueue(office.store, 'Dana');
    const admin = openChat(office);
    expect(await admin.say('/start', 'Dana Fox', 'dana@example.com')).toMatch(
      /in the queue already: Dana, queued/,
    );
    expect(await admin.say('dana.fox@example.com')).toContain('Email: dana.fox@example.com');
  });

  it('takes an address again once its candidate is scheduled', async () => {
    await enqueue(office.store, 'Dana');
    await work();
    expect(await openChat(office).say('/start', 'Dana Fox', 'dana@example.com')).toContain(
      'Email: dana@example.com',
    );
  });

  it('says why it is not possible before anything is queued', async () => {
    const tight = [
      '/start',
      'Dana',
      'dana@example.com',
      '1 Dec 2026',
      '1 Dec 2026',
      '6pm-9pm',
      'none',
      'PST',
    ];
    const summary = await openChat(office).say(...tight);
    expect(summary).toContain('Not possible as it stands');
  });

  it('takes up a proposal at a tap, shows the new preview with a picture of the weeks, and queues that', async () => {
    const admin = openChat(office);
    await admin.say(
      '/start',
      'Dana',
      'dana@example.com',
      '1 Dec 2026',
      '1 Dec 2026',
      '6pm-9pm',
      'none',
      'PST',
    );
    expect(admin.labels().slice(0, 2)).toEqual(['💡 Apply 1', '💡 Apply 2']);
    const again = await admin.tap('💡 Apply 1');
    expect(again).toMatch(/^Taken up: Extend the window to Thu Dec 3 \(2 days more\)/);
    expect(again).toContain('End: Thu 3 Dec 2026 (3 days)');
    expect(again).toContain('Possible: 3 mocks');
    expect(admin.labels()).toEqual(['✅ Yes', '✏️ Edit', '✖ Cancel']);
    expect(admin.files()).toEqual(['Dana-preview.png']);
    expect(await admin.say('what?')).toContain("I can't read “what?” here");
    expect(admin.files()).toEqual([]);
    expect(await admin.say('yes')).toContain('Dana is queued, as number 1.');
    const [candidate] = await office.store.candidates({ workspace: WORKSPACE });
    expect(candidate!.request).toMatchObject({ window: { start: '2026-12-01', end: '2026-12-03' } });
  });

  it('says what to write into the SOP where a proposal is about it', async () => {
    const admin = openChat(office);
    await admin.say(
      '/start',
      'Dana',
      'dana@example.com',
      '1 Dec 2026',
      '2 Dec 2026',
      '6pm-9pm',
      'none',
      'PST',
    );
    expect(await admin.say('apply 3')).toMatch(
      /Narrow the least gap[\s\S]*under rules, write: minGap: 1h \(now 12h\)/,
    );
    expect(await admin.say('/cancel')).toContain('Nothing was queued');
  });

  it('shows the summary without a preview when the calendar cannot be read', async () => {
    const events = () =>
      Promise.reject(new CalendarError('It does not answer', { kind: 'passing', remedy: 'Wait.' }));
    const silent = { ...office.calendar, events, during: () => silent };
    const summary = await openChat({ ...office, calendar: silent }).say(...ANSWERS);
    expect(summary).toContain('It does not answer. Wait.');
  });

  it('is not disturbed by a command in the middle, and /start takes it up again', async () => {
    const admin = openChat(office);
    await admin.say('/start', 'Dana Fox');
    expect(await admin.say('/queue')).toContain('The queue is empty');
    expect(await admin.say('/start')).toContain('Which email address');
    expect(await admin.say('dana@example.com')).toContain('Email: dana@example.com');
    expect(await admin.say('/cancel')).toContain('Nothing was queued');
    expect(await admin.say('hello')).toContain('/start adds a candidate');
  });

  it('loses no yes: what was asked for before a crash is done when the chat is taken up again', async () => {
    let dead = false;
    const dying = new Proxy(office.store, {
      get: (target, key) =>
        key === 'enqueue'
          ? () => {
              dead = true;
              throw new Error('killed');
            }
          : (Reflect.get(target, key) as unknown),
    });
    await expect(openChat({ ...office, store: dying }).say(...ANSWERS, 'yes')).rejects.toThrow('killed');
    expect(dead).toBe(true);
    const { desk } = openChat(office);
    const replies = await new Chat(desk).resume({ chat: 'terminal', actor: 'admin' });
    expect(replies.map(({ text }) => text)).toEqual(['Dana Fox is queued, as number 1.']);
    expect(await new Chat(desk).resume({ chat: 'terminal', actor: 'admin' })).toEqual([]);
  });

  it('keeps the conversations of two chats apart', async () => {
    const [first, second] = [openChat(office, 'one'), openChat(office, 'two')];
    await first.say('/start', 'Dana');
    await second.say('/start', 'Eli');
    expect(await first.say('dana@example.com')).toContain('Email: dana@example.com');
    expect(await second.say('eli@example.com')).toContain('Email: eli@example.com');
  });
});

describe('commands', () => {
  it('show the queue, a candidate and their schedule', async () => {
    await enqueue(office.store, 'Dana');
    await enqueue(office.store, 'Eli');
    const admin = openChat(office);
    expect(await admin.say('/queue')).toMatch(
      /^• Dana <dana@example.com>: number 1 in the queue.*\n• Eli <eli@example.com>: number 2 in the queue/,
    );
    await work();
    expect(await admin.say('/queue')).toContain('empty');
    expect(await admin.say('/status dana')).toContain(
      'Dana <dana@example.com>: scheduled, all 3 mocks booked.',
    );
    expect(await admin.say('/status')).toContain('2 scheduled');
    const schedule = await admin.say('/schedule dana');
    expect(schedule).toContain('Tue Dec 1 18:00–19:00 PST (21:00–22:00 EST)\n   One Mock1 with Alpha');
    expect(await admin.say('/audit dana')).toMatch(/joined the queue[\s\S]*All 3 mocks are booked/);
  });

  it('ask whom is meant where a name fits several or nobody', async () => {
    await enqueue(office.store, 'Dana');
    await enqueue(office.store, 'Danilo');
    const admin = openChat(office);
    expect(await admin.say('/status dan')).toMatch(
      /fits several:[\s\S]*danilo@example.com[\s\S]*dana@example.com/,
    );
    expect(await admin.say('/status zoe')).toContain('no candidate called “zoe”');
    expect(await admin.say('/schedule')).toContain('For example: /schedule dana');
  });

  it('show an escalation with what would help; retry queues again, dismiss closes with a word', async () => {
    await enqueue(office.store, 'Dana', { start: '2026-12-01', end: '2026-12-01' });
    const admin = openChat(office);
    expect(await admin.say('/escalations')).toBe('Nothing waits for a decision.');
    await work();
    expect(await admin.say('/escalations')).toMatch(
      /Dana <dana@example.com> could not be scheduled:[\s\S]*would help/,
    );
    expect(await admin.say('/retry dana')).toContain('in the queue again');
    await work();
    expect(await admin.say('/dismiss dana@example.com')).toContain('Please add a word');
    expect(await admin.say('/dismiss dana@example.com has found a job')).toContain('has found a job');
    expect(await admin.say('/escalations')).toBe('Nothing waits for a decision.');
    expect(await admin.say('/retry dana')).toContain('only an escalated candidate');
  });

  it('pause and resume the queue', async () => {
    await enqueue(office.store, 'Dana');
    const admin = openChat(office);
    await admin.say('/pause');
    await work();
    expect(await admin.say('/queue')).toContain('The queue is paused');
    await admin.say('/resume');
    await work();
    expect(await admin.say('/status dana')).toContain('scheduled');
  });

  it('name themselves in /help, each with an example, and a mistyped one its nearest', async () => {
    const admin = openChat(office);
    const help = await admin.say('/help');
    for (const name of ['start', 'queue', 'status', 'schedule', 'escalations', 'audit', 'cancel', 'help']) {
      expect(help).toContain(`/${name}`);
    }
    expect(await admin.say('/quue')).toContain('Did you mean /queue?');
    expect(await admin.say('/cancel')).toContain('Nothing is under way');
  });
});

describe('trouble', () => {
  it('is said in the chat with what to do, and the chat goes on', async () => {
    const gone = new Proxy(office.store, {
      get: (target, key) =>
        key === 'queue'
          ? () => Promise.reject(new StoreUnavailable('The database does not answer.', 'Wait a minute.'))
          : (Reflect.get(target, key) as unknown),
    });
    const admin = openChat({ ...office, store: gone });
    expect(await admin.say('/queue')).toBe('The database does not answer.\n→ Wait a minute.');
    expect(await admin.say('/help')).toContain('/queue');
  });

  it('is not hidden when it is a bug of ours', async () => {
    const broken = new Proxy(office.store, {
      get: (target, key) =>
        key === 'queue' ? () => Promise.reject(new TypeError('oops')) : (Reflect.get(target, key) as unknown),
    });
    await expect(openChat({ ...office, store: broken }).say('/queue')).rejects.toThrow('oops');
  });
});

describe('notices', () => {
  it('tell of an end in order, and each once it was sent', async () => {
    await enqueue(office.store, 'Dana');
    await enqueue(office.store, 'Eli', { start: '2026-12-01', end: '2026-12-01' });
    await work();
    const { desk } = openChat(office);
    const heard: string[] = [];
    expect(await sendNotices(desk, async (_chat, text) => void heard.push(text))).toBe(2);
    expect(heard[0]).toMatch(/^Dana <dana@example.com>: All 3 mocks are booked[\s\S]*Two Mock1 with Bravo/);
    expect(heard[1]).toContain('Eli <eli@example.com> could not be scheduled');
    expect(await sendNotices(desk, async (_chat, text) => void heard.push(text))).toBe(0);
  });

  it('stay in order and are sent later when sending fails', async () => {
    await enqueue(office.store, 'Dana');
    await enqueue(office.store, 'Eli');
    await work();
    const { desk } = openChat(office);
    expect(await sendNotices(desk, () => Promise.reject(new Error('offline')))).toBe(0);
    office.clock.pass({ hours: 1 });
    const heard: string[] = [];
    await sendNotices(desk, async (_chat, text) => void heard.push(text.slice(0, 4)));
    expect(heard).toEqual(['Dana', 'Eli ']);
  });
});
