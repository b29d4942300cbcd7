import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Life } from '../../crashes/life.ts';
import { People } from '../../crashes/people.ts';
import { openStage, type Stage } from '../../crashes/stage.ts';
import { Story } from '../../crashes/story.ts';
import { Chance } from '../../simulation/chance.ts';
import { openPostgresStore } from '../../src/store/postgres/open.ts';
import { newDatabase } from '../../test/store/servers/new-database.ts';
import { startTestServer } from '../../test/store/servers/test-server.ts';

/** What is read of the process itself, by its name in `/metrics`, and what one of it is. */
const READ = {
  heapMb: ['nodejs_heap_size_used_bytes', 2 ** 20],
  residentMb: ['process_resident_memory_bytes', 2 ** 20],
  openFiles: ['process_open_fds', 1],
  handles: ['nodejs_active_resources_total', 1],
} as const;

/** The least of each that was seen within a minute: what is waste or under way at the moment comes and goes. */
type Vital = Readonly<Record<keyof typeof READ, number>>;

/** One minute of the process. */
export interface Minute extends Vital {
  /** Calls to Google, messages of the bot, candidates who are known. */
  readonly calls: number;
  readonly messages: number;
  readonly candidates: number;
}

/** So little memory that what nobody needs any more is soon thrown away. */
const HEAP_MB = 160;
const SAMPLE_MS = 2_000;
/** What one installation has room for in its three weeks. */
const CANDIDATES_MOST = 40;

/**
 * The real program as a process of its own over PostgreSQL, Google's and Telegram's stand-ins on the
 * loopback, as fast as it can: it looks at what is booked every other second, and people do something
 * each half. Tells of each minute at its end.
 */
export async function soakProcess(minutes: number, hear: (minute: Minute) => void): Promise<void> {
  const { server, stop: stopServer } = await startTestServer();
  const database = await newDatabase(server);
  const chance = new Chance('soak');
  const stage = await openStage(database, { throughApi: false, chance: chance.split('stage') });
  const store = await openPostgresStore({ url: database.url });
  const port = await freePort();
  const env = { PORT: `${port}`, LOG_LEVEL: 'error', NODE_OPTIONS: `--max-old-space-size=${HEAP_MB}` };
  const life = new Life({ ...stage.env, ...env });
  const stop = new AbortController();
  try {
    await life.ready;
    const people = new People(stage, {
      store,
      story: new Story(),
      chance: chance.split('people'),
      most: CANDIDATES_MOST,
    });
    const living = people.live(stop.signal);
    for (let minute = 0; minute < minutes; minute += 1) {
      const before = { calls: stage.google.calls.length, messages: stage.texts.length };
      const vital = await leastOfAMinute(port);
      hear({ ...vital, ...since(stage, before), candidates: people.arrived.size });
    }
    stop.abort();
    await living;
    life.send('SIGTERM');
    const { code, output } = await life.death;
    if (code !== 0) throw new Error(`The program ended with ${code}:\n${output.slice(-2_000)}`);
  } finally {
    stop.abort();
    life.send('SIGKILL');
    await store.close();
    await stage.close();
    await database.drop();
    await stopServer();
  }
}

function since({ google, texts }: Stage, before: { readonly calls: number; readonly messages: number }) {
  return { calls: google.calls.length - before.calls, messages: texts.length - before.messages };
}

async function leastOfAMinute(port: number): Promise<Vital> {
  const until = performance.now() + 60_000;
  let least: Vital = await vitalOf(port);
  while (performance.now() < until) {
    await delay(SAMPLE_MS);
    const now = await vitalOf(port);
    const lesser = (name: keyof Vital) => Math.min(least[name], now[name]);
    least = {
      heapMb: lesser('heapMb'),
      residentMb: lesser('residentMb'),
      openFiles: lesser('openFiles'),
      handles: lesser('handles'),
    };
  }
  return least;
}

async function vitalOf(port: number): Promise<Vital> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const read = (which: keyof Vital) => {
    const [name, unit] = READ[which];
    const value = new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1];
    if (value === undefined) throw new Error(`/metrics does not tell ${name}.`);
    return Number(value) / unit;
  };
  return {
    heapMb: read('heapMb'),
    residentMb: read('residentMb'),
    openFiles: read('openFiles'),
    handles: read('handles'),
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
