import type { ChatDesk, ChatMessage } from './chat-desk.ts';
import type { ChatReply } from './reply.ts';

/** Something an admin can ask for in any chat. */
export interface Command {
  /** Without the slash. */
  readonly name: string;
  /** What follows the name, as people read it; empty for nothing. */
  readonly argument: string;
  readonly help: string;
  readonly example: string;
  /** What buttons say: not in the list of what people may type. */
  readonly byButton?: true;
  /** Gives the messages to answer with; `plain` makes one of a text. */
  run(desk: ChatDesk, message: ChatMessage, argument: string): Promise<readonly ChatReply[]>;
}
