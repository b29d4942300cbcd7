import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { BookingDesk } from '../booking/booking-desk.ts';
import type { Watcher } from '../booking/progress.ts';
import { Worker } from '../booking/worker.ts';
import { Chat } from '../chat/chat.ts';
import type { ChatDesk } from '../chat/chat-desk.ts';
import { openLog } from './logger.ts';
import type { Services } from './open-services.ts';
import { systemClock } from './system-clock.ts';

/** The worker and the chat of one workspace over the same services: what `start` and `demo` both run. */
export interface Office {
  readonly worker: Worker;
  readonly chat: Chat;
  readonly desk: ChatDesk;
}

export function openOffice(services: Services, watch: Watcher): Office {
  const { id, procedure, settings } = services.workspace;
  const common = {
    workspace: id,
    procedure,
    store: services.store,
    calendar: services.calendar,
    calendarAccount: services.calendarAccount,
    clock: systemClock,
    newId: randomUUID,
  };
  const bookingDesk: BookingDesk = { ...common, log: openLog(settings.logLevel), watch };
  const worker = new Worker(bookingDesk, `${hostname()} ${process.pid} ${randomUUID().slice(0, 8)}`);
  const desk: ChatDesk = { ...common, wakeWorker: () => worker.wake() };
  return { worker, chat: new Chat(desk), desk };
}
