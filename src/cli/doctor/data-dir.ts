import { existsSync, mkdtempSync, rmdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Settings } from '../../config/settings.ts';
import { type Finding, fails, ok } from './finding.ts';

const CHECK = 'DATA_DIR';

/** Whether the folder of the embedded services can be written; a folder is made in it and removed. */
export function checkDataDir({ dataDir, google, postgres, supabase }: Settings): Finding {
  if (google !== null && (postgres !== null || supabase !== null)) {
    return ok(CHECK, 'It is not used: store and calendar are elsewhere.');
  }
  const folder = resolve(dataDir);
  const nearest = nearestThatIs(folder);
  try {
    if (!statSync(nearest).isDirectory()) throw Object.assign(new Error(), { code: 'ENOTDIR' });
    rmdirSync(mkdtempSync(join(nearest, '.doctor-')));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why =
      code === 'ENOTDIR' ? 'it is no folder' : code === 'ENOSPC' ? 'the disk is full' : `it says ${code}`;
    return fails(
      CHECK,
      `Nothing can be written in ${nearest}: ${why}.`,
      'Set DATA_DIR to a folder that this user may write, or mend this one.',
    );
  }
  return ok(CHECK, nearest === folder ? `${folder} can be written.` : `${folder} can be made.`);
}

function nearestThatIs(path: string): string {
  return existsSync(path) || path === dirname(path) ? path : nearestThatIs(dirname(path));
}
