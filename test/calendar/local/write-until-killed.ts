import { openLocalCalendar } from '../../../src/calendar/local/local-calendar.ts';
import { booking, LOS_ANGELES, newEvent } from '../builders.ts';

// Books one event after the other, and tells each id once it is on the disk, until it is killed.
const [file = '', first = '0'] = process.argv.slice(2);
const calendar = await openLocalCalendar({ file, timeZone: LOS_ANGELES });
for (let number = Number(first); ; number += 1) {
  const { id } = await calendar.create(newEvent({ id: `event${number}`, booking: booking({ number }) }));
  process.stdout.write(`${id}\n`);
}
