import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Worker } from '../../src/booking/worker.ts';
import { CalendarError } from '../../src/calendar/calendar.ts';
import { splitRange } from '../../src/chat/changes/delete-range.ts';
import { sendNotices } from '../../src/chat/outbox-sender.ts';
import {
  appointment,
  calendarWith,
  enqueue,
  openTestOffice,
  ownEvents,
  type TestOffice,
  WORKSPACE,
} from '../booking/office.ts';
import { openChat } from './talk.ts';
import { transcriptOf } from './transcript.ts';

let office: TestOffice;
beforeEach(async () => {
  office = await openTestOffice();
});
afterEach(() => office.store.close());

const work = () => new Worker(office.desk, 'worker').runUntilIdle();
const admin = () => transcriptOf(openChat(office).desk);
const typed = (title: string, start: string, who = 'team') =>
  appointment(office.calendar, { who: `${who}@example.com`, start, title });
const titles = async () =>
  (
    await office.calendar.events(
      Temporal.Instant.from('2026-11-01T00:00Z'),
      Temporal.Instant.from('2027-03-01T00:00Z'),
    )
  ).map(({ title }) => title);

async function scheduled(name = 'Dana Fox'): Promise<string> {
  const id = await enqueue(office.store, name);
  await work();
  await sendNotices(openChat(office).desk, async () => undefined);
  return id;
}

async function notices(): Promise<string[]> {
  const told: string[] = [];
  await sendNotices(openChat(office).desk, async (_chat, text) => void told.push(text));
  return told;
}

