import { calendarContract } from '../contract.ts';
import { openPushScene } from './push-scene.ts';

const ways = [
  ['Google Calendar', {}],
  ['Google Calendar that gives three events a page', { pageSize: 3 }],
] as const;

for (const [name, standIn] of ways) {
  calendarContract(name, async () => {
    const { google, start } = await openPushScene(standIn);
    const { calendar } = await start();
    return { calendar, told: () => google.push.settled() };
  });
}
