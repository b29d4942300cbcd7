import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cancelOrder, moveOrder } from '../../src/booking/change-order.ts';
import { Worker } from '../../src/booking/worker.ts';
import { noticeReplies } from '../../src/chat/notice.ts';
import { sendNotices } from '../../src/chat/outbox-sender.ts';
import type { BookingRow, JsonObject } from '../../src/store/rows.ts';
import { enqueue, openTestOffice, type TestOffice, WORKSPACE } from '../booking/office.ts';
import { openChat } from './talk.ts';
import { transcriptOf } from './transcript.ts';

const EMAIL = 'dana.fox@example.com';

let office: TestOffice;
let danaId: string;
beforeEach(async () => {
  office = await openTestOffice();
  danaId = await enqueue(office.store, 'Dana Fox');
  await work();
  await hush();
});
afterEach(() => office.store.close());

const work = () => new Worker(office.desk, 'worker').runUntilIdle();
const admin = () => transcriptOf(openChat(office).desk);
const mocks = () => office.store.bookings({ workspace: WORKSPACE, candidateId: danaId });
const observations = () =>
  office.store.observations({ workspace: WORKSPACE, candidateId: danaId, settled: true });

/** What was to be told until now is told. */
async function hush(): Promise<void> {
  const rows = await office.store.outbox({ workspace: WORKSPACE, limit: 20 });
  for (const { id } of rows) await office.store.markSent({ outboxId: id });
}

/** Sends what is in the outbox; gives its texts. */
async function tellAll(): Promise<string[]> {
  const told: string[] = [];
  await sendNotices(openChat(office).desk, async (_, text) => {
    told.push(text);
  });
  return told;
}

/** Alpha declined the second mock; Charlie could give it at that time. */
async function asked({
  message = 'Alpha declined One Mock2, Wed Dec 2 18:00–19:00.',
  from = {},
  cancelsAll = false,
}: {
  readonly message?: string;
  readonly cancelsAll?: boolean;
  readonly from?: Partial<BookingRow>;
} = {}): Promise<BookingRow> {
  const { store } = office;
  const second = (await mocks())[1]!;
  const [seen] = await store.observe({
    candidateId: danaId,
    seen: [
      {
        bookingId: second.id,
        kind: 'interviewer-declined',
        key: 'alpha',
        summary: 'Alpha declined One Mock2, Wed Dec 2 18:00–19:00',
        details: {},
      },
    ],
    actor: 'watcher',
  });
  const charlie = {
    interviewer: 'charlie',
    interviewerName: 'Charlie',
    interviewerEmail: 'charlie@example.com',
  };
  const order = moveOrder(
    randomUUID(),
    [{ from: { ...second, ...from }, to: { ...second, ...charlie, role: 'backup' }, seen: null }],
    { request: null, variant: null, observations: [seen!.id] },
  );
  const all = cancelOrder(randomUUID(), await mocks(), [], { observations: [seen!.id] });
  const proposals: JsonObject[] = [
    ...(cancelsAll ? [{ kind: 'cancel', message: 'Cancel all 3 mocks: none takes place.', order: all }] : []),
    { kind: 'move', message: 'Change it: One Mock2 goes to Charlie at the same time.', order },
    { kind: 'keep', message: 'Leave it as it is.', order: null },
  ];
  await store.ask({
    candidateId: danaId,
    question: {
      code: 'seen',
      message,
      reasons: [{ code: 'interviewer-declined', message, observation: seen!.id }],
      proposals,
    },
    observations: [seen!.id],
    actor: 'watcher',
  });
  return second;
}

