import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

it('each line of the threat model names a test that is there to hold it', () => {
  const text = readFileSync(join(ROOT, 'docs/security.md'), 'utf8');
  const lines = text.split('\n').filter((line) => /^\| (?!who wants|---)/.test(line));
  expect(lines.length).toBeGreaterThan(30);
  const missing: string[] = [];
  for (const line of lines) {
    const held = line.split('|').at(-2)!.trim();
    const paths = [...held.matchAll(/`([^`]+)`/g)].map(([, path]) => path!);
    if (paths.length === 0) missing.push(line);
    let folder = '';
    for (const path of paths) {
      // A second file of the same folder is named without it.
      const file = path.includes('/') ? path : join(folder, path);
      folder = file.slice(0, file.lastIndexOf('/'));
      if (!existsSync(join(ROOT, file)) || !/\.test\.ts$|^\.ci\/|\/$|\/contract\//.test(file))
        missing.push(file);
    }
  }
  expect(missing).toEqual([]);
});
