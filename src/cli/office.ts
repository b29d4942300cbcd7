import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { BookingDesk } from '../booking/booking-desk.ts';
import type { Watcher as Onlooker } from '../booking/progress.ts';
import { Worker } from '../booking/worker.ts';
import { Chat } from '../chat/chat.ts';
import type { ChatDesk } from '../chat/chat-desk.ts';
import { reasonsGone } from '../watching/reasons-gone.ts';
import { Watcher } from '../watching/watcher.ts';
import { openLog } from './logger.ts';
import type { Services } from './open-services.ts';
import { systemClock } from './system-clock.ts';

/** The worker, the watcher and the chat of one workspace over the same services. */
export interface Office {
  readonly worker: Worker;
  /** Watches over what is booked; `demo` has nothing booked for long enough. */
  readonly watcher: Watcher;
  readonly chat: Chat;
  readonly desk: ChatDesk;
}

export function openOffice(services: Services, onlooker: Onlooker): Office {
  const { id, procedure, settings } = services.workspace;
  const log = openLog(settings.logLevel);
  const common = {
    workspace: id,
    procedure,
    store: services.store,
    calendar: services.calendar,
    calendarAccount: services.calendarAccount,
    clock: systemClock,
    newId: randomUUID,
  };
  const name = `${hostname()} ${process.pid} ${randomUUID().slice(0, 8)}`;
  const bookingDesk: BookingDesk = { ...common, log, watch: onlooker, reasonsGone };
  const worker = new Worker(bookingDesk, name);
  const wakeWorker = () => worker.wake();
  const watcher = new Watcher(
    { ...common, log, wakeWorker, everyMinutes: settings.calendarWatchMinutes },
    name,
  );
  const desk: ChatDesk = { ...common, wakeWorker, wakeWatcher: () => watcher.wake() };
  return { worker, watcher, chat: new Chat(desk), desk };
}
