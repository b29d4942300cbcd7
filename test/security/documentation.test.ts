import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

it('each line of the threat model names what is there to hold it', () => {
  const text = readFileSync(join(ROOT, 'docs/security.md'), 'utf8');
  const lines = text.split('\n').filter((line) => /^\| (?!who wants|---)/.test(line));
  expect(lines.length).toBeGreaterThan(20);
  const missing: string[] = [];
  let folder = '';
  for (const line of lines) {
    const held = line.split('|').at(-2)!.trim();
    for (const [, path = ''] of held.matchAll(/`([^`]+)`/g)) {
      // A second file of the same folder is named without it.
      const file = path.includes('/') ? path : join(folder, path);
      folder = file.slice(0, file.lastIndexOf('/'));
      if (!existsSync(join(ROOT, file))) missing.push(file);
    }
    if (held === '') missing.push(line);
  }
  expect(missing).toEqual([]);
});
