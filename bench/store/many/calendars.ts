import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { WorkOrder } from './work-order.ts';

export type CalendarAddress = WorkOrder['google'];

/** By calendar: its events, as a person sees them. */
export type CalendarEvents = Readonly<
  Record<
    string,
    readonly {
      readonly id: string;
      readonly start: string;
      readonly end: string;
      readonly attendees: readonly string[];
    }[]
  >
>;

export interface Calendars {
  readonly address: CalendarAddress;
  events(): Promise<CalendarEvents>;
  close(): Promise<void>;
}

const SCRIPT = fileURLToPath(new URL('./calendar-process.ts', import.meta.url));

/** Starts the process in which the calendars are. */
export async function startCalendars(ids: readonly string[]): Promise<Calendars> {
  const child = fork(SCRIPT, ids, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const [address] = (await once(child, 'message')) as [CalendarAddress];
  return {
    address,
    events: async () => {
      child.send('events');
      const [events] = (await once(child, 'message')) as [CalendarEvents];
      return events;
    },
    close: async () => {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}
