import type { EscalationRow, JsonObject } from '../../store/rows.ts';
import type { Command } from '../command.ts';
import { plain } from '../reply.ts';

export const escalations: Command = {
  name: 'escalations',
  argument: '',
  help: 'what could not be settled alone: reasons and what would help',
  example: '/escalations',
  async run(desk) {
    const open = await desk.store.escalations({ workspace: desk.workspace, open: true });
    if (open.length === 0) return [plain('Nothing waits for a decision.')];
    return open.map((escalation) => plain(escalationText(escalation)));
  },
};

/** An escalation as people read it: who, why, what was tried and helps, and what to do. */
export function escalationText(escalation: EscalationRow): string {
  const { candidateName, candidateEmail, code, message, proposals } = escalation;
  const isChange = code === 'change';
  const helps = proposals.map((proposal) => `  • ${textOf(proposal)}`);
  return [
    `${candidateName} <${candidateEmail}> could not be ${isChange ? 'changed as ordered' : 'scheduled'}:`,
    ...message.split('\n').map((line) => `  • ${line}`),
    ...(helps.length > 0 ? ['What was tried and would help:', ...helps] : []),
    isChange
      ? `/retry ${candidateEmail} tries the change again; /dismiss ${candidateEmail} WHY leaves what is booked as it stands.`
      : `/retry ${candidateEmail} queues the request again; /dismiss ${candidateEmail} WHY closes it.`,
  ].join('\n');
}

function textOf(row: JsonObject): string {
  return typeof row['message'] === 'string' ? row['message'] : JSON.stringify(row);
}
