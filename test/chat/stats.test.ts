import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NO_CALLS } from '../../src/calendar/calls.ts';
import { callsInDetails, countsText, errorsText } from '../../src/chat/calls-text.ts';
import { openTestOffice, type TestOffice } from '../booking/office.ts';
import { ANSWERS, openChat } from './talk.ts';

const ACCOUNT = 'google 0123456789ab';

let office: TestOffice;
beforeEach(async () => {
  office = await openTestOffice();
});
afterEach(() => office.store.close());

const withGoogle = () => ({ ...office, desk: { ...office.desk, calendarAccount: ACCOUNT } });

describe('/stats', () => {
  it('says that the local calendar makes no calls', async () => {
    expect(await openChat(office).say('/stats')).toBe('The local calendar makes no calls.');
  });

  it('says where no call was counted yet', async () => {
    expect(await openChat(withGoogle()).say('/stats')).toContain('No call to Google Calendar is counted yet');
  });

  it('tells calls, waits, retries and errors in all and by method, since when, and the pace', async () => {
    const { store } = office;
    await store.slowCalendarPace({ account: ACCOUNT, delayMs: 2_000, holdMs: 0 });
    await store.recordCalendarCalls({
      account: ACCOUNT,
      calls: {
        insert: {
          ...NO_CALLS,
          calls: 14,
          successes: 13,
          waits: 13,
          waitedMs: 65_000,
          retries: 1,
          rateErrors: 1,
        },
        list: { ...NO_CALLS, calls: 2, successes: 1, quotaErrors: 1 },
      },
    });
    expect((await openChat(withGoogle()).say('/stats')).split('\n')).toEqual([
      'Calendar calls (google 0123456789ab) since Sun Nov 22 09:00 PST: 16 calls, 14 went well, 1 retry, 13 waits (1 min 5 s in all).',
      '1 quota error, 1 rate error, no other errors. Now at most one call every 4 s.',
      '• insert: 14 calls, 13 went well, 1 retry, 13 waits (1 min 5 s in all); no quota errors, 1 rate error, no other errors',
      '• list: 2 calls, 1 went well, no retries, no waits (0 s in all); 1 quota error, no rate errors, no other errors',
    ]);
  });

  it('counts what a preview asked of the calendar', async () => {
    const counting = {
      ...office.calendar,
      during: ({ tally }: Parameters<typeof office.calendar.during>[0]) => {
        tally.add('list', { calls: 1, successes: 1 });
        return office.calendar;
      },
    };
    await openChat({ ...withGoogle(), calendar: counting }).say(...ANSWERS);
    expect(await office.store.calendarCalls()).toMatchObject([
      { account: ACCOUNT, method: 'list', calls: 1 },
    ]);
  });
});

describe('the calls for one candidate', () => {
  it('are read from the details of an audit row that has them', () => {
    const counts = { ...NO_CALLS, calls: 16, successes: 15, waitedMs: 7_400_000 };
    const read = callsInDetails({ calendar: { ...counts, byMethod: {} }, finishDay: '2026-12-09' });
    expect(read).toEqual(counts);
    expect(countsText(read!)).toBe('16 calls, 15 went well, no retries, no waits (2 h 3 min in all)');
    expect(errorsText(read!)).toBe('no quota errors, no rate errors, no other errors');
    expect(callsInDetails({ calendar: 'mocks@example.com' })).toBeNull();
    expect(callsInDetails({})).toBeNull();
  });
});
