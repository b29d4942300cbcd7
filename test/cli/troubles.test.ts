import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { BotApi } from '../telegram/stand-in/bot-api.ts';
import { outcomeOf, REQUEST, run, startProgram, temporaryFile, temporaryFolder } from './run.ts';

/** A clear message: what, and what to do next; no stack trace. */
function expectClear({ code, stdout, stderr }: Awaited<ReturnType<typeof run>>, message: RegExp): void {
  expect(stderr).toMatch(message);
  expect(stderr).toContain('→');
  expect(stderr).not.toMatch(/\n\s+at /);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
}

describe('trouble at the start is told in words, with a non-zero exit code', () => {
  it('when .env is half set', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, '.env'), 'TELEGRAM_BOT_TOKEN=12345:abcdef\nSUPABASE_URL=https://x.example.com\n');
    const outcome = await run(['start'], { cwd });
    expectClear(outcome, /TELEGRAM_ADMIN_IDS is missing[\s\S]*SUPABASE_SERVICE_ROLE_KEY is missing/);
    expect(outcome.stderr).not.toContain('abcdef');
    expect(readdirSync(cwd)).toEqual(['.env']);
  });

  it('when Telegram does not know the token, which nothing that is written repeats', async () => {
    const api = await BotApi.start();
    onTestFinished(() => api.close());
    const { code, stdout, stderr } = await run(['start'], {
      env: {
        TELEGRAM_BOT_TOKEN: '12345:hush',
        TELEGRAM_ADMIN_IDS: '1',
        TELEGRAM_API_ROOT: api.root,
        DATA_DIR: temporaryFolder(),
        LOG_LEVEL: 'trace',
      },
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(/Telegram does not know the bot of TELEGRAM_BOT_TOKEN\.\n *→ Ask @BotFather/);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(stdout + stderr).not.toContain('hush');
  });

  it('when the procedure is wrong', async () => {
    const { code, stderr } = await run(['start'], {
      env: { SOP_FILE: temporaryFile('bad.yaml', 'sop: 2\n') },
    });
    expect(code).toBe(1);
    expect(stderr).toContain('bad.yaml:1:6');
  });

  it('when DATA_DIR is a file, or lies where nothing can be written', async () => {
    const file = temporaryFile('taken', 'mine');
    expectClear(await run(['start'], { env: { DATA_DIR: file } }), /taken/);
    expectClear(await run(['start'], { env: { DATA_DIR: join(file, 'below') } }), /below/);
    expectClear(
      await run(['start'], { env: { DATA_DIR: '/proc/mock-scheduler' } }),
      /\/proc\/mock-scheduler/,
    );
  });

  it('when the demo is to run beside somebody’s candidates', async () => {
    const env = { DATA_DIR: temporaryFolder() };
    await run(['enqueue', '--request', '-'], { env, input: JSON.stringify(REQUEST) });
    expectClear(await run(['demo'], { env }), /holds candidates who are not from the demo/);
  });

  it('when the port is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as { port: number };
    const outcome = await run(['start'], { env: { DATA_DIR: temporaryFolder(), PORT: String(port) } });
    expectClear(outcome, new RegExp(`127\\.0\\.0\\.1:${port}: another program has this port`));
  });

  it('when another process has the store open', async () => {
    const env = { DATA_DIR: temporaryFolder() };
    const first = startProgram(['start'], { env });
    const ended = outcomeOf(first);
    await new Promise<void>((resolve) => {
      first.stdout!.on('data', (chunk: Buffer) => chunk.includes('/help') && resolve());
    });
    expectClear(await run(['status'], { env }), new RegExp(`${first.pid}`));
    first.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0 });
    expect(await run(['status'], { env })).toMatchObject({ code: 0 });
  });

  it.skipIf(process.platform !== 'linux' || process.getuid?.() !== 0)(
    'when the disk is full (needs root, to mount a tiny disk)',
    async () => {
      const disk = join(temporaryFolder(), 'disk');
      mkdirSync(disk);
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', disk]);
      onTestFinished(() => void execFileSync('umount', ['-l', disk]));
      const outcome = await run(['enqueue', '--request', '-'], {
        env: { DATA_DIR: join(disk, 'data') },
        input: JSON.stringify(REQUEST),
      });
      expectClear(outcome, /full|space/i);
      // Nothing half-written is taken for a store by the next start.
      expectClear(await run(['status'], { env: { DATA_DIR: join(disk, 'data') } }), /full|space/i);
    },
  );
});

describe('mock-scheduler config', () => {
  it('prints what is in force with secrets masked, and warns of names that nobody reads', async () => {
    const cwd = temporaryFolder();
    writeFileSync(
      join(cwd, '.env'),
      'TELEGRAM_BOT_TOKEN=12345:abcdef\nTELEGRAM_ADMIN_IDS=7\nDATA_DIRR=x\nPORT=9000\nFOO=1\n',
    );
    const { code, stdout, stderr } = await run(['config'], { cwd, env: { PORT: '9001' } });
    expect(code).toBe(0);
    expect(stdout).not.toContain('abcdef');
    expect(stdout).toMatch(/PORT\s+9001/);
    expect(stderr).toContain('DATA_DIRR; did you mean DATA_DIR?');
    expect(stderr).toContain('nothing reads FOO.\n');
  });
});

describe('a reader that goes away, as head does when it has enough', () => {
  it.each([['--help'], ['config'], ['plan --help']])('is no trouble: %s', async (line) => {
    const child = startProgram(line.split(' '), { cwd: temporaryFolder() });
    child.stdout!.destroy();
    child.stdin!.end();
    const { code, stderr } = await outcomeOf(child);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });
});
