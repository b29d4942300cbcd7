import { callsText } from '../calls-text.ts';
import type { Command } from '../command.ts';
import { plain } from '../reply.ts';

export const stats: Command = {
  name: 'stats',
  argument: '',
  help: 'what the calls to Google Calendar came to, and how fast they go now',
  example: '/stats',
  async run(desk) {
    const rows = await desk.store.calendarCalls();
    const local = desk.calendarAccount === null ? ['The local calendar makes no calls.'] : [];
    if (rows.length === 0 && local.length === 0) {
      return [
        plain('No call to Google Calendar is counted yet; they are when a candidate or a preview is done.'),
      ];
    }
    return [plain([...local, ...callsText(rows, desk.procedure.base.timeZone, 'byMethod')].join('\n'))];
  },
};
