import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Worker } from '../../src/booking/worker.ts';
import { commandList } from '../../src/chat/chat.ts';
import { helpText } from '../../src/chat/help-text.ts';
import { enqueue, openTestOffice, procedureOf, SMALL_SOP, type TestOffice } from '../booking/office.ts';
import { openChat } from './talk.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openTestOffice();
  await enqueue(office.store, 'Dana');
  await new Worker(office.desk, 'worker').runUntilIdle();
});
afterAll(() => office.store.close());

describe('/audit', () => {
  it('tells what happened by day, newest last', async () => {
    const text = await openChat(office).say('/audit dana');
    expect(text).toMatch(/^Dana <dana@example.com>\n\nSun Nov 22\n09:00 /);
    const lines = text.split('\n');
    expect(lines[3]).toContain('joined the queue');
    expect(lines.at(-1)).toContain('All 3 mocks are booked');
  });

  it('shows the newest page first, and turns to the earlier ones', async () => {
    const { store } = office;
    const long = new Proxy(store, {
      get(target, key) {
        if (key !== 'audit') return Reflect.get(target, key) as unknown;
        return async (input: Parameters<typeof store.audit>[0]) => {
          const [row] = await store.audit(input);
          return Array.from({ length: 40 }, (_, index) => ({ ...row!, summary: `step ${index + 1}` }));
        };
      },
    });
    const admin = openChat({ ...office, store: long });
    const newest = await admin.say('/audit dana');
    expect(newest).toContain('page 1 of 3 (1 is the newest)');
    expect(newest.match(/step \d+/g)).toEqual(Array.from({ length: 15 }, (_, index) => `step ${26 + index}`));
    expect(admin.labels()).toEqual(['‹ Earlier']);
    expect(await admin.tap('‹ Earlier')).toMatch(/step 11\n[\s\S]*step 25$/);
    expect(await admin.tap('‹ Earlier')).toMatch(/step 1\n[\s\S]*step 10$/);
    expect(admin.labels()).toEqual(['Later ›']);
    expect(await admin.say('/audit dana page 99')).toContain('page 3 of 3');
  });

  it('asks whom is meant', async () => {
    expect(await openChat(office).say('/audit')).toContain('For example: /audit dana');
    expect(await openChat(office).say('/audit zoe page 2')).toContain('no candidate called “zoe”');
  });
});

describe('/sop', () => {
  it('shows courses, people, sequence and rules, with the tables as a file', async () => {
    const admin = openChat(office);
    const [reply] = await admin.hear('/sop');
    expect(reply?.text).toContain(
      `
Small
All times are America/Los_Angeles.

Courses
• One: 60, 60 min; Alpha; backups Charlie
• Two: 90 min; Bravo; backups Charlie

People
• Alpha <alpha@example.com>: everyday 18:00-21:00; at most 2 a day
`.trim(),
    );
    expect(reply?.text).toContain('Sequence\n• One\n• Two');
    expect(reply?.text).toContain('• A mock starts on a multiple of 30m after midnight.');
    expect(reply?.files).toMatchObject([{ name: 'sop.txt', mediaType: 'text/plain' }]);
    expect(new TextDecoder().decode(reply!.files![0]!.bytes)).toContain('Backups, the first called first');
  });

  it('shows one part alone, with what a variant changes', async () => {
    const sop = `${SMALL_SOP}variants:\n  - { name: short, when: { windowDays: { max: 9 } }, rules: { minGap: 10h } }\n`;
    const varied = { ...office, desk: { ...office.desk, procedure: procedureOf(sop) } };
    const admin = openChat(varied);
    await admin.say('/sop');
    expect(await admin.tap('Variants')).toBe(
      "Small\nAll times are America/Los_Angeles.\n\nVariant short, for windows of at most 9 days\n• minGap: From the end of a mock to the start of the candidate's next: at least 10h.",
    );
    expect(await admin.say('/sop variants')).not.toContain('Courses');
    expect(await admin.say('/sop holidays')).toContain(
      '“holidays” is no part of the SOP; there are courses, people',
    );
  });

  it('is shortened at a line’s end where a message would be too long', async () => {
    const people = Array.from(
      { length: 90 },
      (_, index) =>
        `  x${index}: { name: Interviewer ${index}, email: x${index}@example.com, hours: { everyday: ["18:00-21:00"] } }`,
    );
    const sop = SMALL_SOP.replace('  bravo:', `${people.join('\n')}\n  bravo:`);
    const crowded = { ...office, desk: { ...office.desk, procedure: procedureOf(sop) } };
    const text = await openChat(crowded).say('/sop');
    expect(text.length).toBeLessThan(4_000);
    expect(text).toMatch(
      /\n• Interviewer \d+ <x\d+@example.com>: everyday 18:00-21:00; at most 2 a day\n… shortened here/,
    );
  });
});

