import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Worker } from '../../src/booking/worker.ts';
import { noticeReplies } from '../../src/chat/notice.ts';
import { sendNotices } from '../../src/chat/outbox-sender.ts';
import { remindOfTomorrow } from '../../src/watching/day-before.ts';
import { enqueue, openTestOffice, SMALL_SOP, type TestOffice, WORKSPACE } from '../booking/office.ts';
import { openChat } from '../chat/talk.ts';

const REMINDING = `${SMALL_SOP.replace('email: alpha@example.com,', 'email: alpha@example.com, telegram: 1001,')}remindAt: "18:00"\n`;

let office: TestOffice;
beforeEach(async () => {
  office = await openTestOffice(REMINDING);
});
afterEach(() => office.store.close());

const remind = () => remindOfTomorrow({ ...office.desk, store: office.store });
const at = (clock: string) => {
  const instant = Temporal.Instant.from(`${clock}-08:00`);
  office.clock.pass(office.clock.now().until(instant));
};

/** Dana has One Mock1 on Tue Dec 1 and One Mock2 on Wed Dec 2 with Alpha, Two Mock1 on Thu Dec 3 with Bravo. */
async function scheduled(...names: readonly string[]): Promise<void> {
  for (const name of names) await enqueue(office.store, name);
  await new Worker(office.desk, 'worker').runUntilIdle();
  await hush();
}

/** What was to be told until now is told. */
async function hush(): Promise<void> {
  const rows = await office.store.outbox({ workspace: WORKSPACE, limit: 20 });
  for (const { id } of rows) await office.store.markSent({ outboxId: id });
}

/** The reminders in the outbox as they would be read now, with the chat that each is for. */
async function told(): Promise<string[]> {
  const rows = await office.store.outbox({ workspace: WORKSPACE, limit: 20 });
  const texts: string[] = [];
  for (const row of rows.filter(({ kind }) => kind === 'digest')) {
    const [reply] = await noticeReplies(openChat(office).desk, row);
    texts.push(`${row.chat ?? 'admins'}: ${reply?.text}`);
  }
  return texts;
}

describe('the day before', () => {
  it('admins are told all mocks by interviewer, an interviewer with a chat their own, each once', async () => {
    await scheduled('Dana', 'Eli');
    at('2026-11-30T17:59');
    expect(await remind()).toBe(false);
    at('2026-11-30T18:00');
    expect(await remind()).toBe(true);
    expect(await told()).toEqual([
      `admins: Tomorrow, Tue Dec 1: 2 mocks. Times are America/Los_Angeles (PST).

Alpha: 2 mocks
• 18:00–19:00 One Mock1: Dana
• 19:00–20:00 One Mock1: Eli`,
      `telegram:1001: Tomorrow, Tue Dec 1: Alpha, you give 2 mocks. Times are America/Los_Angeles (PST).
• 18:00–19:00 One Mock1: Dana
• 19:00–20:00 One Mock1: Eli`,
    ]);
    at('2026-11-30T18:05');
    expect(await remind()).toBe(false);
    expect(await told()).toHaveLength(2);
  });

  it('nobody is told where the SOP names no time', async () => {
    const { base } = office.desk.procedure;
    await scheduled('Dana');
    at('2026-11-30T19:00');
    const procedure = { ...office.desk.procedure, base: { ...base, remindAt: null } };
    expect(await remindOfTomorrow({ ...office.desk, store: office.store, procedure })).toBe(false);
    expect(await told()).toEqual([]);
  });

  it('an interviewer without a chat, or without a mock, is written nothing', async () => {
    await scheduled('Dana');
    at('2026-12-02T18:00');
    expect(await remind()).toBe(true);
    expect(await told()).toEqual([
      expect.stringMatching(/^admins: Tomorrow, Thu Dec 3: 1 mock\.[\s\S]*Bravo/),
    ]);
  });

  it('says nothing where there is nothing to say, and tells of what is booked later that evening', async () => {
    at('2026-11-30T18:00');
    expect(await remind()).toBe(false);
    await scheduled('Dana');
    expect(await remind()).toBe(true);
    expect(await told()).toEqual([
      expect.stringMatching(/^admins: Tomorrow, Tue Dec 1: 1 mock/),
      expect.stringMatching(/^telegram:1001: /),
    ]);
  });

  it('admins are told what waits for a decision, though there is no mock', async () => {
    await enqueue(office.store, 'Eli', { start: '2026-12-01', end: '2026-12-01' });
    await scheduled();
    at('2026-11-25T18:00');
    expect(await remind()).toBe(true);
    expect(await told()).toEqual([
      'admins: Tomorrow, Thu Nov 26: no mock. Times are America/Los_Angeles (PST).\n\n1 candidate waits for a decision: /escalations',
    ]);
  });

  it('it is told late where nobody was there, as long as the first mock has not begun', async () => {
    await scheduled('Dana');
    at('2026-12-01T09:00');
    expect(await remind()).toBe(true);
    expect(await told()).toEqual([
      expect.stringMatching(/^admins: Today, Tue Dec 1: 1 mock/),
      expect.stringMatching(/^telegram:1001: Today, Tue Dec 1: Alpha, you give 1 mock/),
    ]);
  });

  it('it is not told any more once the first mock has begun', async () => {
    const { base } = office.desk.procedure;
    await scheduled('Dana');
    at('2026-12-01T18:00');
    const procedure = { ...office.desk.procedure, base: { ...base, remindAt: 23 * 60 } };
    expect(await remindOfTomorrow({ ...office.desk, store: office.store, procedure })).toBe(false);
  });

  it('what was written is told as it stands when it is read', async () => {
    await scheduled('Dana');
    at('2026-11-30T18:00');
    await remind();
    const chat = openChat(office);
    await chat.say('/delete dana 1 Dec');
    await chat.tap('🗑 Yes, delete 1 mock');
    await new Worker(office.desk, 'worker').runUntilIdle();
    expect(await told()).toEqual([
      expect.stringMatching(/^admins: Tomorrow, Tue Dec 1: no mock\./),
      'telegram:1001: Tomorrow, Tue Dec 1: you have no mock any more.',
    ]);
  });

  it('a terminal shows the reminder of admins, and leaves those of interviewers to the bot', async () => {
    await scheduled('Dana');
    at('2026-11-30T18:00');
    await remind();
    const shown: string[] = [];
    await sendNotices(openChat(office).desk, async (_, text) => {
      shown.push(text);
    });
    expect(shown).toEqual([expect.stringMatching(/^Tomorrow, Tue Dec 1: 1 mock/)]);
    const audit = await office.store.audit({ workspace: WORKSPACE });
    expect(audit.at(-1)).toMatchObject({
      action: 'notice-given-up',
      summary: expect.stringContaining('An interviewer is reminded by the Telegram bot alone') as string,
    });
  });

  it('is a day of the SOP’s zone, through a change of the clock too', async () => {
    await enqueue(office.store, 'Dana', { start: '2027-03-14', end: '2027-03-20' });
    await scheduled();
    // 18:00 PST on the eve of the night in which the clock goes to PDT.
    at('2027-03-13T18:00');
    expect(await remind()).toBe(true);
    expect((await told())[0]).toContain(
      'Tomorrow, Sun Mar 14: 1 mock. Times are America/Los_Angeles (PDT).\n\nAlpha: 1 mock\n• 18:00–19:00',
    );
  });
});
