import { type ChildProcessByStdio, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statfsSync,
  statSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { makeDataDir } from '../../src/store/pglite/data-dir.ts';
import { openDatabase } from '../../src/store/pglite/database.ts';
import { openEmbeddedStore } from '../../src/store/pglite/open.ts';
import type { Store } from '../../src/store/store.ts';

type Child = ChildProcessByStdio<Writable, Readable, null>;

// Processes are started and databases opened; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 30_000 });

let root: string;
/** A directory whose very first start was killed half-way, and that was used and closed afterwards. */
let used: string;
let leftByTheKill: readonly string[];
const children = new Set<Child>();

// A new database takes seconds to make, so there is only this one; the tests work on copies of it.
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'mock-scheduler-'));
  used = join(root, 'made', 'for', 'it');
  mkdirSync(used, { recursive: true, mode: 0o700 });
  const watcher = watch(used);
  const first = start('hold-open.ts', used);
  for (let name = ''; name !== 'store.unfinished'; ) {
    [, name] = (await once(watcher, 'change')) as [string, string];
  }
  watcher.close();
  await kill(first);
  leftByTheKill = readdirSync(used);
  const store = await openEmbeddedStore({ dataDir: used });
  await enqueue(store, 'first');
  await store.close();
}, 60_000);

afterEach(() => {
  for (const child of children) {
    child.kill('SIGKILL');
  }
  children.clear();
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

let copies = 0;
function copyOfUsed(): string {
  copies += 1;
  const directory = join(root, `copy-${copies}`);
  cpSync(used, directory, { recursive: true });
  return directory;
}

function start(script: string, directory: string): Child {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'processes', script), directory], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.add(child);
  return child;
}

async function firstLine(child: Child): Promise<string> {
  for await (const line of createInterface({ input: child.stdout })) {
    return line;
  }
  return '';
}

async function kill(child: Child): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

function enqueue(store: Store, id: string, request = {}) {
  return store.enqueue({
    workspace: 'default',
    candidateId: id,
    name: id,
    email: `${id}@example.com`,
    timeZone: 'UTC',
    request,
    chat: null,
    actor: 'Ann',
  });
}

async function queued(store: Store): Promise<readonly string[]> {
  return (await store.queue({ workspace: 'default' })).candidates.map((row) => row.id);
}

/** What the person who starts the program is told; anything else than a refusal fails the test. */
async function refused(directory: string): Promise<string> {
  const store = await openEmbeddedStore({ dataDir: directory }).catch((error: Error) => error);
  if (!(store instanceof Error)) {
    await store.close();
    throw new Error('the store opened');
  }
  expect(store.name).toBe('UserError');
  expect(store).toHaveProperty('remedy', expect.any(String));
  return store.message;
}

describe('the data directory', () => {
  it('starts anew where its very first start was killed half-way', () => {
    expect(leftByTheKill).toContain('store.unfinished');
    expect(leftByTheKill).not.toContain('store');
    expect(readdirSync(used).sort()).toEqual(['store', 'store.lock']);
  });

  it('is made for its owner alone', async () => {
    expect(statSync(join(used, 'store')).mode & 0o777).toBe(0o700);
    const fresh = join(root, 'fresh', 'data');
    makeDataDir(fresh);
    expect(statSync(fresh).mode & 0o777).toBe(0o700);
  });

  it('belongs to one process until it is killed, and then has everything that was acknowledged', async () => {
    const directory = copyOfUsed();
    const writer = start('write-until-killed.ts', directory);
    const acknowledged: string[] = [];
    for await (const line of createInterface({ input: writer.stdout })) {
      acknowledged.push(line);
      if (acknowledged.length === 100) {
        expect(await refused(directory)).toBe(
          `The store in ${directory} is in use by process ${writer.pid}.`,
        );
        await kill(writer);
      }
    }
    expect(acknowledged.length).toBeGreaterThanOrEqual(100);

    const store = await openEmbeddedStore({ dataDir: directory });
    expect(store.description).toBe(`embedded, in ${directory}`);
    expect(await queued(store)).toEqual(expect.arrayContaining(['first', ...acknowledged]));
    // Nobody has to wait until the lease of the killed process has run out.
    const claim = await store.claim({ workspace: 'default', worker: 'next', leaseSeconds: 60 });
    expect(claim?.candidate.id).toBe('first');
    expect(claim?.fence).toBe(2);

    // A refused attempt from within must not loosen the hold either.
    expect(await refused(directory)).toContain(`process ${process.pid}`);
    expect(await firstLine(start('hold-open.ts', directory))).toContain(`in use by process ${process.pid}`);
    await store.close();
  });

  it('is free again once it was closed', async () => {
    const directory = copyOfUsed();
    for (const id of ['second', 'third']) {
      const store = await openEmbeddedStore({ dataDir: directory });
      await enqueue(store, id);
      await store.close();
    }
    const store = await openEmbeddedStore({ dataDir: directory });
    expect(await queued(store)).toEqual(['first', 'second', 'third']);
    await store.close();
  });
});

