import type { Calendar } from '../calendar/calendar.ts';
import { CallTally } from '../calendar/calls.ts';
import type { ChatDesk } from './chat-desk.ts';

/** What an admin's question asks of the calendar counts as everyone's calls do. */
export async function withCountedCalls<Result>(
  { store, calendar, calendarAccount }: ChatDesk,
  work: (calendar: Calendar) => Promise<Result>,
): Promise<Result> {
  const tally = new CallTally();
  try {
    return await work(calendar.during({ keep: async () => {}, tally }));
  } finally {
    const calls = tally.byMethod();
    if (calendarAccount !== null && Object.keys(calls).length > 0) {
      await store.recordCalendarCalls({ account: calendarAccount, calls });
    }
  }
}
