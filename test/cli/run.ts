import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const MAIN = join(ROOT, 'src/main.ts');

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  readonly cwd?: string;
  /** Another copy of the program. */
  readonly main?: string;
}

/** The real program as a process of its own, with nothing in its environment that a test did not put there. */
export function startProgram(args: readonly string[], options: RunOptions = {}): ChildProcess {
  return spawn(process.execPath, [options.main ?? MAIN, ...args], {
    cwd: options.cwd ?? ROOT,
    env: { PATH: process.env['PATH'], LOG_LEVEL: 'warn', PORT: '0', ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

/** Runs it to its end. */
export function run(args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  const child = startProgram(args, options);
  child.stdin!.on('error', () => {});
  child.stdin!.end(options.input ?? '');
  return outcomeOf(child);
}

export function outcomeOf(child: ChildProcess): Promise<Outcome> {
  let stdout = '';
  let stderr = '';
  child.stdout!.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr!.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
}

/** An empty folder that goes when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mock-scheduler-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A file in an empty folder of its own. */
export function temporaryFile(name: string, text: string): string {
  const file = join(temporaryFolder(), name);
  writeFileSync(file, text);
  return file;
}

export const REQUEST = {
  candidate: { name: 'Dana Fox', email: 'dana@example.com', timeZone: 'America/New_York' },
  window: { start: '2026-12-01', end: '2026-12-28' },
  slots: { weekdays: ['18:00-22:00'], weekends: ['10:00-14:00', '18:00-22:00'] },
  now: '2026-11-22T09:00:00-08:00',
  busy: [
    {
      email: 'alpha@example.com',
      start: '2026-12-02T18:00:00-08:00',
      end: '2026-12-02T19:30:00-08:00',
      kind: 'mock',
    },
  ],
};