describe('a data directory that cannot be used', () => {
  it('is a file, or lies below one', async () => {
    const file = join(root, 'file');
    writeFileSync(file, '');
    expect(await refused(file)).toBe(`DATA_DIR ${file} is not a directory.`);
    expect(await refused(join(file, 'below'))).toBe(`DATA_DIR ${join(file, 'below')} is not a directory.`);
  });

  it('cannot be written to', async () => {
    const locked = join(root, 'locked');
    mkdirSync(locked, { mode: 0o555 });
    chmodSync(root, 0o755);
    // The superuser may write everywhere, so as one this test steps down for the moment.
    const superuser = process.getuid?.() === 0;
    if (superuser) {
      process.seteuid?.(65534);
    }
    try {
      const below = join(locked, 'below');
      expect(await refused(locked)).toBe(`DATA_DIR ${locked} cannot be written to.`);
      expect(await refused(below)).toBe(`DATA_DIR ${below} cannot be written to.`);
    } finally {
      if (superuser) {
        process.seteuid?.(0);
      }
    }
    expect(readdirSync(locked)).toEqual([]);
  });

  it('holds data of another PostgreSQL, or something else under that name, which stays untouched', async () => {
    const older = join(root, 'older');
    mkdirSync(join(older, 'store'), { recursive: true });
    expect(await refused(older)).toContain('is not a database of this program');
    writeFileSync(join(older, 'store', 'PG_VERSION'), '17\n');
    expect(await refused(older)).toBe(
      `The database in ${older} was written by PostgreSQL 17; this program has PostgreSQL 18.`,
    );
    expect(readdirSync(join(older, 'store'))).toEqual(['PG_VERSION']);
  });

  it('was used by a newer version of the program', async () => {
    const directory = copyOfUsed();
    const database = await openDatabase(join(directory, 'store'));
    await database.exec(
      `insert into public.schema_versions (version, name) values ('29990101000000', 'later')`,
    );
    await database.close();
    expect(await refused(directory)).toMatch(
      /has schema 29990101000000; this program knows schemas up to \d{14}\.$/,
    );
  });
});

const canMount = process.platform === 'linux' && process.getuid?.() === 0;

// A small disk of one's own can be had on Linux by the superuser only.
describe.skipIf(!canMount)('a full disk', () => {
  let disk: string;
  const mount = (size: string) => {
    disk = mkdtempSync(join(root, 'disk-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', disk]);
  };
  const fill = (file: string, leave: number) => {
    const { bavail, bsize } = statfsSync(disk);
    writeFileSync(join(disk, file), Buffer.alloc(Math.max(0, bavail * bsize - leave)));
  };
  afterEach(() => {
    execFileSync('umount', [disk]);
  });

  it('is noticed before a new database is begun, and nothing is left half-written', async () => {
    mount('24m');
    const directory = join(disk, 'data');
    expect(await refused(directory)).toBe(`DATA_DIR ${directory} is on a disk that is full.`);
    expect(readdirSync(directory)).toEqual(['store.lock']);
  });

  it('refuses what it cannot keep, in plain words, and goes on when there is room again', async () => {
    mount('80m');
    const directory = join(disk, 'data');
    cpSync(used, directory, { recursive: true });
    const store = await openEmbeddedStore({ dataDir: directory });
    fill('most', 200_000);
    const acknowledged = ['first'];
    let fault: unknown;
    for (let count = 1; fault === undefined && count < 1000; count++) {
      const request = { filling: Array.from({ length: 3000 }, (_, index) => index * count * 7919) };
      await enqueue(store, `candidate-${count}`, request).then(
        () => acknowledged.push(`candidate-${count}`),
        (error: unknown) => {
          fault = error;
        },
      );
    }
    expect(fault).toMatchObject({
      name: 'StoreUnavailable',
      message: expect.stringContaining('no space left on its disk'),
    });
    expect(await queued(store)).toEqual(acknowledged);
    await store.close();

    fill('rest', 0);
    expect(await refused(directory)).toBe(`DATA_DIR ${directory} is on a disk that is full.`);
    rmSync(join(disk, 'most'));
    const again = await openEmbeddedStore({ dataDir: directory });
    await enqueue(again, 'last');
    expect(await queued(again)).toEqual([...acknowledged, 'last']);
    await again.close();
  });
});
