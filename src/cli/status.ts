import type { Command } from 'commander';
import { callsInDetails, callsText, countsText, errorsText } from '../chat/calls-text.ts';
import { scheduleLines, standing } from '../chat/wording.ts';
import { UserError } from '../errors.ts';
import type { AuditRow, BookingRow, CandidateRow, EscalationRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { clockText, dayText } from '../time/spoken.ts';
import { isoWithOffset } from '../time/zoned-day.ts';
import { openStore } from './open-store.ts';
import { print } from './output.ts';
import { loadSettings } from './settings.ts';
import { columns } from './table.ts';
import { DEFAULT_WORKSPACE, findWorkspace, workspaceInForce } from './workspace-in-force.ts';

/** `status`: the queue and everyone in the store, or one candidate with mocks and history. */
export function addStatusCommand(program: Command): void {
  program
    .command('status')
    .description('the queue, or one candidate with mocks and history')
    .argument('[email]', 'one candidate')
    .option('--json', 'as JSON')
    .option('--workspace <name>', 'whose queue', DEFAULT_WORKSPACE)
    .action(async (email: string | undefined, options: { json?: true; workspace: string }) => {
      const settings = loadSettings();
      const store = await openStore(settings);
      try {
        const row = await findWorkspace(store, options.workspace);
        const { timeZone } = workspaceInForce(settings, row).procedure.base;
        const asked: Asked = { store, workspace: row.id, timeZone, json: options.json === true };
        print(await (email === undefined ? queueStatus(asked) : candidateStatus(asked, email)));
      } finally {
        await store.close();
      }
    });
}

interface Asked {
  readonly store: Store;
  readonly workspace: string;
  readonly timeZone: string;
  readonly json: boolean;
}

async function queueStatus(asked: Asked): Promise<string> {
  const { store, workspace, timeZone, json } = asked;
  const { paused, candidates: queue } = await store.queue({ workspace });
  const candidates = [...queue, ...(await outOfQueue(asked))];
  const calls = await store.calendarCalls();
  if (json) {
    return JSON.stringify({
      paused,
      candidates: candidates.map((each) => candidateJson(each, timeZone)),
      calendarCalls: calls.map((row) => ({ ...row, since: isoWithOffset(row.since, timeZone) })),
    });
  }
  const rows = candidates.map((each) => [each.name, each.email, each.state, standing(each, timeZone)]);
  return [
    ...(paused ? ['The queue is paused.'] : []),
    candidates.length === 0
      ? 'No candidates yet. mock-scheduler start, then /start, adds one.'
      : columns(['Candidate', 'Email', 'State', 'Where it stands'], rows),
    ...callsText(calls, timeZone, 'totals'),
  ].join('\n');
}

/** Who is no longer in the queue, newest first; those who need somebody come first. Asked by state, since answers have a limit. */
async function outOfQueue({ store, workspace }: Asked): Promise<CandidateRow[]> {
  const rows: CandidateRow[] = [];
  for (const state of ['escalated', 'scheduled', 'cancelled'] as const) {
    rows.push(...(await store.candidates({ workspace, state })));
  }
  return rows;
}

async function candidateStatus({ store, workspace, timeZone, json }: Asked, email: string): Promise<string> {
  const [candidate] = await store.candidates({ workspace, email });
  if (candidate === undefined) {
    throw new UserError(`There is no candidate with the address ${email}.`, {
      remedy: 'mock-scheduler status lists everyone.',
    });
  }
  const about = { workspace, candidateId: candidate.id };
  const bookings = await store.bookings(about);
  const audit = await store.audit(about);
  const escalations = await store.escalations({ ...about, open: true });
  const calls = audit.map(({ details }) => callsInDetails(details)).findLast((each) => each !== null) ?? null;
  if (json) {
    return JSON.stringify({
      ...candidateJson(candidate, timeZone),
      bookings: bookings.map((booking) => bookingJson(booking, timeZone)),
      calendarCalls: calls,
      escalations: escalations.map((each) => escalationJson(each, timeZone)),
      audit: audit.map((row) => auditJson(row, timeZone)),
    });
  }
  return [
    `${candidate.name} <${candidate.email}>: ${standing(candidate, timeZone)}`,
    ...scheduleLines(bookings, timeZone, candidate.timeZone).map((line) => `  ${line}`),
    ...escalations.flatMap(({ message, proposals }) => [
      'Escalated:',
      ...message.split('\n').map((line) => `  • ${line}`),
      ...(proposals.length > 0 ? ['What was tried and would help:'] : []),
      ...proposals.map((proposal) => `  • ${String(proposal['message'] ?? '')}`),
    ]),
    ...(calls === null ? [] : [`Calendar calls: ${countsText(calls)}; ${errorsText(calls)}.`]),
    'History:',
    ...audit.map(
      ({ at, actor, summary }) =>
        `  ${dayText(at, timeZone)} ${clockText(at, timeZone)}  ${actor}: ${summary}`,
    ),
  ].join('\n');
}

function candidateJson(row: CandidateRow, timeZone: string) {
  const { id, name, email, state, position, variant, mocks, booked, resumeAt, enqueuedAt, request } = row;
  return {
    id,
    name,
    email,
    timeZone: row.timeZone,
    state,
    position,
    variant,
    mocks,
    booked,
    resumeAt: resumeAt === null ? null : isoWithOffset(resumeAt, timeZone),
    enqueuedAt: isoWithOffset(enqueuedAt, timeZone),
    request,
  };
}

function bookingJson(row: BookingRow, timeZone: string) {
  const { course, number, interviewer, role, state, eventId, meetLink, htmlLink, start, end } = row;
  return {
    course,
    number,
    start: isoWithOffset(start, timeZone),
    end: isoWithOffset(end, timeZone),
    interviewer,
    role,
    state,
    eventId,
    meetLink,
    htmlLink,
  };
}

function escalationJson(row: EscalationRow, timeZone: string) {
  const { id, code, message, reasons, proposals, openedAt } = row;
  return { id, code, message, reasons, proposals, openedAt: isoWithOffset(openedAt, timeZone) };
}

function auditJson(row: AuditRow, timeZone: string) {
  const { id, at, actor, action, fromState, toState, summary, details } = row;
  return { id, at: isoWithOffset(at, timeZone), actor, action, fromState, toState, summary, details };
}
