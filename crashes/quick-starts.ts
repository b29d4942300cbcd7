import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(import.meta.dirname, '..');

/**
 * A folder in which Node keeps the program as it has compiled it, filled by one start: the hundreds that
 * follow take half of the time. What is started stays the same program.
 */
export async function quickStarts(): Promise<{
  readonly env: Readonly<Record<string, string>>;
  readonly remove: () => void;
}> {
  const folder = mkdtempSync(join(tmpdir(), 'mock-scheduler-compiled-'));
  const env = { NODE_COMPILE_CACHE: folder };
  await promisify(execFile)(process.execPath, [join(ROOT, 'src/main.ts'), 'config'], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], DATA_DIR: folder, ...env },
  });
  return { env, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
