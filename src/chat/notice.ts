import type { OutboxRow } from '../store/rows.ts';
import type { ChatDesk } from './chat-desk.ts';
import { escalationText } from './commands/escalations.ts';
import { scheduleLines } from './wording.ts';

/** The text of a notice from the outbox; what it is about is looked up as it is now. */
export async function noticeText(desk: ChatDesk, row: OutboxRow): Promise<string> {
  const candidateId = String(row.payload['candidateId'] ?? '');
  const [candidate] = await desk.store.candidates({ workspace: desk.workspace, id: candidateId });
  const summary = String(row.payload['summary'] ?? row.payload['message'] ?? '');
  if (candidate === undefined) return summary;
  const head = `${candidate.name} <${candidate.email}>`;
  if (row.kind === 'escalated') {
    const [open] = await desk.store.escalations({ workspace: desk.workspace, open: true, candidateId });
    return open === undefined ? `${head}: ${summary}` : escalationText(open);
  }
  if (row.kind === 'scheduled') {
    const bookings = await desk.store.bookings({ workspace: desk.workspace, candidateId });
    const lines = scheduleLines(bookings, desk.procedure.base.timeZone, candidate.timeZone);
    return [`${head}: ${summary}.`, ...lines].join('\n');
  }
  return `${head}: ${summary}`;
}
