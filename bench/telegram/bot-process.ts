import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** Says on standard error how much memory the process has (MB): each second, and without garbage when asked. */
const SAY_MEMORY = `data:text/javascript,${encodeURIComponent(`
  const say = (what, bytes) => process.stderr.write(what + ' ' + (bytes / 1e6).toFixed(1) + '\\n');
  setInterval(() => say('rss', process.memoryUsage.rss()), 1000).unref();
  process.on('SIGUSR2', () => { gc(); say('heap', process.memoryUsage().heapUsed); });
`)}`;

/** The program as it is started, and what its memory comes to. */
export interface BotProcess {
  /** Megabytes, one a second. */
  readonly rss: readonly number[];
  /** Megabytes that are in use after garbage is collected. */
  heap(): Promise<number>;
  stop(): Promise<void>;
}

/** Runs `start` with these variables; resolves when it serves. */
export async function startBot(env: Readonly<Record<string, string>>): Promise<BotProcess> {
  const child = spawn(process.execPath, ['--expose-gc', '--import', SAY_MEMORY, MAIN, 'start'], {
    env: { PATH: process.env['PATH'], LOG_LEVEL: 'warn', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const rss: number[] = [];
  let heard = '';
  let onHeap: (megabytes: number) => void = () => {};
  child.stderr.on('data', (chunk: Buffer) => {
    heard += chunk.toString();
    for (const [, what, megabytes] of chunk.toString().matchAll(/^(rss|heap) (\S+)$/gm)) {
      if (what === 'rss') rss.push(Number(megabytes));
      else onHeap(Number(megabytes));
    }
  });
  await untilServing(child, () => heard);
  return {
    rss,
    heap: () =>
      new Promise((resolve) => {
        onHeap = resolve;
        child.kill('SIGUSR2');
      }),
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      const code = await ended;
      const trouble = heard.split('\n').filter((line) => line.startsWith('{'));
      if (code !== 0 || trouble.length > 0)
        throw new Error(`the bot ended with ${code}: ${trouble.slice(0, 5).join('\n')}`);
    },
  };
}

function untilServing(child: ChildProcess, heard: () => string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.stdout!.on('data', (chunk: Buffer) => chunk.includes('Write /start') && resolve());
    child.once('exit', (code) => reject(new Error(`the bot ended with ${code}: ${heard()}`)));
  });
}
