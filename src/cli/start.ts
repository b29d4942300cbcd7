import type { Command } from 'commander';
import type { Watcher } from '../booking/progress.ts';
import { sendNotices } from '../chat/outbox-sender.ts';
import type { Settings } from '../config/settings.ts';
import { startPageServer } from '../dashboard/server.ts';
import { StoreUnavailable } from '../store/store.ts';
import { Crew } from './crew.ts';
import { openLog } from './logger.ts';
import { type Office, openOffice } from './office.ts';
import { openServices, openWorkspace, type Services } from './open-services.ts';
import { print, tell } from './output.ts';
import { pageSource } from './page-source.ts';
import { progressLine } from './progress-line.ts';
import { loadSettings } from './settings.ts';
import { systemClock } from './system-clock.ts';
import { TerminalChat } from './terminal-chat.ts';
import { workspaceInForce } from './workspace-in-force.ts';

const NOTICE_POLL_MS = 1_000;

/** `start`: the chat, the workers and the page, until the process is told to stop. */
export function addStartCommand(program: Command): void {
  program
    .command('start')
    .description('everything: the chat, the queue workers and the page; ends with Ctrl-C')
    .action(async () => {
      const services = await openServices(loadSettings());
      try {
        await run(services);
      } finally {
        await services.close();
      }
    });
}

async function run(services: Services): Promise<void> {
  const { settings } = services.workspace;
  const page = await startPageServer(settings.host, settings.port, pageSource(services));
  const stop = new AbortController();
  const onSignal = () => stop.abort();
  process.once('SIGINT', onSignal);
  process.once('SIGTERM', onSignal);
  try {
    const watch: Watcher = (candidate, progress) => {
      const line = progressLine(candidate, progress);
      if (line !== null) terminal.show(line);
    };
    const office = openOffice(services, watch);
    const terminal = new TerminalChat(office.chat);
    print(inForce(services, page.address));
    await serve(office, crewOf(services, office, watch), terminal, stop);
  } finally {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
    await page.close();
  }
}

/** The workers of all workspaces; that of the default one is the office at hand. */
function crewOf(services: Services, own: Office, watch: Watcher): Crew {
  const { store, tally, workspace } = services;
  return new Crew({
    store,
    clock: systemClock,
    log: openLog(workspace.settings.logLevel),
    open: async (row) => {
      if (row.id === workspace.id) return { ...own, workspace: row.id, close: async () => {} };
      const other = await openWorkspace(workspaceInForce(workspace.settings, row), { store, tally });
      return { ...openOffice(other, watch), workspace: row.id, close: () => other.close() };
    },
  });
}

/** Three loops side by side; when one of them fails, the others end and the failure is reported. */
async function serve(
  { worker, desk }: Office,
  crew: Crew,
  terminal: TerminalChat,
  stop: AbortController,
): Promise<void> {
  const untilStopped = new Promise<void>((resolve) => stop.signal.addEventListener('abort', () => resolve()));
  const tellTerminal = async (_chat: string | null, text: string) => terminal.show(text);
  const notices = async () => {
    while (!stop.signal.aborted) {
      try {
        for (const office of crew.offices()) await sendNotices(office.desk, tellTerminal);
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
  const loops = [crew.run(stop.signal), notices(), chat()];
  try {
    await Promise.all(loops);
  } finally {
    stop.abort();
    await Promise.allSettled(loops);
  }
  await sendNotices(desk, tellTerminal);
  tell('Stopped. Whatever is still queued goes on with the next start.');
}

function inForce(services: Services, address: string): string {
  const { settings, procedure, sopName } = services.workspace;
  const { base } = procedure;
  return [
    `${base.name} — mock interview scheduler`,
    `  procedure  ${sopName} (${base.courses.size} courses, ${base.interviewers.size} interviewers, ${base.timeZone})`,
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
