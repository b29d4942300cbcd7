import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Worker } from '../../src/booking/worker.ts';
import { CalendarError } from '../../src/calendar/calendar.ts';
import {
  appointment,
  enqueue,
  openTestOffice,
  procedureOf,
  SMALL_SOP,
  type TestOffice,
} from '../booking/office.ts';
import { openChat } from './talk.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openTestOffice();
  office.clock.pass({ hours: 9 * 24 });
  await enqueue(office.store, 'Dana', { start: '2026-12-02', end: '2026-12-14' });
  await new Worker(office.desk, 'worker').runUntilIdle();
  await appointment(office.calendar, {
    who: 'charlie@example.com',
    start: '2026-12-03T18:00-08:00',
    end: '2026-12-03T21:00-08:00',
  });
});
afterAll(() => office.store.close());

describe('/interviewers', () => {
  it('tells each one’s mocks, free hours, and how many more they could give by week', async () => {
    expect(await openChat(office).say('/interviewers')).toBe(
      `
Tue Dec 1 – Mon Dec 14, America/Los_Angeles. “Room” is how many more mocks of 60 minutes fit, by hours, time off, calendars and caps; candidates’ own times come on top.

• Alpha: 2 mocks; 40 of 42 h free; room for 26 (10 + 14 + 2 by week)
• Bravo: 1 mock; 40.5 of 42 h free; room for 27 (11 + 14 + 2 by week)
• Charlie: no mock; 39 of 42 h free; room for 26 (10 + 14 + 2 by week)
`.trim(),
    );
  });

  it('does not guess about a calendar that could not be read', async () => {
    const procedure = procedureOf(
      SMALL_SOP.replace('name: Bravo,', 'name: Bravo, calendar: bravo.own@example.com,'),
    );
    const freeBusy = () => Promise.resolve({ busy: [], unreadable: ['bravo.own@example.com'] });
    const calendar = { ...office.calendar, freeBusy, during: () => calendar };
    const partly = { ...office, calendar, desk: { ...office.desk, procedure } };
    const text = await openChat(partly).say('/interviewers');
    expect(text).toContain('• Bravo: not known, their calendar could not be read');
    expect(text).toContain(
      'Note: Bravo is given no mock: the calendar bravo.own@example.com could not be read.',
    );
  });

  it('says so where the calendar does not answer', async () => {
    const events = () =>
      Promise.reject(new CalendarError('It does not answer.', { kind: 'passing', remedy: 'Wait.' }));
    const silent = { ...office.calendar, events, during: () => silent };
    expect(await openChat({ ...office, calendar: silent }).say('/interviewers')).toBe(
      'It does not answer.\n→ Wait.',
    );
  });
});
