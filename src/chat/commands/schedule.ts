import type { Command } from '../command.ts';
import { findCandidate } from '../find-candidate.ts';
import { scheduleReply } from '../schedule-reply.ts';
import { standing } from '../wording.ts';

export const schedule: Command = {
  name: 'schedule',
  argument: 'NAME',
  help: "a candidate's mocks: list, picture and calendar file",
  example: '/schedule dana',
  async run(desk, _message, argument) {
    const match = await findCandidate(desk, argument, this.example);
    if ('answer' in match) return [match.answer];
    const { found } = match;
    const where = standing(found, desk.procedure.base.timeZone);
    return [await scheduleReply(desk, found, `${found.name} <${found.email}>: ${where}`)];
  },
};
