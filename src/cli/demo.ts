import { join } from 'node:path';
import type { Command } from 'commander';
import { sendNotices } from '../chat/outbox-sender.ts';
import { embeddedOnly, type Settings } from '../config/settings.ts';
import { UserError } from '../errors.ts';
import { clockText, dayText, spanText, zoneText } from '../time/spoken.ts';
import { castOf, type DemoCandidate, isDemoAddress } from './demo-cast.ts';
import { type Office, openOffice } from './office.ts';
import { openServices } from './open-services.ts';
import { print } from './output.ts';
import { progressLine } from './progress-line.ts';
import { loadSettings } from './settings.ts';
import { systemClock } from './system-clock.ts';
import { columns } from './table.ts';
import type { WorkspaceInForce } from './workspace-in-force.ts';

const DEMO_CHAT = { chat: 'demo', actor: 'demo' } as const;

/** `demo`: three candidates through the same conversation, store and worker as everyone's. */
export function addDemoCommand(program: Command): void {
  program
    .command('demo')
    .description('the main job on the embedded defaults, start to end, without questions')
    .action(async () => {
      const settings = embeddedOnly(loadSettings());
      const services = await openServices(settings);
      try {
        const office = openOffice(services, (candidate, progress) => {
          const line = progressLine(candidate, progress);
          if (line !== null) print(`  ${line}`);
        });
        await perform(office, services.workspace);
      } finally {
        await services.close();
      }
    });
}

async function perform(office: Office, { settings, procedure }: WorkspaceInForce): Promise<void> {
  const { chat, desk, worker } = office;
  const { store, workspace } = desk;
  // A conversation that an interrupted run left open would take the first answer for its own.
  await chat.answer({ ...DEMO_CHAT, text: '/cancel' });
  const earlier = await store.candidates({ workspace });
  refuseRealData(
    earlier.map(({ email }) => email),
    settings,
  );
  if (earlier.some(({ state }) => state === 'queued' || state === 'scheduling' || state === 'waiting')) {
    heading('Finishing what an earlier run left');
    await worker.runUntilIdle();
  }
  await sendNotices(desk, async () => {});

  const today = systemClock.now().toZonedDateTimeISO(procedure.base.timeZone).toPlainDate();
  const [first, second, third] = castOf(today, earlier.length);
  heading(`1. ${first.name} is onboarded, planned and booked`);
  await onboard(office, first, 'whole');
  await worker.runUntilIdle();
  await showSchedule(office, first);
  await showAudit(office, first);

  heading(
    `2. ${second.name} wants the same hours of the same interviewers: other days, other times, or backups`,
  );
  await onboard(office, second, 'brief');
  await worker.runUntilIdle();
  await showSchedule(office, second);

  heading(`3. ${third.name} has too little time: nothing is booked, a human hears why and what would help`);
  await onboard(office, third, 'brief');
  await worker.runUntilIdle();
  await sendNotices(desk, async (_chat, text) => {
    if (text.includes(third.email)) print(text);
  });

  heading('Where it all is');
  print(`  calendar  ${join(settings.dataDir, 'calendar.ics')} (import it into any calendar program)`);
  print(`  store     ${store.description}`);
  print(
    '  npm start goes on from here: try /schedule, /queue and /escalations, or /start your own candidate.',
  );
}

function heading(text: string): void {
  print(`\n── ${text} ${'─'.repeat(Math.max(0, 90 - text.length))}`);
}

function refuseRealData(emails: readonly string[], settings: Settings): void {
  const real = emails.find((email) => !isDemoAddress(email));
  if (real === undefined) return;
  throw new UserError(
    `${settings.dataDir} holds candidates who are not from the demo, so nothing was added to it.`,
    {
      remedy: 'Run the demo in a folder of its own: DATA_DIR=.demo npm run demo',
    },
  );
}

/** The conversation as an admin has it; `brief` shows only the summary and what follows. */
async function onboard({ chat }: Office, { answers }: DemoCandidate, show: 'whole' | 'brief'): Promise<void> {
  const typed = ['/start', ...answers, 'yes'];
  for (const [index, text] of typed.entries()) {
    const replies = await chat.answer({ ...DEMO_CHAT, text });
    if (show === 'brief' && index < typed.length - 2) continue;
    print(`  admin  ${text}`);
    for (const reply of replies) print(reply.text.replaceAll(/^/gm, '  bot    '));
  }
}

async function showSchedule({ desk }: Office, { email, name }: DemoCandidate): Promise<void> {
  const { store, workspace, procedure } = desk;
  const [candidate] = await store.candidates({ workspace, email });
  if (candidate === undefined) return;
  const bookings = await store.bookings({ workspace, candidateId: candidate.id });
  const { timeZone } = procedure.base;
  const zones = [...new Set([timeZone, candidate.timeZone])];
  const rows = bookings.map((booking) => [
    `${booking.course} Mock${booking.number}`,
    ...zones.map((zone) => `${spanText(booking, zone)} ${zoneText(booking.start, zone)}`),
    `${booking.interviewerName}${booking.role === 'backup' ? ' (backup)' : ''}`,
  ]);
  print(`\n  ${name}: ${candidate.state}, ${candidate.booked} of ${candidate.mocks} mocks booked`);
  print(indented(columns(['Mock', ...zones, 'Interviewer'], rows)));
}

async function showAudit({ desk }: Office, { email }: DemoCandidate): Promise<void> {
  const { store, workspace, procedure } = desk;
  const [candidate] = await store.candidates({ workspace, email });
  if (candidate === undefined) return;
  const { timeZone } = procedure.base;
  const audit = await store.audit({ workspace, candidateId: candidate.id });
  const rows = audit.map(({ at, action, summary }) => [
    `${dayText(at, timeZone)} ${clockText(at, timeZone)}`,
    action,
    summary,
  ]);
  print('\n  Audit trail');
  print(indented(columns(['When', 'What', ''], rows)));
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, '  ');
}
