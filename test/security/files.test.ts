import { execFileSync } from 'node:child_process';
import { cpSync, globSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
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

  it('has all that the program needs: what is copied runs, with the packages of production alone', async () => {
    const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    const needed = globSync('src/**/*.ts', { cwd: ROOT }).flatMap((file) =>
      [...readFileSync(join(ROOT, file), 'utf8').matchAll(/ from '((?:@[^/']+\/)?[^./'][^/']*)/g)].map(
        ([, name]) => name!,
      ),
    );
    expect(needed).toContain('@googleapis/calendar');
    const given = new Set(Object.keys(dependencies));
    expect(needed.filter((name) => !name.startsWith('node:') && !given.has(name))).toEqual([]);

    const app = temporaryFolder();
    const copied = [...dockerfile.matchAll(/^COPY (.+) \S+$/gm)].flatMap(([, names]) => names!.split(' '));
    for (const name of copied) cpSync(join(ROOT, name), join(app, name), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(app, 'node_modules'));
    const inImage = { env: { DATA_DIR: join(app, 'data') }, cwd: app, main: join(app, 'src/main.ts') };
    const { code, stdout, stderr } = await run(['start'], { ...inImage, input: '/start\n/cancel\n' });
    expect(stdout, stderr).toContain('Nothing was queued');
    expect(code).toBe(0);
  });

  it('is built of what is named, so that no .env and no data can get into it', () => {
    const lines = readFileSync(join(ROOT, '.dockerignore'), 'utf8').trim().split('\n');
    expect(lines[0]).toBe('*');
    expect(lines.slice(1).every((line) => /^!(package(-lock)?\.json|\.npmrc|[a-z]+)$/.test(line))).toBe(true);
    expect(dockerfile).not.toMatch(/COPY \. |ADD |ARG .*(TOKEN|KEY|SECRET)/);
  });
});

describe('the container', () => {
  it('is started, as the page for operators says, as nobody in particular who may write to its data alone', () => {
    const page = readFileSync(join(ROOT, 'docs/operations.md'), 'utf8');
    const [command = ''] = /^docker run (?:.*\\\n)*.*$/m.exec(page) ?? [];
    const asked = command.split(/\s(?=-)/).map((option) => option.replaceAll(/\s+\\?\s*/g, ' ').trim());
    expect(asked).toEqual(
      expect.arrayContaining([
        '--read-only',
        '--cap-drop ALL',
        '--security-opt no-new-privileges',
        '--user node',
      ]),
    );
    expect(asked.filter((option) => /^(-v|--volume|--mount)/.test(option))).toEqual([
      '-v mock-scheduler:/data',
    ]);
    expect(command).not.toMatch(/--privileged|--cap-add|--network[ =]host|docker\.sock/);
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
