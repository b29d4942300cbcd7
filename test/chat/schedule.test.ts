import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Worker } from '../../src/booking/worker.ts';
import { fileName } from '../../src/chat/file-name.ts';
import { sendNotices } from '../../src/chat/outbox-sender.ts';
import { enqueue, openTestOffice, type TestOffice } from '../booking/office.ts';
import { openChat } from './talk.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openTestOffice();
  await enqueue(office.store, 'Dana');
  await new Worker(office.desk, 'worker').runUntilIdle();
  await enqueue(office.store, 'Eli');
});
afterAll(() => office.store.close());

describe('/schedule', () => {
  it('lists the mocks by week in both zones, with interviewer and links', async () => {
    expect(await openChat(office).say('/schedule dana')).toBe(
      `
Dana <dana@example.com>: scheduled, all 3 mocks booked.
Times are America/Los_Angeles, in brackets the candidate's: America/New_York.

Week of Mon Nov 30
• Tue Dec 1 18:00–19:00 PST (21:00–22:00 EST)
   One Mock1 with Alpha
• Wed Dec 2 18:00–19:00 PST (21:00–22:00 EST)
   One Mock2 with Alpha
• Thu Dec 3 18:00–19:30 PST (21:00–22:30 EST)
   Two Mock1 with Bravo
`.trim(),
    );
  });

  it('brings the picture, and a calendar file of the booked mocks', async () => {
    const [reply] = await openChat(office).hear('/schedule dana');
    const [picture, calendar] = reply!.files!;
    expect(picture).toMatchObject({ name: 'Dana-schedule.png', mediaType: 'image/png', picture: true });
    expect(Buffer.from(picture!.bytes).subarray(1, 4).toString()).toBe('PNG');
    expect(calendar).toMatchObject({ name: 'Dana-mocks.ics', mediaType: 'text/calendar' });
    const text = new TextDecoder().decode(calendar!.bytes);
    expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(3);
    expect(text).toContain('SUMMARY:Dana : Alpha One Mock1');
    expect(text).toContain('X-WR-CALNAME:Mock interviews: Dana');
  });

  it('shows Meet and event links where there are any, backups, and what is not booked yet', async () => {
    const { store } = office;
    const withLinks = new Proxy(store, {
      get(target, key) {
        if (key !== 'bookings') return Reflect.get(target, key) as unknown;
        return async (input: Parameters<typeof store.bookings>[0]) => {
          const [first, second, third] = await store.bookings(input);
          return [
            { ...first, meetLink: 'https://meet.example/abc', htmlLink: 'https://calendar.example/1' },
            { ...second, role: 'backup', interviewerName: 'Charlie', state: 'reserved' },
            { ...third, state: 'moving' },
          ];
        };
      },
    });
    const text = await openChat({ ...office, store: withLinks }).say('/schedule dana');
    expect(text).toContain(
      'One Mock1 with Alpha\n   Meet: https://meet.example/abc\n   Event: https://calendar.example/1\n',
    );
    expect(text).toContain('One Mock2 with Charlie (backup), not booked yet');
    expect(text).toContain('Two Mock1 with Bravo, being moved');
  });

  it('marks what is over', async () => {
    const later = Object.assign(Object.create(office.clock) as typeof office.clock, {
      now: () => Temporal.Instant.from('2026-12-02T21:00-08:00'),
    });
    const text = await openChat({ ...office, clock: later }).say('/schedule dana');
    expect(text.match(/^[✓•]/gm)).toEqual(['✓', '✓', '•']);
    expect(await openChat({ ...office, clock: later }).say('/status dana')).toContain(
      '2 of 3 mocks are over; next Two Mock1 with Bravo, Thu Dec 3 18:00 PST.',
    );
  });

  it('leaves the other zone out for a candidate who lives in the SOP’s', async () => {
    const text = await openChat({ ...office, store: withZone('America/Los_Angeles') }).say('/schedule dana');
    expect(text).toContain('Times are America/Los_Angeles.\n');
    expect(text).toContain('• Tue Dec 1 18:00–19:00 PST\n');
    const far = await openChat({ ...office, store: withZone('Asia/Kolkata') }).say('/schedule dana');
    expect(far).toContain('• Tue Dec 1 18:00–19:00 PST (Wed Dec 2 07:30–08:30 GMT+5:30)');
  });

  it('says that nothing is booked for one who only waits, and asks whom is meant otherwise', async () => {
    const admin = openChat(office);
    expect(await admin.say('/schedule eli')).toBe(
      'Eli <eli@example.com>: number 1 in the queue. No mock is booked.',
    );
    expect(await admin.say('/schedule zoe')).toContain('no candidate called “zoe”');
    expect(await admin.say('/schedule')).toContain('For example: /schedule dana');
  });

  it('comes by itself with the notice that all is booked', async () => {
    const heard: string[] = [];
    await sendNotices(openChat(office).desk, async (_chat, text) => void heard.push(text));
    expect(heard[0]).toMatch(/^Dana <dana@example.com>: All 3 mocks are booked[\s\S]*Week of Mon Nov 30/);
  });
});

function withZone(timeZone: string) {
  const { store } = office;
  return new Proxy(store, {
    get(target, key) {
      if (key !== 'candidates') return Reflect.get(target, key) as unknown;
      return async (input: Parameters<typeof store.candidates>[0]) =>
        (await store.candidates(input)).map((candidate) => ({ ...candidate, timeZone }));
    },
  });
}

describe('the name of a file', () => {
  it('keeps letters and digits of any script and reaches no other folder', () => {
    expect(fileName('Dana Fox schedule', 'png')).toBe('Dana-Fox-schedule.png');
    expect(fileName('../../etc/passwd', 'ics')).toBe('etc-passwd.ics');
    expect(fileName('محمد علي', 'png')).toBe('محمد-علي.png');
    expect(fileName('🦊', 'png')).toBe('mocks.png');
    expect(fileName('a'.repeat(500), 'png')).toHaveLength(64);
  });
});
