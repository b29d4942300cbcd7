import { NoticeBell } from '../chat/notice-bell.ts';
import { sendNotices } from '../chat/outbox-sender.ts';
import { StoreUnavailable } from '../store/store.ts';
import type { Crew } from './crew.ts';
import type { Front } from './front.ts';
import type { Office } from './office.ts';
import { progressLine } from './progress-line.ts';
import { systemClock } from './system-clock.ts';
import { TERMINAL, TerminalChat } from './terminal-chat.ts';

/** The chat at a prompt, with the default workspace; notices of every workspace are shown there. */
export function terminalFront(): Front {
  const terminal = new TerminalChat();
  const show = async (_chat: string | null, text: string) => terminal.show(text);

  const sendAll = async (crew: Crew) => {
    try {
      for (const { desk } of crew.offices()) await sendNotices(desk, show, TERMINAL);
    } catch (error) {
      // The worker says what is wrong with the store, and the notices wait in it.
      if (!(error instanceof StoreUnavailable)) throw error;
    }
  };
  const notices = async ({ desk }: Office, crew: Crew, stop: AbortSignal) => {
    const bell = await NoticeBell.over(desk.store, systemClock);
    try {
      while (!stop.aborted) {
        await sendAll(crew);
        await bell.wait(stop);
      }
    } finally {
      await bell.close();
    }
    await sendAll(crew);
  };
  const chat = async ({ chat, worker }: Office, stop: AbortController) => {
    const untilStopped = new Promise<void>((resolve) =>
      stop.signal.addEventListener('abort', () => resolve()),
    );
    const lines = await terminal.run(chat, stop.signal);
    if (process.stdin.isTTY === true) stop.abort();
    // A script that was piped in is done when its candidates are; without any input this is a
    // service, which works until it is told to stop.
    if (lines > 0) {
      await Promise.race([worker.untilIdle(), untilStopped]);
      stop.abort();
    }
    if (!stop.signal.aborted) await untilStopped;
  };

  return {
    description: 'this terminal',
    hint: 'Type /start to add a candidate, /help for everything else, /quit or Ctrl-C to leave.',
    routes: [],
    watchIn: () => (candidate, progress) => {
      const line = progressLine(candidate, progress);
      if (line !== null) terminal.show(line);
    },
    async run(office, crew, stop) {
      await Promise.all([chat(office, stop), notices(office, crew, stop.signal)]);
    },
  };
}
