import type { BotChat, ChatMessage, Person } from '../test/telegram/stand-in/chats.ts';
import type { CandidatePlan, Deed } from './script.ts';
import type { World } from './world.ts';

export interface Admin {
  readonly person: Person;
  readonly chat: BotChat;
}

/** Who is told of what happens in the second workspace, and never says a word. */
export const OTHER_ADMIN = 5_000_000_009;

const NAMES = ['Ann', 'Ben'];
/** How long somebody waits for an answer of the bot before they go on. */
const PATIENCE_MS = 60_000;
const LOOK_MS = 2_000;
/** So many messages with buttons are on the screen. */
const OFFERING = 3;

/** The coordinators: what they type and tap, each step after the bot has answered the one before. */
export class People {
  readonly admins: readonly Admin[];
  readonly #world: World;
  readonly other: Admin;
  /** How many are in the middle of something. */
  busy = 0;

  constructor(world: World) {
    this.#world = world;
    this.admins = Array.from({ length: world.script.admins }, (_, index) =>
      world.telegram.person(5_000_000_001 + index, NAMES[index]!),
    );
    this.other = world.telegram.person(OTHER_ADMIN, 'Cleo');
  }

  says(admin: number, text: string): void {
    this.#begin(async () => {
      await this.#say(this.#admin(admin), text);
    });
  }

  /** Types a command, and taps a button of the answer whose label begins like that. */
  orders({ admin, text, tap }: Omit<Extract<Deed, { kind: 'orders' }>, 'kind'>): void {
    this.#begin(async () => {
      const who = this.#admin(admin);
      const before = who.chat.messages.length;
      await this.#say(who, text);
      await this.#world.timeline.sleep(3_000);
      await this.#tap(who, tap, before);
    });
  }

  /** Taps one of the buttons below the newest messages of the bot, whatever it says. */
  taps(admin: number, which: number): void {
    const who = this.#admin(admin);
    const offered = who.chat.messages
      .filter(({ from, keyboard }) => from === null && keyboard.length > 0)
      .slice(-OFFERING)
      .flatMap((message) => message.keyboard.flat().map((button) => ({ message, button })));
    const chosen = offered[which % Math.max(1, offered.length)];
    if (chosen === undefined) return;
    this.#begin(async () => {
      this.#world.telegram.tap(who.person, who.chat, chosen.message, chosen.button);
      await this.#world.timeline.sleep(LOOK_MS);
    });
  }

  /** The whole onboarding of a candidate. */
  onboards(
    admin: number,
    { name, email, timeZone, slots }: CandidatePlan,
    window: readonly [string, string],
  ): void {
    const range = Object.values(slots)[0]![0]!;
    const steps = ['/start', name, email, window[0], window[1], range, range, timeZone, 'yes'];
    this.#begin(async () => {
      for (const step of steps) await this.#say(this.#admin(admin), step);
    });
  }

  #admin(number: number): Admin {
    return this.admins[number] ?? this.admins[0]!;
  }

  #begin(work: () => Promise<void>): void {
    this.busy += 1;
    void work().finally(() => {
      this.busy -= 1;
    });
  }

  async #say({ person, chat }: Admin, text: string): Promise<void> {
    this.#world.telegram.type(person, chat, text);
    const said = chat.messages.length;
    await this.#until(() => chat.messages.slice(said).some(({ from }) => from === null));
    await this.#world.timeline.sleep(1_500);
  }

  async #tap({ person, chat }: Admin, label: string, since: number): Promise<void> {
    const offering = chat.messages
      .slice(since)
      .findLast(({ from, keyboard }) => from === null && buttonIn(keyboard, label) !== undefined);
    if (offering === undefined) return;
    const button = buttonIn(offering.keyboard, label)!;
    const said = chat.messages.length;
    this.#world.telegram.tap(person, chat, offering, button);
    await this.#until(() => chat.messages.length > said);
  }

  async #until(condition: () => boolean): Promise<void> {
    for (let waited = 0; waited < PATIENCE_MS && !condition(); waited += LOOK_MS) {
      await this.#world.timeline.sleep(LOOK_MS);
    }
  }
}

function buttonIn(keyboard: ChatMessage['keyboard'], label: string) {
  return keyboard.flat().find(({ text }) => text.startsWith(label));
}
