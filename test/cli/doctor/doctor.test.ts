import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { connectedVariables, startGoogleNow } from '../consent.ts';
import { outcomeOf, run, startProgram, temporaryFile, temporaryFolder } from '../run.ts';

const SOP_FILE = join(import.meta.dirname, '../../../sop/techpath.yaml');

interface Told {
  readonly ok: boolean;
  readonly findings: { check: string; status: string; message: string; remedy: string | null }[];
}

async function doctor(env: Record<string, string>, cwd = temporaryFolder()) {
  const { code, stdout, stderr } = await run(['doctor', '--json'], { cwd, env: { SOP_FILE, ...env } });
  const told = JSON.parse(stdout) as Told;
  return { code, stderr, told, of: (check: string) => told.findings.filter((each) => each.check === check) };
}

describe('mock-scheduler doctor', () => {
  it('finds nothing to mend where nothing is configured, and leaves nothing behind', async () => {
    const cwd = temporaryFolder();
    const { code, stderr, told } = await doctor({}, cwd);
    expect({ code, stderr, ok: told.ok }).toEqual({ code: 0, stderr: '', ok: true });
    expect(told.findings.map(({ status }) => status)).toEqual(told.findings.map(() => 'ok'));
    expect(readdirSync(cwd)).toEqual([]);
  });

  it('tries a whole installation, one line a check, and the remedies below', async () => {
    const google = await startGoogleNow();
    onTestFinished(() => google.close());
    const cwd = temporaryFolder();
    const lines = Object.entries(connectedVariables(google)).map(([name, value]) => `${name}=${value}\n`);
    writeFileSync(join(cwd, '.env'), lines.join(''), { mode: 0o600 });
    chmodSync(join(cwd, '.env'), 0o644);
    const env = { SOP_FILE };
    await run(['status'], { cwd, env });
    const { code, stdout, stderr } = await run(['doctor'], { cwd, env });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.split('\n')).toEqual([
      'warning  .env: Other users of this machine can read it, and it may hold secrets.',
      '         → chmod 600 .env',
      'ok       configuration: Every variable can be used.',
      expect.stringMatching(/^ok {7}procedure: .*techpath.yaml: /),
      expect.stringMatching(/^ok {7}DATA_DIR: .* can be written\.$/),
      expect.stringMatching(/^ok {7}store: embedded, in .*: opens and can be written; schema \d{14}\.$/),
      'ok       Google sign-in: Google accepts the refresh token.',
      'ok       Google consent: It covers all that is needed.',
      'ok       Google calendar: Mocks (mocks@example.com): yours.',
      expect.stringMatching(/^ok {7}clock: /),
      "ok       interviewers' calendars: The procedure names none.",
      'ok       Telegram: It is not set; the chat is the terminal.',
      '',
    ]);
  });

  it('fails where a service is half set, and says which command completes it', async () => {
    const { code, told, of } = await doctor({
      GOOGLE_CLIENT_ID: 'id',
      GOOGLE_CLIENT_SECRET: 'secret',
      PORT: 'x',
    });
    expect({ code, ok: told.ok }).toEqual({ code: 1, ok: false });
    const [half, port] = of('configuration');
    expect(half?.message).toContain('mock-scheduler auth google gets them');
    expect(port?.message).toContain('PORT is "x"');
  });

  it('fails where the procedure is missing or wrong, with each fault and its place', async () => {
    expect((await doctor({ SOP_FILE: 'nowhere.yaml' })).of('procedure')).toMatchObject([
      { status: 'fails', message: expect.stringContaining('there is no such file') },
    ]);
    const { code, of } = await doctor({ SOP_FILE: temporaryFile('bad.yaml', 'sop: 2\n') });
    expect(code).toBe(1);
    expect(of('procedure').map(({ message }) => message)).toContainEqual(
      expect.stringContaining('bad.yaml:1:6'),
    );
  });

  it('fails where DATA_DIR cannot be written', async () => {
    const file = temporaryFile('taken', 'mine');
    const { code, of } = await doctor({ DATA_DIR: join(file, 'below') });
    expect(code).toBe(1);
    expect(of('DATA_DIR')).toMatchObject([
      { status: 'fails', message: expect.stringContaining('it is no folder'), remedy: expect.any(String) },
    ]);
  });

  it('fails where the store cannot be opened', async () => {
    const dataDir = temporaryFolder();
    mkdirSync(join(dataDir, 'store'));
    writeFileSync(join(dataDir, 'store', 'PG_VERSION'), '9\n');
    const { code, of } = await doctor({ DATA_DIR: dataDir });
    expect(code).toBe(1);
    expect(of('store')).toMatchObject([{ status: 'fails', remedy: expect.any(String) }]);
  });

  it('only warns where the program runs and has the store open', async () => {
    const env = { DATA_DIR: temporaryFolder(), SOP_FILE };
    const running = startProgram(['start'], { env });
    const ended = outcomeOf(running);
    await new Promise<void>((resolve) => {
      running.stdout!.on('data', (chunk: Buffer) => chunk.includes('/help') && resolve());
    });
    const { code, of } = await doctor(env);
    expect(code).toBe(0);
    expect(of('store')).toMatchObject([
      { status: 'warning', message: expect.stringContaining(`process ${running.pid}`) },
    ]);
    running.kill('SIGTERM');
    await ended;
  });
});
