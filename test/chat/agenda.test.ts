import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Worker } from '../../src/booking/worker.ts';
import { enqueue, openTestOffice, type TestOffice } from '../booking/office.ts';
import { openChat } from './talk.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openTestOffice();
  for (const name of ['Dana', 'Eli']) await enqueue(office.store, name);
  await new Worker(office.desk, 'worker').runUntilIdle();
});
afterAll(() => office.store.close());

describe('/today', () => {
  it('says that there is no mock, and who therefore has none', async () => {
    expect(await openChat(office).say('/today')).toBe(
      'Sun Nov 22: no mock. Times are America/Los_Angeles (PST).\n\nWithout a mock: Alpha, Bravo, Charlie.',
    );
  });

  it('of another day lists its mocks by interviewer, and turns the leaf', async () => {
    const admin = openChat(office);
    const day = await admin.say('/today 1 Dec');
    expect(day).toBe(
      `
Tue Dec 1: 2 mocks. Times are America/Los_Angeles (PST).

Alpha: 2 mocks
• 18:00–19:00 One Mock1: Dana
• 19:00–20:00 One Mock1: Eli

Without a mock: Bravo, Charlie.
`.trim(),
    );
    expect(admin.labels()).toEqual(['‹ Mon Nov 30', 'Wed Dec 2 ›']);
    expect(await admin.tap('Wed Dec 2 ›')).toContain('One Mock2: Dana');
  });

  it.each(['tomorrow', 'next monday', '2026-12-02'])('understands %s', async (day) => {
    expect(await openChat(office).say(`/today ${day}`)).toMatch(/^(Mon|Wed) (Nov|Dec) \d+: /);
  });

  it('says what a day looks like where it cannot read one', async () => {
    expect(await openChat(office).say('/today soonish')).toMatch(/“soonish” is not a date I can read/);
  });
});

describe('/week', () => {
  it('lists a week from Monday to Sunday, with the days', async () => {
    const admin = openChat(office);
    expect(await admin.say('/week')).toMatch(/^Mon Nov 16 – Sun Nov 22: no mock/);
    expect(await admin.say('/week next')).toMatch(/^Mon Nov 23 – Sun Nov 29: no mock/);
    const week = await admin.tap('Mon Nov 30 ›');
    expect(week).toMatch(/^Mon Nov 30 – Sun Dec 6: 6 mocks\. /);
    expect(week).toMatch(/Alpha: 4 mocks\n• Tue Dec 1 18:00–19:00 One Mock1: Dana\n/);
    expect(week).toContain('Bravo: 2 mocks\n• Thu Dec 3 18:00–19:30 Two Mock1: Dana');
    expect(week).toContain('Without a mock: Charlie.');
  });

  it('still names an interviewer who is in the SOP no more', async () => {
    const { base } = office.desk.procedure;
    const people = new Map([...base.interviewers].filter(([id]) => id !== 'alpha'));
    const procedure = { ...office.desk.procedure, base: { ...base, interviewers: people } };
    const changed = { ...office, desk: { ...office.desk, procedure } };
    expect(await openChat(changed).say('/today 1 Dec')).toContain('Alpha: 2 mocks');
  });
});
