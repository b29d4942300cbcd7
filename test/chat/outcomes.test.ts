import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Worker } from '../../src/booking/worker.ts';
import { noticeReplies } from '../../src/chat/notice.ts';
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
/** What was to be told until now is told. */
async function hush(): Promise<void> {
  const rows = await office.store.outbox({ workspace: WORKSPACE, limit: 20 });
  for (const { id } of rows) await office.store.markSent({ outboxId: id });
}

const until = (instant: string) => {
  office.clock.pass(office.clock.now().until(Temporal.Instant.from(instant)));
};
/** Dana has One Mock1 on Tue Dec 1, One Mock2 on Wed Dec 2, Two Mock1 on Thu Dec 3. */
const AFTER_TWO = '2026-12-03T09:00:00-08:00';
const AFTER_ALL = '2026-12-04T09:00:00-08:00';

describe('/held and /noshow', () => {
  it('note what came of a mock, with what was said, and can be taken back', async () => {
    until(AFTER_TWO);
    const chat = admin();
    await chat.type('/held dana one 1 a bit late', '/noshow dana fox One Mock2');
    expect(chat.read()).toBe(`
> /held dana one 1 a bit late
One Mock1 of Dana Fox, Tue Dec 1 18:00–19:00 PST with Alpha: held. Note: a bit late.
Mocks of Dana Fox so far: 1 held, 1 not noted.
[✓ One Mock2 held] [✗ missed]
[↶ Take back]
> /noshow dana fox One Mock2
One Mock2 of Dana Fox, Wed Dec 2 18:00–19:00 PST with Alpha: missed.
Mocks of Dana Fox so far: 1 held, 1 missed (One Mock2).
[↶ Take back] [📅 Give it again]
`);
    await chat.type('/status dana', '/audit dana');
    const shown = chat.read();
    expect(shown).toContain('2 of 3 mocks are over; next Two Mock1 with Bravo');
    expect(shown).toContain('So far: 1 held, 1 missed (One Mock2).');
    expect(shown).toContain('admin: One Mock1 with Alpha was held. Note: a bit late');
    await chat.type('/noshow dana One#2');
    await chat.tap('↶ Take back');
    expect(chat.read()).toContain(
      'One Mock2 of Dana Fox, Wed Dec 2 18:00–19:00 PST with Alpha: nothing is noted any more.\nMocks of Dana Fox so far: 1 held, 1 not noted.',
    );
  });

  it('without a mock ask of which, with two buttons each; a tap goes on to the next', async () => {
    until(AFTER_TWO);
    const chat = admin();
    await chat.type('/held dana');
    await chat.tap('✓ One Mock1');
    expect(chat.read()).toBe(`
> /held dana
Dana Fox <${EMAIL}>: what came of these mocks?
Mocks of Dana Fox so far: 2 not noted.
[✓ One Mock1 held] [✗ missed]
[✓ One Mock2 held] [✗ missed]
> [✓ One Mock1 held]
One Mock1 of Dana Fox, Tue Dec 1 18:00–19:00 PST with Alpha: held.
Mocks of Dana Fox so far: 1 held, 1 not noted.
[✓ One Mock2 held] [✗ missed]
[↶ Take back]
`);
  });

  it('name what there is where a mock is not known, and when it starts where it has not begun', async () => {
    until(AFTER_TWO);
    await enqueue(office.store, 'Eli');
    const chat = openChat(office);
    expect(await chat.say('/held dana FS9 1')).toBe(
      'Dana Fox has no mock “FS9 1”. There are: One Mock1, One Mock2, Two Mock1.',
    );
    expect(await chat.say('/noshow dana Two 1')).toBe(
      'Two Mock1 of Dana Fox has not begun, it starts Thu Dec 3 18:00 PST. What came of it can be noted then.',
    );
    expect(await chat.say('/noshow eli One 1')).toBe('Nothing is booked for Eli.');
    expect(await chat.say('/held nobody One 1')).toContain('I know no candidate called “nobody”');
    expect(await chat.say('/held')).toBe('Whom do you mean? For example: /held dana FS1 2');
  });
});

describe('a candidate whose mocks are all over', () => {
  const close = async () => {
    until(AFTER_ALL);
    await office.store.closeOver({ workspace: WORKSPACE, actor: 'watcher' });
  };

  it('is closed with a notice that asks what came of the mocks, and counts what was noted', async () => {
    until(AFTER_TWO);
    await openChat(office).say('/held dana One 1', '/noshow dana One 2');
    await close();
    const [row] = await office.store.outbox({ workspace: WORKSPACE, limit: 1 });
    expect(row).toMatchObject({ kind: 'closed' });
    expect(await noticeReplies(openChat(office).desk, row!)).toEqual([
      {
        text: `Dana Fox <${EMAIL}>: every mock is over. What came of those that are not noted?\nMocks of Dana Fox so far: 1 held, 1 missed (One Mock2), 1 not noted.`,
        buttons: [
          [
            { label: '✓ Two Mock1 held', says: `/held ${EMAIL} Two 1` },
            { label: '✗ missed', says: `/noshow ${EMAIL} Two 1` },
          ],
          [{ label: '📅 Give it again', says: `/reschedule ${EMAIL}` }],
        ],
        inPlace: `outcomes:${EMAIL}`,
      },
    ]);
    const chat = openChat(office);
    expect(await chat.say('/status dana')).toContain('closed, all 3 mocks are over');
    expect(await chat.say('/status')).toContain('0 scheduled, 1 closed');
    expect(await chat.say('/held dana Two 1')).toContain('2 held, 1 missed (One Mock2).');
  });

  it('is given a missed mock again after a yes, and is told so', async () => {
    await close();
    const chat = admin();
    await chat.type('/reschedule dana');
    expect(chat.read()).toBe(`
> /reschedule dana
Every mock of Dana Fox is over, and none is noted as missed. /noshow ${EMAIL} COURSE NUMBER notes that; then it can be given again.
`);
    await chat.type('/noshow dana Two 1');
    await chat.tap('📅 Give it again');
    expect(chat.read().split('\n').slice(7)).toEqual([
      `> [📅 Give it again]`,
      `Dana Fox <${EMAIL}>: 1 mock would move, which was missed, 2 had begun; the last would be on Fri Dec 4.`,
      '• Two Mock1',
      '   from Thu Dec 3 18:00–19:30 PST with Bravo',
      '   to Fri Dec 4 18:00–19:30 PST with Bravo',
      'Nothing is changed yet. The attendees of each mock that moves are told by the calendar.',
      '[✅ Yes, move 1 mock] [✖ No]',
      '',
    ]);
    await chat.tap('✅ Yes');
    await work();
    const bookings = await office.store.bookings({ workspace: WORKSPACE, candidateId: danaId });
    expect(bookings.at(-1)).toMatchObject({ course: 'Two', outcome: null });
    expect(bookings.at(-1)?.start.toString()).toBe('2026-12-05T02:00:00Z');
    await chat.type('/status dana');
    expect(chat.read()).toContain('scheduled, all 3 mocks booked');
  });
});
