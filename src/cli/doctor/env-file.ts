import { existsSync, statSync } from 'node:fs';
import { type Finding, ok, warning } from './finding.ts';

const CHECK = '.env';
const OTHERS = 0o077;

/** Whether others on this machine can read the secrets in `.env`. */
export function checkEnvFile(file: string): Finding {
  if (!existsSync(file)) return ok(CHECK, 'There is none; the environment and the defaults count.');
  // Windows has no such bits; what Node shows there means nothing.
  if (process.platform === 'win32' || (statSync(file).mode & OTHERS) === 0) {
    return ok(CHECK, 'It is readable by its owner alone.');
  }
  return warning(
    CHECK,
    'Other users of this machine can read it, and it may hold secrets.',
    `chmod 600 ${file}`,
  );
}
