import type { EscalationRow, JsonObject } from '../store/rows.ts';
import { type Button, type ChatReply, inRows } from './reply.ts';
import { type AsOf, isSeenQuestion, questionPlace, seenQuestionReply } from './seen-question.ts';

/** An escalation with what can be done about it: its proposals by number, and the ways to settle it. */
export function escalationReply(escalation: EscalationRow, asOf: AsOf): ChatReply {
  if (isSeenQuestion(escalation)) return seenQuestionReply(escalation, asOf);
  const { candidateEmail: email, proposals } = escalation;
  const applying = proposals.map(
    (proposal, index): Button => ({
      label: `${isOfSop(proposal) ? '📝 SOP' : '💡 Apply'} ${index + 1}`,
      says: `/apply ${email} ${index + 1}`,
    }),
  );
  const settling: Button[] = [
    { label: '↻ Retry', says: `/retry ${email}` },
    ...(isChange(escalation) ? [] : [{ label: '✏️ Edit …', says: `/edit ${email}` }]),
    { label: '✖ Dismiss …', says: `/dismiss ${email}` },
  ];
  return {
    text: escalationText(escalation),
    buttons: [...inRows(applying), settling],
    inPlace: questionPlace(escalation),
  };
}

/** An escalation as people read it: who, why, what was tried and helps, and what to do. */
export function escalationText(escalation: EscalationRow): string {
  const { candidateName, candidateEmail, message, proposals } = escalation;
  const what = isChange(escalation) ? 'changed as ordered' : 'scheduled';
  const helps = proposals.map((proposal, index) => `  ${index + 1}. ${textOf(proposal)}`);
  return [
    `${candidateName} <${candidateEmail}> could not be ${what}:`,
    ...message.split('\n').map((line) => `  • ${line}`),
    ...(helps.length > 0 ? ['What was tried and would help:', ...helps] : []),
    whatToDo(escalation),
  ].join('\n');
}

function whatToDo(escalation: EscalationRow): string {
  const { candidateEmail: email, proposals } = escalation;
  if (isChange(escalation))
    return `/retry ${email} tries the change again; /dismiss ${email} WHY leaves what is booked as it stands.`;
  const apply = proposals.length === 0 ? '' : `/apply ${email} 1 shows what the first would lead to; `;
  return `${apply}/retry ${email} queues the request again; /edit ${email} changes it; /dismiss ${email} WHY closes it.`;
}

/** Of a change to what is booked: the request stays as it is. */
function isChange({ code }: EscalationRow): boolean {
  return code === 'change';
}

/** The first of the reasons, for a list of many; what it goes on with is left out. */
export function firstReason({ message }: EscalationRow): string {
  return message.split('\n')[0]!.replace(/:$/, '.');
}

function isOfSop({ change }: JsonObject): boolean {
  return typeof change === 'object' && change !== null && 'sop' in change;
}

function textOf(row: JsonObject): string {
  return typeof row['message'] === 'string' ? row['message'] : JSON.stringify(row);
}
