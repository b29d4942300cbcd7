import type { CandidateState } from '../../store/rows.ts';
import type { Command } from '../command.ts';
import { findCandidate } from '../find-candidate.ts';
import { plain } from '../reply.ts';
import { standing } from '../wording.ts';

const STATES: readonly CandidateState[] = [
  'queued',
  'scheduling',
  'waiting',
  'escalated',
  'scheduled',
  'cancelled',
];

/** More candidates than a company prepares in years. */
const COUNTED_MAX = 20_000;

export const status: Command = {
  name: 'status',
  argument: '[NAME]',
  help: 'how things stand; with a name or email, one candidate',
  example: '/status dana',
  async run(desk, _message, argument) {
    if (argument.trim() === '') {
      const { paused } = await desk.store.queue({ workspace: desk.workspace });
      const everyone = await desk.store.candidates({ workspace: desk.workspace, limit: COUNTED_MAX });
      const counts = STATES.map(
        (state) => `${everyone.filter((each) => each.state === state).length} ${state}`,
      );
      return [plain(`${paused ? 'The queue is paused. ' : ''}Candidates: ${counts.join(', ')}.`)];
    }
    const match = await findCandidate(desk, argument, this.example);
    if ('answer' in match) return [match.answer];
    const { found } = match;
    const more = found.state === 'escalated' ? ' /escalations says why.' : '';
    return [
      plain(`${found.name} <${found.email}>: ${standing(found, desk.procedure.base.timeZone)}.${more}`),
    ];
  },
};
