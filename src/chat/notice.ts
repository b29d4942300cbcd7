import type { OutboxRow } from '../store/rows.ts';
import type { ChatDesk } from './chat-desk.ts';
import { escalationReply } from './escalation-reply.ts';
import { type ChatReply, inRows } from './reply.ts';
import { scheduleReply } from './schedule-reply.ts';

/** A notice from the outbox, with what can be done about it; what it is about is looked up as it is now. */
export async function noticeReplies(desk: ChatDesk, row: OutboxRow): Promise<readonly ChatReply[]> {
  const candidateId = String(row.payload['candidateId'] ?? '');
  const [candidate] = await desk.store.candidates({ workspace: desk.workspace, id: candidateId });
  const summary = String(row.payload['summary'] ?? row.payload['message'] ?? '');
  if (candidate === undefined) return [{ text: summary }];
  const { name, email } = candidate;
  const head = `${name} <${email}>`;
  if (row.kind === 'escalated') {
    const [open] = await desk.store.escalations({ workspace: desk.workspace, open: true, candidateId });
    if (open === undefined) return [{ text: `${head}: ${summary}` }];
    return [escalationReply(open)];
  }
  if (row.kind === 'scheduled' || (row.kind === 'changed' && candidate.mocks > 0)) {
    return [await scheduleReply(desk, candidate, `${head}: ${summary}`)];
  }
  const buttons = inRows([{ label: 'Status', says: `/status ${email}` }]);
  return [{ text: `${head}: ${summary}`, buttons }];
}

/** The same for a chat without buttons. */
export async function noticeText(desk: ChatDesk, row: OutboxRow): Promise<string> {
  return (await noticeReplies(desk, row)).map(({ text }) => text).join('\n');
}
