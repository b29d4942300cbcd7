import type { Command } from '../command.ts';
import { findCandidate } from '../find-candidate.ts';
import { plain } from '../reply.ts';
import { scheduleLines, standing } from '../wording.ts';

export const schedule: Command = {
  name: 'schedule',
  argument: 'NAME',
  help: "a candidate's mocks with times and interviewers",
  example: '/schedule dana',
  async run(desk, _message, argument) {
    const match = await findCandidate(desk, argument, this.example);
    if ('answer' in match) return [match.answer];
    const { found } = match;
    const zone = desk.procedure.base.timeZone;
    const bookings = await desk.store.bookings({ workspace: desk.workspace, candidateId: found.id });
    const head = `${found.name} <${found.email}>: ${standing(found, zone)}`;
    if (bookings.length === 0) return [plain(`${head}. No mock is booked.`)];
    return [plain([`${head}:`, ...scheduleLines(bookings, zone, found.timeZone)].join('\n'))];
  },
};
