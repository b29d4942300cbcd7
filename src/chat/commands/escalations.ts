import { momentText } from '../../time/spoken.ts';
import type { Command } from '../command.ts';
import { escalationReply, firstReason } from '../escalation-reply.ts';
import { findCandidate } from '../find-candidate.ts';
import { inRows, plain } from '../reply.ts';
import { openAbout } from '../seen-question.ts';

/** What a message holds with ease. */
const SHOWN_MAX = 20;

export const escalations: Command = {
  name: 'escalations',
  argument: '[NAME]',
  help: 'what waits for a decision: who could not be scheduled, and mocks that are not as booked',
  example: '/escalations dana',
  async run(desk, _message, argument) {
    const { store, workspace, procedure } = desk;
    if (argument.trim() !== '') {
      const match = await findCandidate(desk, argument, this.example);
      if ('answer' in match) return [match.answer];
      const { name, state } = match.found;
      const open = await openAbout(desk, match.found);
      return open.length === 0
        ? [plain(`${name} waits for no decision: ${state}.`)]
        : open.map((each) => escalationReply(each, desk));
    }
    const open = await store.escalations({ workspace, open: true });
    const [first] = open;
    if (first === undefined) return [plain('Nothing waits for a decision.')];
    if (open.length === 1) return [escalationReply(first, desk)];
    const shown = open.slice(0, SHOWN_MAX);
    const zone = procedure.base.timeZone;
    const lines = shown.map(
      (each) =>
        `• ${each.candidateName} <${each.candidateEmail}>, since ${momentText(each.openedAt, zone)}: ${firstReason(each)}`,
    );
    const more = open.length > shown.length ? [`and ${open.length - shown.length} more`] : [];
    return [
      {
        text: [`${open.length} candidates wait for a decision.`, ...lines, ...more].join('\n'),
        buttons: inRows(
          shown.map((each) => ({ label: each.candidateName, says: `/escalations ${each.candidateEmail}` })),
        ),
      },
    ];
  },
};
