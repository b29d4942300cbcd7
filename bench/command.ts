import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defaultProcedure, instanceOf } from './instance.ts';
import { median, ms } from './measure.ts';
import type { Report } from './report.ts';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const SOP = fileURLToPath(new URL('../sop/techpath.yaml', import.meta.url));

/** Says on standard error, when the command ends, how much memory it had at most (KiB). */
const SAY_MEMORY = `data:text/javascript,${encodeURIComponent(
  "process.on('exit', () => process.stderr.write('maxRSS ' + process.resourceUsage().maxRSS + '\\n'))",
)}`;

export interface CommandCost {
  readonly medianMilliseconds: number;
  readonly wholeSeconds: number;
  readonly memoryMegabytes: number;
}

/** Requests of one `.jsonl` through the real command, in one process. */
export async function commandCost(report: Report): Promise<CommandCost> {
  const count = report.quick ? 50 : 200;
  report.progress(`${count} requests through the command`);
  const folder = mkdtempSync(join(tmpdir(), 'mock-scheduler-bench-'));
  try {
    const file = join(folder, 'requests.jsonl');
    const procedure = defaultProcedure();
    const lines = Array.from({ length: count }, (_, index) => {
      return instanceOf({ procedure, weeks: 4, busy: 0.5 }, index + 1).requestText;
    });
    writeFileSync(file, `${lines.join('\n')}\n`);
    const cost = await run(file, count);
    report.heading('The command');
    report.table(
      ['', 'requests', 'median ms a request', 'whole command s', 'peak memory MB'],
      [
        [
          'plan --request requests.jsonl --json',
          `${count}`,
          ms(cost.medianMilliseconds),
          cost.wholeSeconds.toFixed(1),
          cost.memoryMegabytes.toFixed(0),
        ],
      ],
    );
    return cost;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function run(file: string, count: number): Promise<CommandCost> {
  const began = performance.now();
  const child = spawn(
    process.execPath,
    ['--import', SAY_MEMORY, MAIN, 'plan', '--sop', SOP, '--request', file, '--json'],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const answered: number[] = [];
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    for (const byte of chunk) if (byte === 10) answered.push(performance.now());
  });
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  const memory = /maxRSS (\d+)/.exec(said)?.[1];
  if ((code !== 0 && code !== 2) || answered.length !== count || memory === undefined) {
    throw new Error(`the command ended with ${code} after ${answered.length} answers: ${said}`);
  }
  return {
    // From one answer's line to the next; several may arrive as one chunk, which the mean evens out.
    medianMilliseconds: median(answered.slice(1).map((at, index) => at - answered[index]!)),
    wholeSeconds: (performance.now() - began) / 1000,
    memoryMegabytes: Number(memory) / 1024,
  };
}
