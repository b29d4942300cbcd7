import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

describe.each(['simulation', 'crashes', 'bench'])('%s', (folder) => {
  const asked = (...options: readonly string[]) =>
    spawnSync(process.execPath, [join(ROOT, folder, 'main.ts'), ...options], { encoding: 'utf8' });

  it.each([['--bogus'], ['--seed=nought', 'more']])(
    'says what is wrong with %s, and how it is used',
    (...options) => {
      const { status, stdout, stderr } = asked(...options);
      expect(stderr).toMatch(/^(Unknown option|Unexpected argument|--seed)/);
      expect(stderr).toContain('npm run ');
      expect(stderr).not.toMatch(/\n\s+at /);
      expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    },
  );

  it('tells how it is used where that is asked for', () => {
    const { status, stdout, stderr } = asked('--help');
    expect(stdout).toContain('npm run ');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});
