import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { knownMigrations } from '../../src/store/migrations.ts';
import { embeddedTemplate } from '../../src/store/pglite/open.ts';

const root = join(import.meta.dirname, '../..');
const folder = join(root, 'node_modules/.cache/mock-scheduler');

/**
 * An empty database to open stores from, made once for all test files and runs: making one takes
 * seconds, opening one from it a fraction of a second. Kept under the fingerprint of all that goes
 * into it, so a changed migration or PGlite makes a new one.
 */
export async function storeTemplate(): Promise<Blob> {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const pglite: string = lock.packages['node_modules/@electric-sql/pglite'].version;
  const fingerprint = createHash('sha256').update(pglite);
  for (const { version, sql } of knownMigrations()) {
    fingerprint.update(version).update(sql);
  }
  const file = join(folder, `store-${fingerprint.digest('hex').slice(0, 16)}.tar`);
  if (!existsSync(file)) {
    const template = await embeddedTemplate();
    mkdirSync(folder, { recursive: true });
    // Several test files may make it at the same time; each moves a whole one into its place.
    const unfinished = `${file}.${process.pid}`;
    writeFileSync(unfinished, await template.bytes());
    renameSync(unfinished, file);
  }
  return new Blob([readFileSync(file)]);
}
