import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../cli/run.ts';

const ROOT = join(import.meta.dirname, '../..');

/** The audit of the build, with a registry that answers so; and what it was asked for. */
function auditWhere(registry: { readonly says: string; readonly status: number }) {
  const folder = temporaryFolder();
  const asked = join(folder, 'asked');
  const npm = `#!/bin/sh\nprintf '%s' "$*" > '${asked}'\necho '${registry.says}' >&2\nexit ${registry.status}\n`;
  writeFileSync(join(folder, 'npm'), npm, { mode: 0o700 });
  const { status, stdout } = spawnSync(join(ROOT, '.ci/audit'), {
    env: { PATH: `${folder}:${process.env['PATH']}` },
    encoding: 'utf8',
  });
  return { status, stdout, asked: readFileSync(asked, 'utf8') };
}

describe('the audit of dependencies', () => {
  it('ends the build where what the program runs with has a known hole', () => {
    const { status, stdout, asked } = auditWhere({ says: 'grammy  <1.0.0  Severity: moderate', status: 1 });
    expect(asked).toBe('audit --omit=dev --audit-level=moderate');
    expect(stdout).toContain('Severity: moderate');
    expect(status).toBe(1);
  });

  it('lets the build go on where none is known', () => {
    const { status, stdout } = auditWhere({ says: 'found 0 vulnerabilities', status: 0 });
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'found 0 vulnerabilities\n' });
  });

  it('says so where the registry offers no audits, rather than that all is well', () => {
    const { status, stdout } = auditWhere({ says: 'npm error audit endpoint returned an error', status: 1 });
    expect(stdout).toContain('Not audited');
    expect(status).toBe(0);
  });

  it('is part of every build, before the tests', () => {
    const steps = readFileSync(join(ROOT, '.ci/run'), 'utf8').split('\n');
    expect(steps).toContain('set -euo pipefail');
    expect(steps.indexOf('.ci/audit')).toBeGreaterThan(0);
    expect(steps.indexOf('npm test')).toBeGreaterThan(steps.indexOf('.ci/audit'));
  });
});
