import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { Worker } from '../../../src/booking/worker.ts';
import { CallTally } from '../../../src/calendar/calls.ts';
import { accountName } from '../../../src/calendar/google/account.ts';
import { openGoogleCalendar } from '../../../src/calendar/google/open.ts';
import { systemClock } from '../../../src/cli/system-clock.ts';
import { openPostgresStore } from '../../../src/store/postgres/open.ts';
import { reasonsGone } from '../../../src/watching/reasons-gone.ts';
import { procedureOf } from '../../instance.ts';
import type { Desk, WorkOrder } from './work-order.ts';

/**
 * One process with a worker for each workspace, put together as the program does it: PostgreSQL and
 * Google Calendar (at the address that it is told). Says `ready` to its
 * parent, works until SIGTERM.
 */
const order = JSON.parse(process.argv[2]!) as WorkOrder;
const { apiRoot, tokenUrl, credentials: account } = order.google;
const store = await openPostgresStore({ url: order.databaseUrl });
const log = pino({ level: process.env['LOG_LEVEL'] ?? 'silent' }, pino.destination(2));
const tally = new CallTally();
const stop = new AbortController();
process.once('SIGTERM', () => stop.abort());

function workerFor({ workspace, calendarId, sop }: Desk): Worker {
  const calendar = openGoogleCalendar({
    account,
    calendarId,
    apiRoot,
    tokenUrl,
    delaySeconds: order.delaySeconds,
    maxRetries: 5,
    clock: systemClock,
    random: Math.random,
    pace: {
      takeTurn: (input) => store.takeCalendarTurn(input),
      slow: (input) => store.slowCalendarPace(input),
    },
    tally,
    log,
  });
  const desk = {
    workspace,
    procedure: procedureOf(sop),
    store,
    calendar,
    calendarAccount: accountName(account),
    clock: systemClock,
    log,
    watch: () => {},
    reasonsGone,
    newId: randomUUID,
  };
  return new Worker(desk, `process ${process.pid}, ${randomUUID().slice(0, 8)}`, {
    leaseSeconds: order.leaseSeconds,
  });
}

const running = order.workspaces.map((desk) => workerFor(desk).run(stop.signal));
process.send?.('ready');
await Promise.all(running);
await store.close();
process.disconnect?.();
