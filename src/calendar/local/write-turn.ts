import { type FileHandle, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { CalendarError } from '../calendar.ts';
import { codeOf, explained } from './disk-trouble.ts';

/** The last writer in line for each file, within this process. */
const lines = new Map<string, Promise<unknown>>();

const WAIT_MS = 15;
/** A write takes milliseconds; whoever holds the turn that long is stuck, or died and its id was given away. */
const STUCK_MS = 30_000;
const PATIENCE_MS = 40_000;

/**
 * Runs `work` while nobody else writes `path`, neither in this process nor in another one on this
 * machine (a chat and a command may share one calendar). The turn is a file beside it that holds
 * the writer's process id; that of a process which is gone is taken over.
 */
export function inTurn<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  const key = resolve(path);
  const turn = `${key}.lock`;
  const result = (lines.get(key) ?? Promise.resolve()).then(async () => {
    await explained(path, () => take(turn));
    try {
      return await work();
    } finally {
      await explained(path, () => rm(turn, { force: true }));
    }
  });
  const settled = result
    .catch(() => undefined)
    .then(() => {
      if (lines.get(key) === settled) lines.delete(key);
    });
  lines.set(key, settled);
  return result;
}

async function take(turn: string): Promise<void> {
  for (let waited = 0; waited < PATIENCE_MS; waited += WAIT_MS) {
    if (await created(turn)) return;
    if (await abandoned(turn)) await clear(turn);
    else await delay(WAIT_MS);
  }
  throw new CalendarError(
    `Another process has been writing the calendar for more than ${PATIENCE_MS / 1000} seconds.`,
    {
      kind: 'passing',
      remedy: `If no other mock-scheduler is running, delete ${turn}.`,
    },
  );
}

async function created(turn: string): Promise<boolean> {
  let file: FileHandle;
  try {
    file = await open(turn, 'wx', 0o600);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
  try {
    await file.writeFile(String(process.pid));
    return true;
  } catch (error) {
    await rm(turn, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

/**
 * Whether the turn's holder is gone. Our own id there is a leftover too: within this process, turns
 * are taken one after the other, and in a container every start may have the same id.
 */
async function abandoned(turn: string): Promise<boolean> {
  try {
    const { mtimeMs } = await stat(turn);
    const age = Date.now() - mtimeMs;
    const holder = Number(await readFile(turn, 'utf8'));
    if (!Number.isInteger(holder) || holder <= 0) return age > 1000;
    return age > STUCK_MS || holder === process.pid || !alive(holder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

/** Of several that clear the same leftover, only one succeeds in moving it away. */
async function clear(turn: string): Promise<void> {
  const aside = `${turn}.${process.pid}`;
  try {
    await rename(turn, aside);
    await rm(aside, { force: true });
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}
