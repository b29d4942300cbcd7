import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Chance } from '../simulation/chance.ts';
import { type GoogleStandIn, startGoogleStandIn } from '../test/google/stand-in/google.ts';
import type { TestDatabase } from '../test/store/servers/new-database.ts';
import { startProject } from '../test/store/servers/postgrest.ts';
import { BotApi } from '../test/telegram/stand-in/bot-api.ts';
import type { Hand } from '../test/telegram/stand-in/hand.ts';
import { SOP } from './sop.ts';

/** Between two calls of the calendar; far less than anybody would set. */
export const DELAY_SECONDS = 0.06;
/** Between two looks at what is booked. */
export const WATCH_MINUTES = 0.03;

/** Who gives orders, and who onboards candidates; each in their own chat. */
const ANN = 5_000_000_001;
const BEN = 5_000_000_002;

export interface Text {
  readonly at: number;
  readonly chatId: number;
  readonly html: string;
}

/** Everything around the program, for real or as a server that answers like the real one, on this machine. */
export interface Stage {
  readonly database: TestDatabase;
  readonly google: GoogleStandIn;
  readonly telegram: BotApi;
  /** What was sent to chats, and when. */
  readonly texts: readonly Text[];
  readonly ann: Hand;
  readonly ben: Hand;
  /** Of the program. */
  readonly env: Readonly<Record<string, string>>;
  /** What nobody may read anywhere. */
  readonly secrets: readonly string[];
  /** Calls that have arrived at Google and are not answered yet. */
  readonly openCalls: () => number;
  close(): Promise<void>;
}

/** Sets everything up around a new database. `throughApi`: the program reaches it through a real PostgREST. */
export async function openStage(
  database: TestDatabase,
  { throughApi, chance }: { readonly throughApi: boolean; readonly chance: Chance },
): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'mock-scheduler-crashes-'));
  const sopFile = join(folder, 'sop.yaml');
  writeFileSync(sopFile, SOP);
  const google = await startGoogleStandIn({
    clock: { now: () => Temporal.Now.instant() },
    quotaPerMinute: Number.POSITIVE_INFINITY,
    conference: { pendingLookups: chance.whole(0, 1) },
  });
  const openCalls = slowCalls(google, chance);
  const telegram = await BotApi.start();
  const texts: Text[] = [];
  telegram.onCall = ({ method, payload }) => {
    const html = payload['text'] ?? payload['caption'];
    if (!method.startsWith('send') || typeof html !== 'string') return;
    texts.push({ at: Date.now(), chatId: Number(payload['chat_id']), html });
  };
  const project = throughApi ? await startProject(database) : null;
  const { clientId, clientSecret, refreshToken } = google.credentials;
  return {
    database,
    google,
    telegram,
    texts,
    ann: telegram.person(ANN, 'Ann'),
    ben: telegram.person(BEN, 'Ben'),
    openCalls,
    env: {
      SOP_FILE: sopFile,
      DATA_DIR: folder,
      CALENDAR_API_DELAY_SECONDS: `${DELAY_SECONDS}`,
      CALENDAR_WATCH_MINUTES: `${WATCH_MINUTES}`,
      GOOGLE_API_ROOT: google.apiRoot,
      GOOGLE_TOKEN_URL: google.tokenUrl,
      GOOGLE_CLIENT_ID: clientId,
      GOOGLE_CLIENT_SECRET: clientSecret,
      GOOGLE_REFRESH_TOKEN: refreshToken,
      GOOGLE_CALENDAR_ID: google.calendarId,
      TELEGRAM_API_ROOT: telegram.root,
      TELEGRAM_BOT_TOKEN: telegram.token,
      TELEGRAM_ADMIN_IDS: `${ANN},${BEN}`,
      ADMIN_CHAT_ID: `${ANN}`,
      ...(project === null
        ? { DATABASE_URL: database.url }
        : { SUPABASE_URL: project.url, SUPABASE_SERVICE_ROLE_KEY: project.serviceKey }),
    },
    secrets: [
      clientSecret,
      refreshToken,
      'ya29.',
      telegram.token,
      new URL(database.url).password,
      ...(project === null ? [] : [project.serviceKey, project.secret, project.secretKey]),
    ].filter((secret) => secret !== ''),
    close: async () => {
      await Promise.all([google.close(), telegram.close(), project?.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** An answer takes a while, so that a process dies before its call has come to anything, and after. */
function slowCalls(google: GoogleStandIn, chance: Chance): () => number {
  let open = 0;
  const meanwhile = async () => {
    open += 1;
    await delay(chance.whole(0, 40));
    open -= 1;
  };
  const when = chance.among(['before', 'after'] as const);
  google.fault({ kind: 'slow', when, meanwhile, times: Number.POSITIVE_INFINITY });
  return () => open;
}
