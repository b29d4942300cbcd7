import { clockText, dayText } from '../../time/spoken.ts';
import type { Command } from '../command.ts';
import { findCandidate } from '../find-candidate.ts';
import { plain } from '../reply.ts';

export const audit: Command = {
  name: 'audit',
  argument: 'NAME',
  help: 'everything that happened to a candidate, in order',
  example: '/audit dana',
  async run(desk, _message, argument) {
    const match = await findCandidate(desk, argument, this.example);
    if ('answer' in match) return [match.answer];
    const zone = desk.procedure.base.timeZone;
    const rows = await desk.store.audit({ workspace: desk.workspace, candidateId: match.found.id });
    const lines = rows.map(
      ({ at, actor, summary }) => `${dayText(at, zone)} ${clockText(at, zone)} ${actor}: ${summary}`,
    );
    return [plain([`${match.found.name}:`, ...lines].join('\n'))];
  },
};
