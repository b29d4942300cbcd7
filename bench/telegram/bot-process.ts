import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** Says on standard error what the process uses: its memory each second, and all of it when asked. */
const SAY_MEMORY = `data:text/javascript,${encodeURIComponent(`
  setInterval(() => process.stderr.write('rss ' + process.memoryUsage.rss() / 1e6 + '\\n'), 1000).unref();
  process.on('SIGUSR2', () => {
    const { user, system } = process.cpuUsage();
    gc();
    process.stderr.write('in-all ' + process.memoryUsage().heapUsed / 1e6 + ' ' + (user + system) / 1e6 + '\\n');
  });
`)}`;

export interface Usage {
  /** Megabytes that are in use after garbage is collected. */
  readonly heap: number;
  /** Seconds of a processor since the start. */
  readonly cpu: number;
}

/** The program as it is started, and what its memory comes to. */
export interface BotProcess {
  /** Megabytes, one a second. */
  readonly rss: readonly number[];
  usage(): Promise<Usage>;
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
  let onUsage: (usage: Usage) => void = () => {};
  child.stderr.on('data', (chunk: Buffer) => {
    heard += chunk.toString();
    const said = chunk.toString();
    for (const [, megabytes] of said.matchAll(/^rss (\S+)$/gm)) rss.push(Number(megabytes));
    const usage = /^in-all (\S+) (\S+)$/m.exec(said);
    if (usage !== null) onUsage({ heap: Number(usage[1]), cpu: Number(usage[2]) });
  });
  await untilServing(child, () => heard);
  return {
    rss,
    usage: () =>
      new Promise((resolve) => {
        onUsage = resolve;
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
