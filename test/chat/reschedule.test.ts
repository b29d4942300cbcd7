import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Worker } from '../../src/booking/worker.ts';
import { sendNotices } from '../../src/chat/outbox-sender.ts';
import { appointment, enqueue, openTestOffice, type TestOffice, WORKSPACE } from '../booking/office.ts';
import { openChat } from './talk.ts';
import { transcriptOf } from './transcript.ts';

let office: TestOffice;
beforeEach(async () => {
  office = await openTestOffice();
});
afterEach(() => office.store.close());

const work = () => new Worker(office.desk, 'worker').runUntilIdle();
const admin = () => transcriptOf(openChat(office).desk);
const busy = (who: string, start: string, end?: string) =>
  appointment(office.calendar, { who: `${who}@example.com`, start, ...(end === undefined ? {} : { end }) });

async function dana(window?: { start: string; end: string }): Promise<string> {
  const id = await enqueue(office.store, 'Dana Fox', window);
  await work();
  const { desk } = openChat(office);
  await sendNotices(desk, async () => undefined);
  return id;
}

const SECOND = '2026-12-02T18:00:00-08:00';

describe('/reschedule', () => {
  it('shows what would move, moves it after a yes, and tells when it is done', async () => {
    await dana();
    await busy('alpha', SECOND);
    office.clock.pass({ hours: 24 });
    const chat = admin();
    await chat.type('/reschedule Dnaa');
    await chat.tap('✅ Yes');
    expect(chat.read()).toBe(`
> /reschedule Dnaa
Dana Fox <dana.fox@example.com>: 1 mock would move, 2 to come would stay; the last would be on Thu Dec 3.
• One Mock2
   from Wed Dec 2 18:00–19:00 PST with Alpha
   to Wed Dec 2 19:00–20:00 PST with Alpha
Nothing is changed yet. The attendees of each mock that moves are told by the calendar.
[✅ Yes, move 1 mock] [✖ No]
> [✅ Yes, move 1 mock]
One mock of Dana Fox will be moved. The change is number 1 in the queue. The calendar tells the attendees, and I say when it is done.
`);
    await chat.type('/status dana', '/queue');
    expect(chat.read()).toContain(
      'number 1 in the queue, for a change to 1 mock, since Mon Nov 23 09:00 PST',
    );
    await work();
    const told: string[] = [];
    await sendNotices(openChat(office).desk, async (_chat, text) => void told.push(text));
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(
      'One mock was moved, and the attendees are told. One Mock2 with Alpha (Wed Dec 2 18:00–19:00 PST) goes to Wed Dec 2 19:00–20:00 PST. The last mock is on Thu Dec 3.',
    );
    expect(told[0]).toMatch(/Wed Dec 2 19:00–20:00 PST \(22:00–23:00 EST\)\s+One Mock2 with Alpha/);
    await chat.type('/reschedule dana');
    expect(chat.read()).toContain(
      'Dana Fox <dana.fox@example.com>: nothing to change. 3 mocks to come, the last on Thu Dec 3, as well as the SOP allows.',
    );
  });

  it('changes nothing after a no, nor by a tap after that', async () => {
    const id = await dana();
    await busy('alpha', SECOND);
    const chat = admin();
    await chat.type('/reschedule dana');
    await chat.tap('✖ No');
    await chat.type(
      '/reschedule_yes ID1',
      '/reschedule_no ID1',
      '/reschedule_yes deadbeef',
      '/reschedule_yes',
    );
    expect(chat.read().split('\n').slice(8)).toEqual([
      '> [✖ No]',
      'Nothing is changed.',
      '> /reschedule_yes ID1',
      'That was answered with no. /reschedule NAME shows how it stands now.',
      '> /reschedule_no ID1',
      'That was answered with no. /reschedule NAME shows how it stands now.',
      '> /reschedule_yes deadbeef',
      'I know of no such preview. /reschedule NAME shows how it stands now.',
      '> /reschedule_yes',
      'I know of no such preview. /reschedule NAME shows how it stands now.',
      '',
    ]);
    await work();
    expect((await office.store.candidates({ workspace: WORKSPACE, id }))[0]!.state).toBe('scheduled');
  });

  it('orders once, whoever taps how often, and refuses a preview that is overtaken', async () => {
    await dana();
    await busy('alpha', SECOND);
    const [first, second] = [admin(), admin()];
    await first.type('/reschedule dana');
    await second.type('/reschedule dana');
    await first.tap('✅ Yes');
    first.read();
    await first.type('/reschedule_yes ID1');
    expect(first.read()).toContain(
      'That was ordered already. Dana Fox is number 1 in the queue, for a change to 1 mock.',
    );
    await second.tap('✅ Yes');
    expect(second.read()).toContain(
      'A change for Dana Fox is ordered already and not over.\n→ Wait until it is done',
    );
    await first.type('/reschedule dana');
    expect(first.read()).toContain('A change for Dana Fox is under way: number 1 in the queue');
    await work();
    await second.type('/reschedule_yes ID1');
    expect(second.read()).toContain(
      'What is booked for Dana Fox has changed since this was shown.\n→ Ask again to see how it stands now.',
    );
  });

  it('leaves what is done where it is', async () => {
    await dana();
    office.clock.pass({ hours: 10 * 24 });
    await busy('alpha', SECOND, '2026-12-04T00:00:00-08:00');
    const chat = admin();
    await chat.type('/reschedule dana');
    expect(chat.read()).toContain(
      '1 mock would move, 1 to come would stay, 1 had begun; the last would be on',
    );
    office.clock.pass({ hours: 5 * 24 });
    await chat.type('/reschedule dana');
    expect(chat.read()).toContain(
      'every mock has begun or is over, and none is noted as missed (/noshow); nothing is left to reschedule.',
    );
  });

  it('plans with another window or other slots where they are named, and keeps them', async () => {
    const id = await dana();
    const chat = admin();
    await chat.type('/reschedule dana window 2026-12-08 to 2026-12-20 slots 19:00-21:00');
    await chat.tap('✅ Yes');
    await work();
    const [candidate] = await office.store.candidates({ workspace: WORKSPACE, id });
    expect(candidate!.request).toMatchObject({
      window: { start: '2026-12-08', end: '2026-12-20' },
      slots: { everyday: ['19:00-21:00'] },
    });
    const bookings = await office.store.bookings({ workspace: WORKSPACE, candidateId: id });
    expect(
      bookings.map(({ start }) => start.toZonedDateTimeISO('America/Los_Angeles').toString().slice(0, 16)),
    ).toEqual(['2026-12-08T19:00', '2026-12-09T19:00', '2026-12-10T19:00']);
    await chat.type('/reschedule dana window sometime');
    expect(chat.read()).toContain('window 2026-12-01 to 2026-12-31');
  });

  it('says why nothing is possible, with what would help as buttons that show the new preview', async () => {
    await dana({ start: '2026-12-01', end: '2026-12-03' });
    await busy('dana.fox', '2026-12-01T00:00:00-08:00', '2026-12-03T00:00:00-08:00');
    const chat = admin();
    await chat.type('/reschedule dana');
    const text = chat.read();
    expect(text).toContain('what is still to come cannot be planned anew:\n  • ');
    expect(text).toContain('Extend the window to Sat Dec 5');
    expect(text).toContain('Nothing is changed: all mocks stand as they are.');
    const button = /(\d)\. Extend the window/.exec(text)![1];
    await chat.tap(`Try ${button}`);
    expect(chat.read()).toContain('3 mocks would move; the last would be on Sat Dec 5.');
    await chat.tap('✅ Yes');
    await work();
    await chat.type('/status dana');
    expect(chat.read()).toContain('scheduled, all 3 mocks booked');
  });

  it('brings back what was moved by hand, and says what to do where an event was deleted', async () => {
    const id = await dana();
    const [first, second] = await office.store.bookings({ workspace: WORKSPACE, candidateId: id });
    const event = (await office.calendar.find(first!.eventId))!;
    const moved = { start: first!.start.add({ hours: 1 }), end: first!.end.add({ hours: 1 }) };
    await office.calendar.move({
      ...event,
      ...moved,
      timeZone: 'UTC',
      conference: 'none',
      booking: event.booking!,
    });
    const chat = admin();
    await chat.type('/reschedule dana');
    expect(chat.read()).toContain(
      'from Tue Dec 1 18:00–19:00 PST with Alpha; by hand it was moved to Tue Dec 1 19:00–20:00\n   to Tue Dec 1 18:00–19:00 PST with Alpha',
    );
    await office.calendar.remove(second!.eventId);
    await chat.type('/reschedule dana');
    expect(chat.read()).toContain(
      'somebody deleted from the calendar:\n• One Mock2, Wed Dec 2 18:00–19:00 PST with Alpha\nA deleted event cannot be moved. To let go of it and plan the others anew:\n/delete dana.fox@example.com 2026-12-02\n/reschedule dana.fox@example.com',
    );
    await chat.type('/delete dana.fox@example.com 2026-12-02');
    await chat.tap('🗑 Yes');
    await work();
    chat.read();
    await chat.type('/reschedule dana.fox@example.com');
    expect(chat.read()).toContain(
      '2 mocks would move; the last would be on Wed Dec 2.\n• One Mock1\n   from Tue Dec 1 18:00–19:00 PST with Alpha; by hand',
    );
  });

  it('can be called off while it waits in the queue', async () => {
    await dana();
    await busy('alpha', SECOND);
    const chat = admin();
    await chat.type('/reschedule dana');
    await chat.tap('✅ Yes');
    chat.read();
    await chat.type('/dismiss dana.fox@example.com never mind', '/status dana');
    expect(chat.read()).toContain(
      'The change for Dana Fox is called off, and what is booked stays as it is: never mind',
    );
    await work();
    await chat.type('/status dana');
    expect(chat.read()).toContain('scheduled, all 3 mocks booked');
  });

  it('needs something that is booked', async () => {
    await enqueue(office.store, 'Eli');
    const chat = admin();
    await chat.type('/reschedule eli', '/reschedule zoe', '/reschedule');
    expect(chat.read()).toBe(`
> /reschedule eli
Eli is number 1 in the queue; what is booked can be rescheduled once scheduling is over.
> /reschedule zoe
I know no candidate called “zoe”. /queue shows who is in the queue.
> /reschedule
Whom do you mean? For example: /reschedule dana window to 20 Dec
`);
    await enqueue(office.store, 'Elia');
    await chat.type('/reschedule el');
    expect(chat.says()).toEqual(['/reschedule elia@example.com', '/reschedule eli@example.com']);
  });

  it('is for the mocks of somebody who is in the queue anew', async () => {
    await dana();
    await busy('alpha', SECOND);
    await enqueue(office.store, 'Dana Fox', { start: '2027-02-01', end: '2027-02-14' });
    const chat = admin();
    await chat.type('/reschedule dana');
    await chat.tap('✅ Yes');
    expect(chat.read()).toContain('The queue has another candidate with the email dana.fox@example.com.');
    await work();
    await chat.type('/reschedule_yes ID1');
    expect(chat.read()).toContain('One mock of Dana Fox will be moved.');
  });
});
