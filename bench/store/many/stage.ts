import { openPostgresStore } from '../../../src/store/postgres/open.ts';
import type { JsonObject } from '../../../src/store/rows.ts';
import type { Store } from '../../../src/store/store.ts';
import { type Calendars, startCalendars } from './calendars.ts';
import { Crowd } from './crowd.ts';
import { type Desk, desks, requestOf } from './work-order.ts';

export interface StageOptions {
  /** An empty database with the schema. */
  readonly databaseUrl: string;
  readonly workspaces: number;
  readonly candidates: number;
  readonly leaseSeconds: number;
  /** Between two calls of a calendar; 0 unless said otherwise. */
  readonly delaySeconds?: number;
}

/** Calendars that are there, queues that are full and paused, and nobody at work yet. */
export interface Stage {
  readonly places: readonly Desk[];
  readonly calendars: Calendars;
  readonly crowd: Crowd;
  /** Queues some more candidates, who stand at the end. */
  enqueue(candidates: number): Promise<void>;
  /** Lets the queues go on. */
  begin(): Promise<void>;
  close(): Promise<void>;
}

export async function openStage(options: StageOptions): Promise<Stage> {
  const { databaseUrl, leaseSeconds, delaySeconds = 0 } = options;
  const places = desks(options.workspaces);
  const calendars = await startCalendars(places.map(({ calendarId }) => calendarId));
  const store = await openPostgresStore({ url: databaseUrl });
  const google = calendars.address;
  const crowd = new Crowd({ databaseUrl, google, workspaces: places, leaseSeconds, delaySeconds });
  for (const { workspace } of places) await store.pause({ workspace, paused: true, actor: 'bench' });
  let queued = 0;
  const enqueue = async (candidates: number) => {
    for (const until = queued + candidates; queued < until; queued += 1)
      await enqueueOne(store, places, queued);
  };
  await enqueue(options.candidates);
  return {
    places,
    calendars,
    crowd,
    enqueue,
    begin: async () => {
      for (const { workspace } of places) await store.pause({ workspace, paused: false, actor: 'bench' });
    },
    close: async () => {
      await crowd.dismiss();
      await store.close();
      await calendars.close();
    },
  };
}

/** The workspaces take turns. */
async function enqueueOne(store: Store, places: readonly Desk[], number: number): Promise<void> {
  const place = places[number % places.length]!;
  const today = Temporal.Now.plainDateISO('America/Los_Angeles');
  const request = requestOf(place, Math.floor(number / places.length), today);
  await store.enqueue({
    workspace: place.workspace,
    candidateId: `candidate ${number + 1}`,
    ...request.candidate,
    request: request as unknown as JsonObject,
    chat: null,
    actor: 'bench',
  });
}
