import { execFileSync } from 'node:child_process';

/** Which program it was that was tried: its commit, with a mark where files differ from it. */
export function commit(): string {
  const args = ['describe', '--always', '--dirty', '--exclude', '*'];
  return execFileSync('git', args, { cwd: import.meta.dirname, encoding: 'utf8' }).trim();
}
