import type { Command } from 'commander';
import type { Logger } from 'pino';
import type { Settings } from '../config/settings.ts';
import type { Route } from '../dashboard/page-app.ts';
import { startPageServer } from '../dashboard/server.ts';
import { Crew } from './crew.ts';
import type { Front } from './front.ts';
import { openLog } from './logger.ts';
import { type Office, openOffice } from './office.ts';
import { openServices, openWorkspace, type Services } from './open-services.ts';
import { print, tell } from './output.ts';
import { pageSource } from './page-source.ts';
import { loadSettings } from './settings.ts';
import { systemClock } from './system-clock.ts';
import { telegramFront } from './telegram-front.ts';
import { terminalFront } from './terminal-front.ts';
import { workspaceInForce } from './workspace-in-force.ts';

/** `start`: the chat, the workers and the page, until the process is told to stop. */
export function addStartCommand(program: Command): void {
  program
    .command('start')
    .description('everything: the chat, the queue workers and the page; ends with Ctrl-C')
    .action(async () => {
      const settings = loadSettings();
      const log = openLog(settings.logLevel);
      const services = await openServices(settings);
      try {
        await run(services, log);
      } finally {
        await services.close();
        log.info('The calendar and the store are closed');
      }
    });
}

async function run(services: Services, log: Logger): Promise<void> {
  const { settings, procedure } = services.workspace;
  // The bot serves whichever workspaces are open at the moment.
  const offices = () => crew.offices();
  const front =
    settings.telegram === null ? terminalFront() : telegramFront(settings.telegram, services, offices);
  const office = openOffice(services, front.watchIn(procedure.base.timeZone));
  const crew = crewOf(services, office, front, log);
  const stop = new AbortController();
  const notReady = () => {
    if (stop.signal.aborted) return 'the program is stopping';
    return crew.offices().length === 0 ? 'the program is starting' : null;
  };
  const page = await startPageServer(settings.host, settings.port, pageSource(services, notReady), log, [
    ...front.routes,
    ...changeRoutes(services),
  ]);
  const onSignal = (signal: NodeJS.Signals) => {
    log.info({ signal }, 'The program is told to stop');
    stop.abort();
  };
  process.once('SIGINT', onSignal);
  process.once('SIGTERM', onSignal);
  try {
    print(inForce(services, front, page.address));
    log.info({ pid: process.pid, page: page.address }, 'The program serves');
    await serve([crew.run(stop.signal), front.run(office, crew, stop)], stop);
  } finally {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
    log.info('Nobody is served any more; what was in hand is given back');
    await page.close();
    log.info('The page is closed');
  }
}

/** Where Google tells of changes, for the calendars of all workspaces. */
function changeRoutes({ changePost }: Services): Route[] {
  return changePost?.paths.map((path) => ({ path, answer: changePost.answer })) ?? [];
}

/** The workers of all workspaces; that of the default one is the office at hand. */
function crewOf(services: Services, own: Office, front: Front, log: Logger): Crew {
  const { store, tally, changePost, workspace } = services;
  return new Crew({
    store,
    clock: systemClock,
    log,
    open: async (row) => {
      if (row.id === workspace.id) return { ...own, workspace: row.id, close: async () => {} };
      const inForce = workspaceInForce(workspace.settings, row);
      const other = await openWorkspace(inForce, { store, tally, changePost });
      const watch = front.watchIn(inForce.procedure.base.timeZone);
      return { ...openOffice(other, watch), workspace: row.id, close: () => other.close() };
    },
  });
}

/** Side by side; when one of them fails, the others end and the failure is reported. */
async function serve(loops: readonly Promise<void>[], stop: AbortController): Promise<void> {
  try {
    await Promise.all(loops);
  } finally {
    stop.abort();
    await Promise.allSettled(loops);
  }
  tell('Stopped. Whatever is still queued goes on with the next start.');
}

function inForce(services: Services, front: Front, address: string): string {
  const { settings, procedure, sopName } = services.workspace;
  const { base } = procedure;
  return [
    `${base.name} — mock interview scheduler`,
    `  procedure  ${sopName} (${base.courses.size} courses, ${base.interviewers.size} interviewers, ${base.timeZone})`,
    `  store      ${services.store.description}`,
    `  calendar   ${calendarText(settings, services)}`,
    `  chat       ${front.description}`,
    `  page       ${address}`,
    front.hint,
  ].join('\n');
}

function calendarText({ calendarDelaySeconds }: Settings, { calendar, calendarAccount }: Services): string {
  if (calendarAccount === null) return calendar.name;
  return `${calendar.name} in Google Calendar, at most one call every ${calendarDelaySeconds} s`;
}