describe('/delete', () => {
  it('lists what is booked and what was typed by hand, and deletes it after a yes', async () => {
    const id = await scheduled();
    await typed('dana fox : Bravo Two Mock 2', '2026-12-07T18:00:00-08:00');
    await typed('Eli : Bravo Two Mock2', '2026-12-08T18:00:00-08:00');
    await typed('Dana Fox : lunch', '2026-12-09T18:00:00-08:00');
    const chat = admin();
    await chat.type('/delete Dnaa');
    await chat.tap('🗑 Yes');
    expect(chat.read()).toBe(`
> /delete Dnaa
Dana Fox <dana.fox@example.com>: 4 mocks would be deleted.
1. One Mock1, Tue Dec 1 18:00–19:00 PST with Alpha
2. One Mock2, Wed Dec 2 18:00–19:00 PST with Alpha
3. Two Mock1, Thu Dec 3 18:00–19:30 PST with Bravo
4. “dana fox : Bravo Two Mock 2”, Mon Dec 7 18:00–19:00 PST, typed by hand
Nothing is deleted yet. The attendees are told by the calendar, and the time is free again.
Only some of them: /delete_yes ID1 1 2
[🗑 Yes, delete 4 mocks] [✖ No]
> [🗑 Yes, delete 4 mocks]
4 mocks of Dana Fox will be deleted. The change is number 1 in the queue. The calendar tells the attendees, and I say when it is done.
`);
    await work();
    expect((await office.store.candidates({ workspace: WORKSPACE, id }))[0]).toMatchObject({
      state: 'cancelled',
      mocks: 0,
    });
    expect((await titles()).sort()).toEqual(['Dana Fox : lunch', 'Eli : Bravo Two Mock2']);
    const [told] = await notices();
    expect(told).toMatch(
      /^Dana Fox <dana.fox@example.com>: Cancelled, and the attendees are told: One Mock1 with Alpha .*“dana fox : Bravo Two Mock 2” \(Mon Dec 7 18:00–19:00 PST\)\. No mock is booked any more\.$/,
    );
    await chat.type('/delete_yes ID1', '/delete dana');
    expect(chat.read()).toBe(`
> /delete_yes ID1
That was ordered already. Dana Fox is cancelled. /delete NAME shows how it stands now.
> /delete dana
Dana Fox <dana.fox@example.com>: no mock to come is in the calendar.
`);
  });

  it('deletes those of some days, or those of the list that are named', async () => {
    const id = await scheduled();
    const chat = admin();
    await chat.type('/delete dana 2 Dec to 3 Dec');
    expect(chat.read()).toContain('2 mocks would be deleted, 1 of those booked would stay.\n1. One Mock2');
    await chat.type('/delete_yes ID1 3');
    expect(chat.read()).toContain('3 is not in the list, which goes from 1 to 2.');
    await chat.type('/delete_yes ID1 2');
    expect(chat.read()).toContain('One mock of Dana Fox will be deleted.');
    await work();
    const left = await office.store.bookings({ workspace: WORKSPACE, candidateId: id });
    expect(left.map(({ course, number }) => `${course} ${number}`)).toEqual(['One 1', 'One 2']);
    expect(await ownEvents(office.calendar)).toHaveLength(2);
    await chat.type('/delete dana 2026-12-20');
    expect(chat.read()).toContain('no mock from 2026-12-20 to 2026-12-20 is in the calendar.');
  });

  it('leaves alone what has begun', async () => {
    await scheduled();
    office.clock.pass({ hours: 10 * 24 });
    const chat = admin();
    await chat.type('/delete dana');
    expect(chat.read()).toContain(
      '2 mocks would be deleted, 1 of those booked would stay.\n1. One Mock2, Wed Dec 2 18:00–19:00 PST with Alpha\n2. Two Mock1, Thu Dec 3 18:00–19:30 PST with Bravo\n1 mock of that time has begun and stays.',
    );
  });

  it('refuses a late tap where the mocks have changed since', async () => {
    await scheduled();
    const [early, late] = [admin(), admin()];
    await late.type('/delete dana');
    await early.type('/delete dana 2026-12-03');
    await early.tap('🗑 Yes');
    await work();
    await late.tap('🗑 Yes');
    expect(late.read()).toContain('What is booked for Dana Fox has changed since this was shown.');
    expect(await ownEvents(office.calendar)).toHaveLength(2);
  });

  it('deletes nothing after a no', async () => {
    await scheduled();
    const chat = admin();
    await chat.type('/delete dana');
    await chat.tap('✖ No');
    await work();
    expect(await ownEvents(office.calendar)).toHaveLength(3);
  });

  it('knows people by events typed by hand alone, by the first name where it is nobody else’s', async () => {
    await scheduled();
    await typed('Kim Lee : Alpha One Mock1', '2026-12-05T18:00:00-08:00');
    await typed('Kim Lee : Alpha One Mock2', '2026-12-06T18:00:00-08:00');
    await typed('Dana : Bravo Two Mock2', '2026-12-07T18:00:00-08:00');
    const chat = admin();
    await chat.type('/delete kim');
    expect(chat.read()).toContain(
      'Kim Lee: 2 mocks would be deleted.\n1. “Kim Lee : Alpha One Mock1”, Sat Dec 5 18:00–19:00 PST, typed by hand',
    );
    await chat.tap('🗑 Yes');
    expect(chat.read()).toContain('2 mocks of Kim Lee will be deleted. The change is number 1 in the queue.');
    await work();
    expect((await titles()).filter((title) => title.startsWith('Kim'))).toEqual([]);
    expect((await notices())[0]).toContain(
      'Kim Lee <kim.lee@by-hand.invalid>: Cancelled, and the attendees are told: “Kim Lee',
    );
    await chat.type('/delete dana 7 Dec');
    expect(chat.read()).toContain('1. “Dana : Bravo Two Mock2”');
    await enqueue(office.store, 'Dana Bell');
    await chat.type('/delete dana');
    expect(chat.read()).toBe(`
> /delete dana
Dana: 1 mock would be deleted.
1. “Dana : Bravo Two Mock2”, Mon Dec 7 18:00–19:00 PST, typed by hand
Nothing is deleted yet. The attendees are told by the calendar, and the time is free again.
[🗑 Yes, delete 1 mock] [✖ No]
`);
    await chat.type('/delete dan');
    expect(chat.read()).toContain(
      '“dan” fits several:\n  Dana Bell, dana.bell@example.com\n  Dana Fox, dana.fox@example.com\n  Dana (typed by hand)\nPlease say which.\n[Dana Bell] [Dana Fox] [Dana]',
    );
  });

  it('takes the address of somebody known by hand from the invitation, and finds a candidate by it', async () => {
    const invite = (uid: string, title: string, email: string) =>
      office.calendar.importIcs(
        [
          'BEGIN:VCALENDAR',
          'VERSION:2.0',
          'PRODID:test',
          'BEGIN:VEVENT',
          `UID:${uid}`,
          'DTSTAMP:20261101T000000Z',
          `SUMMARY:${title}`,
          `ATTENDEE:mailto:${email}`,
          'ATTENDEE:mailto:alpha@example.com',
          'DTSTART:20261206T020000Z',
          'DTEND:20261206T030000Z',
          'END:VEVENT',
          'END:VCALENDAR',
          '',
        ].join('\r\n'),
      );
    await scheduled();
    await invite('one', 'Kim Lee : Alpha One Mock1', 'Kim@example.com');
    await invite('two', 'Fox D. : Alpha One Mock3', 'Dana.Fox@example.com');
    const chat = admin();
    await chat.type('/delete kim');
    await chat.tap('🗑 Yes');
    await work();
    expect(await office.store.candidates({ workspace: WORKSPACE, email: 'kim@example.com' })).toMatchObject([
      { name: 'Kim Lee', state: 'cancelled', change: null },
    ]);
    await chat.type('/delete dana');
    expect(chat.read()).toContain('4. “Fox D. : Alpha One Mock3”');
  });

  it('gives up a candidate who waits for the calendar in the middle of being booked, but only as a whole', async () => {
    const id = await enqueue(office.store, 'Dana Fox');
    let made = 0;
    const calendar = calendarWith(office.calendar, {
      create: async (event) => {
        made += 1;
        if (made === 2) throw new CalendarError('Quota', { kind: 'passing', remedy: 'Wait.' });
        return office.calendar.create(event);
      },
    });
    await new Worker({ ...office.desk, calendar }, 'worker').runUntilIdle();
    const chat = admin();
    await chat.type('/delete dana 2026-12-01');
    expect(chat.read()).toContain(
      'Half a plan is none: only all mocks together can be deleted, /delete dana.fox@example.com',
    );
    await chat.type('/delete dana');
    await chat.tap('🗑 Yes');
    await work();
    expect((await office.store.candidates({ workspace: WORKSPACE, id }))[0]!.state).toBe('cancelled');
    expect(await ownEvents(office.calendar)).toEqual([]);
  });

  it('says why not where nothing can be deleted', async () => {
    await enqueue(office.store, 'Eli');
    await typed('Eli : Alpha One Mock1', '2026-12-05T18:00:00-08:00');
    const chat = admin();
    await chat.type('/delete eli', '/delete zoe', '/delete', '/delete eli from 5 Dec to 1 Dec');
    expect(chat.read()).toBe(`
> /delete eli
Eli is number 1 in the queue. First /dismiss eli@example.com WHY, then events typed by hand can be deleted.
> /delete zoe
I know no candidate called “zoe”, in the queue or in the calendar.
> /delete
Whose mocks? For example: /delete dana 5 Dec to 10 Dec
> /delete eli from 5 Dec to 1 Dec
2026-12-01 comes before 2026-12-05. Write e.g. 5 Dec, 2026-12-05 or 5 Dec to 10 Dec.
`);
    await chat.type('/dismiss eli@example.com found a job', '/delete eli');
    await chat.tap('🗑 Yes');
    await work();
    expect(await titles()).toEqual([]);
  });
});

