import type { Command } from 'commander';
import { sendNotices } from '../chat/outbox-sender.ts';
import type { Settings } from '../config/settings.ts';
import { startPageServer } from '../dashboard/server.ts';
import type { Procedure } from '../sop/model.ts';
import { StoreUnavailable } from '../store/store.ts';
import { type Office, openOffice } from './office.ts';
import { DEFAULT_WORKSPACE, openServices, type Services } from './open-services.ts';
import { print, tell } from './output.ts';
import { pageSource } from './page-source.ts';
import { progressLine } from './progress-line.ts';
import { loadSettings } from './settings.ts';
import { loadProcedure } from './sop-file.ts';
import { systemClock } from './system-clock.ts';
import { TerminalChat } from './terminal-chat.ts';

const NOTICE_POLL_MS = 1_000;

/** `start`: the chat, the worker and the page, until the process is told to stop. */
export function addStartCommand(program: Command): void {
  program
    .command('start')
    .description('everything: the chat, the queue worker and the page; ends with Ctrl-C')
    .action(async () => {
      const settings = loadSettings();
      const procedure = loadProcedure(settings.sopFile);
      const services = await openServices(settings, procedure.base.timeZone);
      try {
        await run(settings, procedure, services);
      } finally {
        await services.close();
      }
    });
}

async function run(settings: Settings, procedure: Procedure, services: Services): Promise<void> {
  const page = await startPageServer(
    settings.host,
    settings.port,
    pageSource(services, procedure, DEFAULT_WORKSPACE),
  );
  const stop = new AbortController();
  const onSignal = () => stop.abort();
  process.once('SIGINT', onSignal);
  process.once('SIGTERM', onSignal);
  try {
    const office: Office = openOffice(services, procedure, settings.logLevel, (candidate, progress) => {
      const line = progressLine(candidate, progress);
      if (line !== null) terminal.show(line);
    });
    const terminal = new TerminalChat(office.chat);
    print(inForce(settings, procedure, services, page.address));
    await serve(office, terminal, stop);
  } finally {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
    await page.close();
  }
}

/** Three loops side by side; when one of them fails, the others end and the failure is reported. */
async function serve({ worker, desk }: Office, terminal: TerminalChat, stop: AbortController): Promise<void> {
  const untilStopped = new Promise<void>((resolve) => stop.signal.addEventListener('abort', () => resolve()));
  const tellTerminal = async (_chat: string | null, text: string) => terminal.show(text);
  const notices = async () => {
    while (!stop.signal.aborted) {
      try {
        await sendNotices(desk, tellTerminal);
      } catch (error) {
        // The worker says what is wrong with the store, and the notices wait in it.
        if (!(error instanceof StoreUnavailable)) throw error;
      }
      await systemClock.sleep(NOTICE_POLL_MS, stop.signal);
    }
  };
  const chat = async () => {
    const lines = await terminal.run(stop.signal);
    if (process.stdin.isTTY === true) stop.abort();
    // A script that was piped in is done when its candidates are; without any input this is a
    // service, which works until it is told to stop.
    if (lines > 0) {
      await Promise.race([worker.untilIdle(), untilStopped]);
      stop.abort();
    }
    await untilStopped;
  };
  const loops = [worker.run(stop.signal), notices(), chat()];
  try {
    await Promise.all(loops);
  } finally {
    stop.abort();
    await Promise.allSettled(loops);
  }
  await sendNotices(desk, tellTerminal);
  tell('Stopped. Whatever is still queued goes on with the next start.');
}

function inForce(settings: Settings, { base }: Procedure, services: Services, address: string): string {
  return [
    `${base.name} — mock interview scheduler`,
    `  procedure  ${settings.sopFile} (${base.courses.size} courses, ${base.interviewers.size} interviewers, ${base.timeZone})`,
    `  store      ${services.store.description}`,
    `  calendar   ${calendarText(settings, services)}`,
    '  chat       this terminal',
    `  page       ${address}`,
    'Type /start to add a candidate, /help for everything else, /quit or Ctrl-C to leave.',
  ].join('\n');
}

function calendarText({ calendarDelaySeconds }: Settings, { calendar, calendarAccount }: Services): string {
  if (calendarAccount === null) return calendar.name;
  return `${calendar.name} in Google Calendar, at most one call every ${calendarDelaySeconds} s`;
}
