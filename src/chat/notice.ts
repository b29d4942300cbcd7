import { deskInForce } from '../booking/time-off.ts';
import type { CandidateRow, OutboxRow } from '../store/rows.ts';
import type { ChatDesk } from './chat-desk.ts';
import { digestReply } from './digest.ts';
import { escalationReply } from './escalation-reply.ts';
import { mocksOf, outcomesOf, outcomesReply } from './outcomes.ts';
import { type ChatReply, inRows } from './reply.ts';
import { scheduleReply } from './schedule-reply.ts';

/** A notice from the outbox, with what can be done about it; what it is about is looked up as it is now. */
export async function noticeReplies(asked: ChatDesk, row: OutboxRow): Promise<readonly ChatReply[]> {
  const desk = await deskInForce(asked);
  if (row.kind === 'digest') return [await digestReply(desk, row.payload)];
  const candidateId = String(row.payload['candidateId'] ?? '');
  const [candidate] = await desk.store.candidates({ workspace: desk.workspace, id: candidateId });
  const summary = String(row.payload['summary'] ?? row.payload['message'] ?? '');
  if (candidate === undefined) return [{ text: summary }];
  const { name, email } = candidate;
  const head = `${name} <${email}>`;
  if (row.kind === 'escalated' || row.kind === 'question') {
    const [open] = await desk.store.escalations({ workspace: desk.workspace, open: true, candidateId });
    if (open === undefined) return [{ text: `${head}: ${summary}` }];
    return [escalationReply(open, desk)];
  }
  if (row.kind === 'closed') return [await closedReply(desk, candidate)];
  if (row.kind === 'scheduled' || (row.kind === 'changed' && candidate.mocks > 0)) {
    return [await scheduleReply(desk, candidate, `${head}: ${summary}`)];
  }
  const buttons = inRows([{ label: 'Status', says: `/status ${email}` }]);
  return [{ text: `${head}: ${summary}`, buttons }];
}

/** What came of all the mocks, and buttons to note it where it is not known. */
async function closedReply(desk: ChatDesk, candidate: CandidateRow): Promise<ChatReply> {
  const mocks = (await mocksOf(desk, candidate)).filter(({ candidateId }) => candidateId === candidate.id);
  const outcomes = outcomesOf(mocks, desk.clock.now());
  const ask = outcomes.unknown.length === 0 ? '' : ' What came of those that are not noted?';
  return outcomesReply(
    candidate,
    `${candidate.name} <${candidate.email}>: every mock is over.${ask}`,
    outcomes,
  );
}