describe('the days that are named', () => {
  const today = Temporal.PlainDate.from('2026-11-22');
  it.each([
    ['dana', 'dana', null],
    ['dana fox', 'dana fox', null],
    ['dana 2026-12-05', 'dana', ['2026-12-05', '2026-12-05']],
    ['dana fox 5 dec', 'dana fox', ['2026-12-05', '2026-12-05']],
    ['dana fox 2026-12-05 2026-12-10', 'dana fox', ['2026-12-05', '2026-12-10']],
    ['dana from 5 Dec to 10 Dec', 'dana', ['2026-12-05', '2026-12-10']],
    ['dana 12/5 - 12/10', 'dana', ['2026-12-05', '2026-12-10']],
    ['dana on tomorrow', 'dana', ['2026-11-23', '2026-11-23']],
    ['dana2@example.com', 'dana2@example.com', null],
    ['dana2@example.com today', 'dana2@example.com', ['2026-11-22', '2026-11-22']],
    ['may from april', 'may from april', null],
  ] as const)('%s', (text, who, days) => {
    const read = splitRange(text, today);
    if (!read.ok) throw new Error(read.why);
    expect(read.value.who).toBe(who);
    const { range } = read.value;
    expect(range === null ? null : [`${range.start}`, `${range.end}`]).toEqual(days);
  });
});
