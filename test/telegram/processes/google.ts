import { setTimeout as delay } from 'node:timers/promises';
import { connectedVariables, startGoogleNow } from '../../cli/consent.ts';
import { serveOrders } from './orders.ts';

/** Google Calendar in a process of its own, on the machine's clock. */
const google = await startGoogleNow();

const orders = {
  variables: () => connectedVariables(google),
  events: () => google.events(),
  calls: () => google.calls.map(({ method, status }) => ({ method, status })),
  /** Resolves once so many events stand in the calendar. */
  booked: async (events: number) => {
    while (google.events().length < events) await delay(5);
  },
};

export type GoogleOrders = typeof orders;

serveOrders(orders);
