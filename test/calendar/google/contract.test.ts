import { CallTally } from '../../../src/calendar/calls.ts';
import { openGoogleCalendar } from '../../../src/calendar/google/open.ts';
import { TestClock } from '../../booking/office.ts';
import { startGoogleStandIn } from '../../google/stand-in/google.ts';
import { calendarContract } from '../contract.ts';
import { MemoryPace } from './memory-pace.ts';
import { connectionTo, START } from './scene.ts';

const ways = [
  ['Google Calendar', {}],
  ['Google Calendar that gives three events a page', { pageSize: 3 }],
] as const;

for (const [name, standIn] of ways) {
  calendarContract(name, async () => {
    const clock = new TestClock(START);
    const google = await startGoogleStandIn({ clock, ...standIn });
    const calendar = openGoogleCalendar({
      ...connectionTo(google),
      calendarId: google.calendarId,
      delaySeconds: 2,
      maxRetries: 3,
      clock,
      random: () => 0.5,
      pace: new MemoryPace(clock.now),
      tally: new CallTally(),
      log: { info: () => {}, warn: () => {} },
    });
    return { calendar, dispose: () => google.close() };
  });
}
