import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileName } from '../../src/chat/file-name.ts';
import { run, temporaryFolder } from '../cli/run.ts';

const ROOT = join(import.meta.dirname, '../..');

describe('a file that is made of a candidate’s name', () => {
  it('has a name that leads nowhere else, whatever the candidate is called', () => {
    const nasty = fc.constantFrom('../', '..\\', '/etc/passwd', 'C:', '\u0000', '\n', '%2e%2e%2f', '.', '~');
    const names = fc.array(fc.oneof(nasty, fc.string({ unit: 'binary' })), { maxLength: 8 });
    fc.assert(
      fc.property(names, (parts) => {
        const name = fileName(parts.join(''), 'ics');
        expect(basename(name)).toBe(name);
        expect(name).toMatch(/^[\p{L}\p{M}\p{N}-]+\.ics$/u);
      }),
    );
  });
});

describe('what the program writes', () => {
  it('is for its owner alone: folder, store, calendar and copies', async () => {
    const folder = temporaryFolder();
    const dataDir = join(folder, 'data');
    const env = { DATA_DIR: dataDir };
    expect((await run(['demo'], { env })).code).toBe(0);
    expect((await run(['db', 'dump', join(folder, 'copy.sql')], { env })).code).toBe(0);
    expect((await run(['calendar', 'export', join(folder, 'all.ics')], { env })).code).toBe(0);
    const othersMay = (name: string) => statSync(join(folder, name)).mode & 0o077;
    expect(['data', 'copy.sql', 'all.ics'].filter((name) => othersMay(name) !== 0)).toEqual([]);
  });
});

describe('the running program', () => {
  it('writes to DATA_DIR alone, starts no other program and loads no machine code', async () => {
    const folder = temporaryFolder();
    const dataDir = join(folder, 'data');
    const allowed = [
      '--allow-fs-read=*',
      ...[dataDir, join(dataDir, '*')].map((path) => `--allow-fs-write=${path}`),
      '--allow-net',
    ];
    const env = { DATA_DIR: dataDir, NODE_OPTIONS: ['--no-warnings', '--permission', ...allowed].join(' ') };
    const input = ['/start', 'Dana Fox', 'dana@example.com', '/queue', '/cancel'].join('\n');
    const { code, stdout } = await run(['start'], { env, input });
    expect(stdout).toContain('Nothing was queued');
    expect(code).toBe(0);
    expect(readdirSync(folder)).toEqual(['data']);
    const { stderr } = await run(['db', 'dump', join(folder, 'copy.sql')], { env });
    expect(stderr).toContain('--allow-fs-write');
  });
});

describe('the image', () => {
  const dockerfile = readFileSync(join(ROOT, 'Dockerfile'), 'utf8');

  it('runs as an ordinary user, who owns nothing but the data', () => {
    const user = dockerfile.lastIndexOf('\nUSER node');
    expect(user).toBeGreaterThan(dockerfile.lastIndexOf('\nCOPY '));
    expect(user).toBeGreaterThan(dockerfile.lastIndexOf('\nRUN '));
    expect(dockerfile).not.toMatch(/\nUSER (root|0)|chown (?!node:node)|--chown/);
  });

  it('is built of what is named, so that no .env and no data can get into it', () => {
    const lines = readFileSync(join(ROOT, '.dockerignore'), 'utf8').trim().split('\n');
    expect(lines[0]).toBe('*');
    expect(lines.slice(1).every((line) => /^!(package(-lock)?\.json|\.npmrc|[a-z]+)$/.test(line))).toBe(true);
    expect(dockerfile).not.toMatch(/COPY \. |ADD |ARG .*(TOKEN|KEY|SECRET)/);
  });
});

describe('the repository', () => {
  it('keeps .env and data out of what is committed', () => {
    const ignored = execFileSync('git', ['check-ignore', '.env', '.data', '.env.local'], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    expect(ignored.trim().split('\n')).toEqual(['.env', '.data', '.env.local']);
  });
});
