import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { TelegramSettings } from '../config/telegram-settings.ts';
import { type Store, StoreUnavailable } from '../store/store.ts';
import { TelegramBot } from '../telegram/bot.ts';
import type { TelegramOffice } from '../telegram/office.ts';
import type { OpenOffice } from './crew.ts';
import type { Front } from './front.ts';
import { openLog } from './logger.ts';
import type { Services } from './open-services.ts';
import { systemClock } from './system-clock.ts';

/** How soon a change of a workspace's admins is seen. */
const LOOK_MS = 15_000;

/** The bot, for the workspaces whose offices are open. */
export function telegramFront(
  settings: TelegramSettings,
  { store, workspace }: Services,
  offices: () => readonly OpenOffice[],
): Front {
  const admins = new Admins(settings.adminIds, store);
  const bot = new TelegramBot({
    ...settings,
    offices: () => offices().map((office) => asTelegramOffice(office, admins)),
    store: store.telegram,
    watch: (onChange) => store.watch(onChange),
    clock: systemClock,
    log: openLog(workspace.settings.logLevel),
    newId: randomUUID,
    holder: `${hostname()} ${process.pid} ${randomUUID().slice(0, 8)}`,
  });
  const { webhook, adminIds } = settings;
  const people = adminIds.length === 1 ? '1 admin' : `${adminIds.length} admins`;
  return {
    description: `Telegram by ${webhook === null ? 'long polling' : `webhook ${webhook.url}`}, for ${people}`,
    hint: 'Write /start to the bot to add a candidate, /help for everything else. Ctrl-C ends this program.',
    routes: webhook === null ? [] : [{ path: new URL(webhook.url).pathname, answer: bot.answerWebhook }],
    watchIn: (zone) => (candidate, progress) => bot.watch(candidate, progress, zone),
    async run(_office, crew, stop) {
      const over = new AbortController();
      const looking = admins.look(AbortSignal.any([stop.signal, over.signal]));
      try {
        // Before all is known of who may use what, an admin would be a stranger.
        await Promise.all([crew.opened, admins.known]);
        await bot.run(stop.signal);
      } finally {
        over.abort();
        await looking;
      }
    },
  };
}

function asTelegramOffice(office: OpenOffice, admins: Admins): TelegramOffice {
  const { workspace, chat, desk } = office;
  return { workspace, chat, desk, adminIds: admins.of(workspace) };
}

/** Who may use which workspace: those that it names, else those of the settings. */
class Admins {
  readonly #common: readonly number[];
  readonly #store: Pick<Store, 'workspaces'>;
  #own: ReadonlyMap<string, readonly number[]> = new Map();
  readonly #known = Promise.withResolvers<void>();

  constructor(common: readonly number[], store: Pick<Store, 'workspaces'>) {
    this.#common = common;
    this.#store = store;
  }

  of(workspace: string): readonly number[] {
    return this.#own.get(workspace) ?? this.#common;
  }

  /** Resolves once it was read, or nobody reads it any more. */
  get known(): Promise<void> {
    return this.#known.promise;
  }

  async look(stop: AbortSignal): Promise<void> {
    try {
      await this.#look(stop);
    } finally {
      this.#known.resolve();
    }
  }

  async #look(stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      try {
        const rows = await this.#store.workspaces();
        this.#own = new Map(rows.flatMap(({ id, adminIds }) => (adminIds === null ? [] : [[id, adminIds]])));
        this.#known.resolve();
      } catch (error) {
        // Each worker says by itself what is wrong with the store.
        if (!(error instanceof StoreUnavailable)) throw error;
      }
      await systemClock.sleep(LOOK_MS, stop);
    }
  }
}