describe('mocks that are not as booked', () => {
  it('are asked about with what was seen, the ways out as buttons, and that nothing is moved before', async () => {
    await asked({ message: 'Alpha declined One Mock2, Wed Dec 2 18:00–19:00.\nIt starts in 3 hours.' });
    const chat = admin();
    await chat.type('/escalations');
    expect(chat.read()).toBe(`
> /escalations
Dana Fox <dana.fox@example.com>: booked mocks need a decision.
  • Alpha declined One Mock2, Wed Dec 2 18:00–19:00.
  • It starts in 3 hours.
What can be done:
  1. Change it: One Mock2 goes to Charlie at the same time.
  2. Leave it as it is.
Nothing is moved until you decide: /decide dana.fox@example.com NUMBER, or /dismiss dana.fox@example.com WHY to leave things as they are.
[1. Change it]
[2. Leave as it is]
[Schedule] [What was seen]
`);
    await chat.type('/status', '/queue', '/status dana');
    expect(chat.read()).toMatch(
      /1 scheduled candidate has mocks that are not as booked, and a decision is needed: \/escalations[\s\S]*1 candidate waits for a decision: \/escalations[\s\S]*Not as booked:\n• Alpha declined One Mock2, Wed Dec 2 18:00–19:00\. → waits for a decision\n[\s\S]*\[Decide\]/,
    );
  });

  it('are said with when they were asked where that is a while ago, so that nobody takes its “in 3 hours” for now', async () => {
    await asked({ message: 'Alpha declined One Mock2.\nIt starts in 3 hours.' });
    office.clock.pass({ minutes: 90 });
    expect(await openChat(office).say('/escalations')).toContain(
      'Dana Fox <dana.fox@example.com>: booked mocks need a decision, asked Sun Nov 22 09:00 PST.\n',
    );
  });

  it('are listed by the first that was seen, as a whole sentence', async () => {
    await asked({ message: 'One Mock2 was moved by hand. That is not right by the SOP:\n  It is too late.' });
    await enqueue(office.store, 'Eli', { start: '2026-12-01', end: '2026-12-01' });
    await work();
    expect(await openChat(office).say('/escalations')).toContain(
      'Dana Fox <dana.fox@example.com>, since Sun Nov 22 09:00 PST: One Mock2 was moved by hand. That is not right by the SOP.\n',
    );
  });

  it('come as a notice with the same buttons; once decided it says only what was seen', async () => {
    await asked();
    const { desk } = openChat(office);
    const [row] = await office.store.outbox({ workspace: WORKSPACE, limit: 1 });
    expect(row).toMatchObject({ kind: 'question' });
    const [reply] = await noticeReplies(desk, row!);
    expect(reply?.buttons?.flat().map(({ label }) => label)).toContain('1. Change it');
    await openChat(office).say('/dismiss dana agreed with both');
    expect(await noticeReplies(desk, row!)).toEqual([
      { text: 'Dana Fox <dana.fox@example.com>: Alpha declined One Mock2, Wed Dec 2 18:00–19:00.' },
    ]);
  });

  it('are not decided by a number that may have been read in another question, unless this one was shown', async () => {
    await asked();
    const chat = openChat(office);
    await chat.say('/escalations');
    await asked({ message: 'Alpha declined One Mock2, and a rule is broken.' });
    const said = await chat.say('/decide dana 2');
    expect(said).toContain(
      'What is asked about Dana Fox changed since, and so did what the numbers mean. Nothing is changed by this; this is how it stands now.\nDana Fox',
    );
    expect(said).toContain('and a rule is broken.');
    expect(await observations()).toMatchObject([{ state: 'asked' }]);
    expect(await chat.say('/decide dana 2')).toContain('it stays as it is');
  });

  it('are decided by a number where the question came here as a notice', async () => {
    await asked();
    await asked({ message: 'Another question.' });
    const { desk, say } = openChat(office);
    await sendNotices(desk, async () => {}, { chat: 'terminal' });
    expect(await say('/decide dana 2')).toContain('it stays as it is');
  });

  it('are decided by a number where the question has stood for a while', async () => {
    await asked();
    await asked({ message: 'Another question.' });
    office.clock.pass({ minutes: 11 });
    expect(await openChat(office).say('/decide dana 2')).toContain('it stays as it is');
  });

  it('are cancelled by a number only after a yes, where they are several', async () => {
    await asked({ cancelsAll: true });
    const chat = openChat(office);
    expect(await chat.say('/decide dana 1')).toBe(
      'Dana Fox: Cancel all 3 mocks: none takes place. Shall I really do that? Nothing is changed yet.',
    );
    expect(await chat.say('no')).toBe('Nothing is changed.');
    expect(await observations()).toMatchObject([{ state: 'asked' }]);
    await chat.say('/decide dana 1');
    expect(await chat.say('yes')).toContain('Cancel all 3 mocks: none takes place. The change is number 1');
    expect(await observations()).toMatchObject([{ state: 'mending' }]);
  });

  it('are changed by a tap, once, and the end is told', async () => {
    const second = await asked();
    const chat = admin();
    await chat.type('/escalations dana');
    const [tapped] = chat.says();
    await chat.tap('1.');
    chat.read();
    await chat.type(tapped!, '/escalations', '/seen dana');
    expect(chat.read()).toBe(`
> ${tapped}
Nothing is asked about the booked mocks of Dana Fox now. The last question was settled: a change was ordered: Decided for Dana Fox: Change it: One Mock2 goes to Charlie at the same time.
> /escalations
Nothing waits for a decision.
> /seen dana
Dana Fox <dana.fox@example.com>, newest last:
• Sun Nov 22 09:00 PST: Alpha declined One Mock2, Wed Dec 2 18:00–19:00. → being mended
[Status]
`);
    await hush();
    await work();
    expect((await mocks())[1]).toMatchObject({ id: second.id, interviewer: 'charlie', state: 'booked' });
    expect(await observations()).toMatchObject([{ state: 'settled' }]);
    const [told = ''] = await tellAll();
    expect(told).toContain('Dana Fox <dana.fox@example.com>');
    expect(told).toContain('One Mock2 with Charlie (backup)');
  });

  it('say what will happen after a tap', async () => {
    await asked();
    const chat = admin();
    await chat.type('/decide dana 1');
    expect(chat.read()).toBe(`
> /decide dana 1
Dana Fox: Change it: One Mock2 goes to Charlie at the same time. The change is number 1 in the queue. The calendar tells the attendees, and I say when it is done.
`);
  });

  it('are left as they are by a number or by /dismiss with a word, and nobody is asked again', async () => {
    await asked();
    const chat = admin();
    await chat.type('/dismiss dana', '/decide dana 2', '/decide dana 2', '/seen');
    expect(chat.read()).toBe(`
> /dismiss dana
Why shall the mocks of Dana Fox stay as they are? Please add a word, for the record: /dismiss dana.fox@example.com agreed with both
[agreed with both]
[known already]
> /decide dana 2
Dana Fox: it stays as it is, and I ask no more about it unless it changes.
> /decide dana 2
Nothing is asked about the booked mocks of Dana Fox now. The last question was settled: kept as it is.
> /seen
Seen lately, newest last:
• Sun Nov 22 09:00 PST: Dana Fox: Alpha declined One Mock2, Wed Dec 2 18:00–19:00. → left as it is
`);
    expect((await mocks())[1]).toMatchObject({ interviewer: 'alpha' });
  });

  it('keep the word with which they were left in the audit', async () => {
    await asked();
    const chat = openChat(office);
    await chat.say('/dismiss dana');
    expect(await chat.tap('agreed with both')).toBe(
      'Dana Fox: it stays as it is, and I ask no more about it unless it changes. Why: agreed with both.',
    );
    expect(await chat.say('/audit dana')).toContain('is kept as it is. Why: agreed with both');
  });

  it('are not changed where they are otherwise by now; the watcher is told to look again', async () => {
    const { start, end } = (await mocks())[1]!;
    await asked({ from: { start: start.add({ hours: 1 }), end: end.add({ hours: 1 }) } });
    const chat = openChat(office);
    const said = await chat.say('/decide dana 1');
    expect(said).toContain(
      'What is booked for Dana Fox has changed since this was shown. Nothing is changed by this. I look again now, and ask anew where it stands otherwise.\nDana Fox <dana.fox@example.com>: booked mocks need a decision.',
    );
    expect(chat.toldToLook()).toBe(1);
    expect(await observations()).toMatchObject([{ state: 'asked' }]);
    expect(await chat.tap('2. Leave as it is')).toContain('it stays as it is');
  });

  it('are put aside by whoever orders another change meanwhile, which is said, and where to find them then', async () => {
    const second = await asked();
    const later = { start: second.start.add({ hours: 1 }), end: second.end.add({ hours: 1 }) };
    const change = moveOrder(randomUUID(), [{ from: second, to: { ...second, ...later }, seen: null }], {
      request: null,
      variant: null,
    });
    await office.store.orderChange({
      candidateId: danaId,
      change,
      summary: 'by Ben',
      actor: 'ben',
      chat: null,
    });
    const chat = openChat(office);
    expect(await chat.say('/decide dana 1')).toBe(
      `What was asked about the booked mocks of Dana Fox is put aside: a change was ordered: by Ben. I look again when that is over; /escalations ${EMAIL} shows what is to be decided then.`,
    );
    expect(chat.toldToLook()).toBe(1);
    expect(await chat.tap('Show it')).toBe('Dana Fox waits for no decision: queued.');
  });

  it('have a button answer the question only that it stands under', async () => {
    await asked();
    const chat = admin();
    await chat.type('/escalations');
    const [old] = chat.says();
    await asked({ message: 'Alpha declined One Mock2, and a rule is broken.' });
    chat.read();
    await chat.type(old!);
    expect(chat.read()).toContain('That question is not open any more; this is how it stands now.\nDana Fox');
    expect((await observations())[0]).toMatchObject({ state: 'asked' });
  });

  it('ask for a number that there is', async () => {
    await asked();
    const chat = openChat(office);
    expect(await chat.say('/decide dana')).toContain(`Which way, 1 to 2? For example: /decide ${EMAIL} 1`);
    expect(await chat.say('/decide dana 9')).toContain('Which way, 1 to 2?');
    expect(await chat.say('/decide')).toBe('Whom do you mean? For example: /decide dana 1');
  });

  it('are pointed to by /retry, /edit and /apply, which are for something else', async () => {
    await asked();
    const chat = openChat(office);
    for (const typed of ['/retry dana', '/edit dana zone EST', '/apply dana 1']) {
      expect(await chat.say(typed)).toBe(
        `What waits is a question about the booked mocks of Dana Fox. /escalations ${EMAIL} shows it, /decide ${EMAIL} NUMBER answers it, /dismiss ${EMAIL} WHY leaves things as they are.`,
      );
    }
    expect(await chat.tap('Show it')).toContain('booked mocks need a decision');
  });

  it('are marked in lists of what is booked where their events were deleted, moved or given away by hand', async () => {
    const [first, second] = await mocks();
    const summary = (what: string) => `One Mock (Tue Dec 1 18:00–19:00 PST) was ${what}.`;
    const seen = (bookingId: string, kind: string, what: string) => ({
      bookingId,
      kind,
      key: 'k',
      summary: summary(what),
      details: {},
    });
    await office.store.observe({
      candidateId: danaId,
      seen: [
        seen(first!.id, 'deleted', 'deleted from the calendar by hand'),
        seen(second!.id, 'interviewer-changed', 'given to Charlie by hand'),
      ],
      actor: 'watcher',
    });
    const { say } = openChat(office);
    expect(await say('/schedule dana')).toMatch(
      /One Mock1 with Alpha ⚠ deleted from the calendar by hand\n[\s\S]*One Mock2 with Alpha ⚠ given to Charlie by hand\n/,
    );
    expect(await say('/today 2026-12-01')).toContain(
      'One Mock1: Dana Fox ⚠ deleted from the calendar by hand',
    );
    expect(await say('/week 2026-12-01')).toContain('One Mock2: Dana Fox ⚠ given to Charlie by hand');
  });

  it('are asked about of one of several people with all that was typed', async () => {
    await enqueue(office.store, 'Dana Wolf');
    const { hear } = openChat(office);
    const offered = async (typed: string) =>
      (await hear(typed)).flatMap(({ buttons = [] }) => buttons.flat().map(({ says }) => says))[0];
    expect(await offered('/decide dana 2')).toMatch(/^\/decide dana\.\w+@example\.com 2$/);
    expect(await offered('/dismiss dana agreed with both')).toMatch(/@example\.com agreed with both$/);
    expect(await offered('/held dana One 1 was late')).toMatch(/@example\.com One 1 was late$/);
    expect(await offered('/reschedule dana window to 20 Dec')).toMatch(/@example\.com window to 20 Dec$/);
  });

  it('are nothing where all is as booked', async () => {
    const chat = openChat(office);
    expect(await chat.say('/seen')).toBe(
      'Seen lately: nothing at booked mocks was seen to be not as booked.',
    );
    expect(await chat.say('/seen dana')).toBe(
      `Dana Fox <${EMAIL}>: nothing at their mocks was seen to be not as booked.`,
    );
    expect(await chat.say('/dismiss dana why')).toContain('only a queued or escalated candidate');
  });
});
