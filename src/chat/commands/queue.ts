import type { CandidateRow } from '../../store/rows.ts';
import { momentText } from '../../time/spoken.ts';
import type { Command } from '../command.ts';
import { inRows } from '../reply.ts';
import { standing } from '../wording.ts';

/** What a message holds with ease. */
const SHOWN_MAX = 30;

export const queue: Command = {
  name: 'queue',
  argument: '',
  help: 'who is in hand, waiting or queued',
  example: '/queue',
  async run(desk) {
    const { store, workspace, procedure } = desk;
    const { paused, candidates } = await store.queue({ workspace });
    const zone = procedure.base.timeZone;
    const decisions = (await store.escalations({ workspace, open: true })).length;
    const shown = candidates.slice(0, SHOWN_MAX).map((candidate) => `• ${lineOf(candidate, zone)}`);
    const more = candidates.length - shown.length;
    return [
      {
        text: [
          ...(paused ? ['The queue is paused; /resume goes on.'] : []),
          ...(candidates.length === 0 ? ['The queue is empty. /start adds a candidate.'] : shown),
          ...(more > 0 ? [`and ${more} more`] : []),
          ...(decisions > 0 ? [`${waits(decisions)} for a decision: /escalations`] : []),
        ].join('\n'),
        buttons: inRows([
          ...(paused
            ? [{ label: '▶ Resume', says: '/resume' }]
            : candidates.length > 0
              ? [{ label: '⏸ Pause', says: '/pause' }]
              : []),
          ...(decisions > 0 ? [{ label: `Escalations (${decisions})`, says: '/escalations' }] : []),
        ]),
      },
    ];
  },
};

function lineOf(candidate: CandidateRow, zone: string): string {
  // Whoever has a change was queued at first to be booked, maybe weeks ago; it is the order that waits now.
  const from = candidate.change === null ? candidate.enqueuedAt : candidate.updatedAt;
  const since = candidate.state === 'queued' ? `, since ${momentText(from, zone)}` : '';
  return `${candidate.name} <${candidate.email}>: ${standing(candidate, zone)}${since}`;
}

function waits(decisions: number): string {
  return decisions === 1 ? '1 candidate waits' : `${decisions} candidates wait`;
}
