import { deskInForce } from '../booking/time-off.ts';
import { CalendarError } from '../calendar/calendar.ts';
import { UserError } from '../errors.ts';
import { StaleConversation, StoreUnavailable } from '../store/store.ts';
import type { ChatDesk, ChatMessage } from './chat-desk.ts';
import type { Command } from './command.ts';
import { COMMANDS } from './commands/all.ts';
import { helpText } from './help-text.ts';
import { answerMeant, noteShown } from './last-shown.ts';
import { nearestCommand } from './nearest-command.ts';
import { Onboarding } from './onboarding.ts';
import { type ChatReply, plain } from './reply.ts';

/** Above what any chat program sends; a terminal or a pipe may bring more, and answers quote what was asked. */
const TEXT_MAX = 10_000;

/**
 * A chat with an admin, the same in the terminal and on Telegram: commands are answered at once,
 * everything else belongs to the onboarding conversation. A command asked in the middle of a
 * conversation does not disturb it. Each answer goes by the procedure with the time off that stands
 * beside its file at that moment.
 */
export class Chat {
  readonly #desk: ChatDesk;

  constructor(desk: ChatDesk) {
    this.#desk = desk;
  }

  /** What to say when a chat is taken up again, e.g. after a restart: the open question, or nothing. */
  async resume(message: Omit<ChatMessage, 'text'>): Promise<readonly ChatReply[]> {
    return this.#tellTrouble(() => this.#resume(message));
  }

  /**
   * Answers one message. What an admin can mend, or has to wait for, is said in the chat; only a bug
   * of ours rejects.
   */
  async answer(message: ChatMessage): Promise<readonly ChatReply[]> {
    const { length } = message.text;
    if (length > TEXT_MAX) {
      return [
        plain(`That message has ${length} characters, and I read at most ${TEXT_MAX}. Please shorten it.`),
      ];
    }
    return this.#tellTrouble(async () => {
      try {
        return await this.#answer(message);
      } catch (error) {
        if (error instanceof StaleConversation) return this.#resume(message);
        throw error;
      }
    });
  }

  /** Whether an answer is being waited for in this chat. */
  isAsking(message: Omit<ChatMessage, 'text'>): Promise<boolean> {
    return new Onboarding(this.#desk).isUnderWay({ ...message, text: '' });
  }

  async #resume(message: Omit<ChatMessage, 'text'>): Promise<readonly ChatReply[]> {
    if (!(await this.isAsking(message))) return [];
    return new Onboarding(await deskInForce(this.#desk)).begin({ ...message, text: '' });
  }

  async #tellTrouble(answer: () => Promise<readonly ChatReply[]>): Promise<readonly ChatReply[]> {
    try {
      return await answer();
    } catch (error) {
      const trouble = troubleText(error);
      if (trouble === null) throw error;
      return [plain(trouble)];
    }
  }

  async #answer(message: ChatMessage): Promise<readonly ChatReply[]> {
    const desk = await deskInForce(this.#desk);
    const onboarding = new Onboarding(desk);
    if (message.asked !== undefined) return onboarding.hear(message);
    const text = message.text.trim();
    const match = /^\/([a-z_]+)(?:\s+([\s\S]*))?$/i.exec(text);
    const name = match?.[1]?.toLowerCase();
    if (name === 'start') return onboarding.begin(message);
    if (name === 'help') return [plain(helpText(commandList(), match?.[2] ?? ''))];
    const command = COMMANDS.find((each) => each.name === name);
    if (command !== undefined) return this.#run(desk, command, message, match?.[2] ?? '');
    if (await onboarding.isUnderWay(message)) return onboarding.hear(message);
    if (name === undefined) return (await this.#answerPreview(desk, message)) ?? onboarding.hear(message);
    if (name === 'cancel' || name === 'back')
      return [plain('Nothing is under way. /start adds a candidate.')];
    return [plain(`I do not know /${name}. ${nearestCommand(name)}/help lists what I know.`)];
  }

  async #run(
    desk: ChatDesk,
    command: Command,
    message: ChatMessage,
    argument: string,
  ): Promise<readonly ChatReply[]> {
    const replies = await command.run(desk, message, argument);
    await noteShown(desk, message.chat, replies);
    return replies;
  }

  /** “Yes” and “no” answer the last preview of the chat; null where there is none, or it is neither. */
  async #answerPreview(desk: ChatDesk, message: ChatMessage): Promise<readonly ChatReply[] | null> {
    const meant = await answerMeant(desk, message.chat, message.text);
    if (meant === null) return null;
    if (meant === 'nothing') return [plain('Nothing is changed.')];
    const [, name, argument = ''] = /^\/(\w+)\s+(.*)$/.exec(meant.says) ?? [];
    const command = COMMANDS.find((each) => each.name === name);
    return command === undefined ? null : this.#run(desk, command, message, argument);
  }
}

function troubleText(error: unknown): string | null {
  const isTold =
    error instanceof UserError || error instanceof StoreUnavailable || error instanceof CalendarError;
  if (!isTold) return null;
  return error.remedy === undefined ? error.message : `${error.message}\n→ ${error.remedy}`;
}

/** Every command there is, those of the onboarding included. */
export function commandList(): readonly Pick<Command, 'name' | 'argument' | 'help' | 'example'>[] {
  return [
    { name: 'start', argument: '', help: 'add a candidate, question by question', example: '/start' },
    ...COMMANDS.filter(({ byButton }) => byButton !== true),
    { name: 'back', argument: '', help: 'one question back while adding a candidate', example: '/back' },
    { name: 'cancel', argument: '', help: 'stop adding a candidate', example: '/cancel' },
    {
      name: 'help',
      argument: '[COMMAND]',
      help: 'this list, or how one of it is used',
      example: '/help status',
    },
  ];
}