describe('/help', () => {
  it('gives each command once, by an example, and fits into a message', async () => {
    const help = await openChat(office).say('/help');
    expect(help.length).toBeLessThan(4_000);
    for (const { name, help: what } of commandList()) {
      expect(
        help.split('\n').filter((line) => line.startsWith(`/${name}`) && line.endsWith(what)),
      ).toHaveLength(1);
    }
    expect(help).toMatch(/^Candidates\n\/start: add a candidate, question by question\n/);
  });

  it('says of one command how it is used', async () => {
    const admin = openChat(office);
    expect(await admin.say('/help audit')).toBe(
      '/audit NAME [page N]: everything that happened to a candidate, newest last. For example: /audit dana',
    );
    expect(await admin.say('/help /week')).toContain('/week [DAY]');
    expect(await admin.say('/help me')).toBe('There is no command /me. /help lists all.');
  });

  it('puts what belongs to no group at the end', () => {
    const other = { name: 'other', argument: '', help: 'something else', example: '/other' };
    expect(helpText([other], '')).toBe('More\n/other: something else');
  });
});

describe('/pause and /resume', () => {
  it('say how things stand, and what was so already', async () => {
    const admin = openChat(office);
    expect(await admin.say('/resume')).toBe('The queue was not paused; it goes on. Nobody is queued.');
    await enqueue(office.store, 'Eli');
    expect(await admin.say('/pause')).toBe(
      'The queue is paused; who is in hand is finished. /resume goes on. 1 candidate is queued or waiting.',
    );
    expect(await admin.say('/pause')).toContain('The queue is paused already.');
    expect(await admin.say('/status')).toBe(
      'The queue is paused. Candidates: 1 queued, 0 scheduling, 0 waiting, 0 escalated, 1 scheduled, 0 closed, 0 cancelled.',
    );
    expect(await admin.say('/queue')).toMatch(
      /^The queue is paused; \/resume goes on\.\n• Eli <eli@example.com>: number 1 in the queue, since Sun Nov 22 09:00 PST$/,
    );
    expect(await admin.tap('▶ Resume')).toContain('The queue goes on.');
  });

  it('say who was queued when the queue went on, however soon a worker takes them', async () => {
    const own = await openTestOffice();
    const worked = new Proxy(own.store, {
      get(target, key) {
        if (key !== 'pause') return Reflect.get(target, key) as unknown;
        return async (input: Parameters<typeof own.store.pause>[0]) => {
          await target.pause(input);
          if (!input.paused) await new Worker(own.desk, 'worker').runUntilIdle();
        };
      },
    });
    const admin = openChat({ ...own, store: worked });
    await admin.say('/pause');
    await enqueue(own.store, 'Eli');
    expect(await admin.say('/resume')).toBe('The queue goes on. 1 candidate is queued or waiting.');
    await own.store.close();
  });
});

describe('/status', () => {
  it('of one candidate tells the request, how far it is, and what may come next', async () => {
    const admin = openChat(office);
    expect(await admin.say('/status dana')).toBe(
      `
Dana <dana@example.com>: scheduled, all 3 mocks booked.
Window: Tue 1 Dec 2026 to Mon 14 Dec 2026 (14 days)
Slots: everyday 18:00-21:00 in America/Los_Angeles
Time zone: America/New_York
0 of 3 mocks are over; next One Mock1 with Alpha, Tue Dec 1 18:00 PST.
Queued Sun Nov 22 09:00 PST, last change Sun Nov 22 09:00 PST.
`.trim(),
    );
    expect(admin.labels()).toEqual(['Schedule', 'Audit']);
    await admin.say('/status eli');
    expect(admin.labels()).toEqual(['Audit', '✖ Dismiss …']);
  });
});
