import { type ChildProcessByStdio, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { promisify } from 'node:util';
import { postgresPrograms } from './binaries.ts';
import { freePort } from './free-port.ts';

/** A PostgreSQL of our own: a server with its data, which go when it is removed or this process ends. */
export interface Cluster {
  /** As the superuser of the cluster. */
  url(database: string): string;
  start(): Promise<void>;
  /** `fast` ends all connections, `immediate` is what a power cut does. */
  stop(mode: 'fast' | 'immediate'): Promise<void>;
  remove(): Promise<void>;
}

/**
 * Holds the server on behalf of this process and outlives it by a moment: when its input ends,
 * however this process ended, it stops the server and removes the data.
 */
const KEEPER = `
while read -r action mode; do
  case "$action" in
    start) "$1" start -D "$2/data" -l "$2/data/server.log" -w -s >/dev/null 2>&1 ;;
    stop) "$1" stop -D "$2/data" -m "$mode" -w -s >/dev/null 2>&1 ;;
  esac
  echo "$?"
done
"$1" stop -D "$2/data" -m immediate -w -s >/dev/null 2>&1
rm -rf "$2"
`;

/** A fresh cluster, started. It keeps nothing safe (no fsync), which makes it quick. */
export async function startCluster(settings: Readonly<Record<string, string>> = {}): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'mock-scheduler-postgres-'));
  try {
    return await makeCluster(folder, settings);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

async function makeCluster(folder: string, settings: Readonly<Record<string, string>>): Promise<Cluster> {
  chmodSync(folder, 0o755);
  const { initdb, pgCtl, runAs } = await postgresPrograms(folder);
  if (runAs !== null) chownSync(folder, runAs.uid, runAs.gid);
  const data = join(folder, 'data');
  const password = randomBytes(12).toString('hex');
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, password);
  await promisify(execFile)(
    initdb,
    [
      `--pgdata=${data}`,
      `--pwfile=${passwordFile}`,
      '--username=postgres',
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      '--no-sync',
    ],
    { ...runAs, cwd: folder },
  );
  rmSync(passwordFile);
  const port = await freePort();
  const all = { ...QUICK, listen_addresses: '127.0.0.1', port: String(port), ...settings };
  const lines = Object.entries(all).map(([name, value]) => `${name} = '${value}'\n`);
  appendFileSync(join(data, 'postgresql.conf'), lines.join(''));

  const keeper = spawn('sh', ['-c', KEEPER, 'keeper', pgCtl, folder], {
    ...runAs,
    cwd: folder,
    // In a group of its own, for Ctrl-C is for this process to act upon.
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const tell = orders(keeper);
  const cluster: Cluster = {
    url: (database) => `postgresql://postgres:${password}@127.0.0.1:${port}/${database}`,
    start: async () => {
      if ((await tell('start')) !== 0) {
        throw new Error(`PostgreSQL did not start:\n${readFileSync(join(data, 'server.log'), 'utf8')}`);
      }
    },
    stop: async (mode) => {
      if ((await tell(`stop ${mode}`)) !== 0) throw new Error('PostgreSQL did not stop.');
    },
    remove: async () => {
      const ended = once(keeper, 'exit');
      keeper.stdin.end();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await cluster.start();
  return cluster;
}

const QUICK = {
  fsync: 'off',
  full_page_writes: 'off',
  shared_buffers: '64MB',
  max_wal_senders: '0',
  wal_level: 'minimal',
  unix_socket_directories: '',
  timezone: 'UTC',
};

/** Gives orders one after the other; each is answered with the exit code of what was done. */
function orders(keeper: ChildProcessByStdio<Writable, Readable, null>): (order: string) => Promise<number> {
  const answers = createInterface({ input: keeper.stdout })[Symbol.asyncIterator]();
  let last: Promise<unknown> = Promise.resolve();
  return (order) => {
    const answer = last.then(async () => {
      keeper.stdin.write(`${order}\n`);
      const { value } = (await answers.next()) as { value: string | undefined };
      return value === undefined ? -1 : Number(value);
    });
    last = answer;
    return answer;
  };
}
