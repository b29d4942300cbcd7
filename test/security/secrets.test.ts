import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { outcomeOf, run, startProgram, temporaryFile, temporaryFolder } from '../cli/run.ts';

/** One word for each secret, which nothing that is written may hold. Nobody listens at port 9. */
const CANARIES = {
  TELEGRAM_BOT_TOKEN: '12345:canary-of-the-bot',
  TELEGRAM_WEBHOOK_SECRET: 'canary-of-the-webhook',
  SUPABASE_SERVICE_ROLE_KEY: 'canary-of-the-data-api',
  DATABASE_URL: 'postgres://ann:canary-of-the-database@127.0.0.1:9/mocks',
  GOOGLE_CLIENT_SECRET: 'canary-of-the-client',
  GOOGLE_REFRESH_TOKEN: 'canary-of-the-consent',
};
const AROUND = {
  TELEGRAM_ADMIN_IDS: '1',
  TELEGRAM_API_ROOT: 'http://127.0.0.1:9',
  TELEGRAM_WEBHOOK_URL: 'https://mocks.example.com/telegram',
  GOOGLE_CLIENT_ID: 'client',
  GOOGLE_CALENDAR_ID: 'mocks@example.com',
  GOOGLE_API_ROOT: 'http://127.0.0.1:9/',
  GOOGLE_TOKEN_URL: 'http://127.0.0.1:9/token',
  CALENDAR_API_MAX_RETRIES: '0',
  LOG_LEVEL: 'trace',
};

const WITHOUT_DATABASE = Object.entries({ ...CANARIES, ...AROUND }).filter(
  ([name]) => name !== 'DATABASE_URL',
);

const SITUATIONS: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['everything is set, and nothing answers', { ...CANARIES, ...AROUND }],
  [
    'the data API does not answer',
    { ...Object.fromEntries(WITHOUT_DATABASE), SUPABASE_URL: 'http://127.0.0.1:9' },
  ],
  ['the database’s address is none', { ...CANARIES, ...AROUND, DATABASE_URL: 'ann:canary-of-the-database@' }],
];

describe('no secret is written where', () => {
  it.each(SITUATIONS)('%s', async (_situation, settings) => {
    const cwd = temporaryFolder();
    const lines = Object.entries({ ...settings, DATA_DIR: join(cwd, 'data'), PORT: '0' });
    const env = lines.map(([name, value]) => `${name}='${value}'`).join('\n');
    writeFileSync(join(cwd, '.env'), env, { mode: 0o600 });
    for (const command of [
      ['config'],
      ['doctor'],
      ['start'],
      ['status'],
      ['db', 'status'],
      ['db', 'migrate'],
    ]) {
      const { stdout, stderr } = await run(command, { cwd, env: { LOG_LEVEL: 'trace' } });
      expect(stdout + stderr, command.join(' ')).not.toBe('');
      expect(stdout + stderr, command.join(' ')).not.toContain('canary');
    }
  });
});

describe('an error that nobody caught', () => {
  const LIBRARYS = `Object.assign(new Error('The library broke', { cause: new Error('canary-of-the-cause') }),
    { config: { headers: { Authorization: 'Bearer canary-of-the-token' } } })`;

  it.each([
    ['thrown', `throw ${LIBRARYS}`],
    ['of a promise that nobody waits for', `Promise.reject(${LIBRARYS})`],
  ])('ends the program as a bug of ours, without what it holds inside: %s', async (_, breaks) => {
    const preload = `const served = setInterval(() => {
        if (process.listenerCount('SIGTERM') === 0) return;
        clearInterval(served);
        ${breaks};
      }, 20);`;
    const { code, stderr } = await run(['start'], {
      env: {
        DATA_DIR: join(temporaryFolder(), 'data'),
        NODE_OPTIONS: `--import=${temporaryFile('breaks.mjs', preload)}`,
      },
    });
    expect(stderr).toContain('This is a bug; please report it');
    expect(stderr).toContain('The library broke');
    expect(stderr).not.toContain('canary');
    expect(code).toBe(70);
  });
});

describe('a diagnostic report of Node', () => {
  it('is without the environment', async () => {
    const folder = temporaryFolder();
    const child = startProgram(['start'], {
      env: {
        DATA_DIR: join(folder, 'data'),
        CANARY: 'canary-of-the-environment',
        NODE_OPTIONS: `--report-on-signal --report-signal=SIGUSR2 --report-directory=${folder}`,
      },
    });
    const over = outcomeOf(child);
    await new Promise<void>((served) => {
      child.stdout!.on('data', (chunk: Buffer) => {
        if (chunk.toString().includes('http://')) served();
      });
    });
    child.kill('SIGUSR2');
    const report = await fileIn(folder, /^report\..*\.json$/);
    child.kill('SIGTERM');
    await over;
    expect(readFileSync(report, 'utf8')).toContain('javascriptStack');
    expect(readFileSync(report, 'utf8')).not.toContain('canary');
  });
});

async function fileIn(folder: string, name: RegExp): Promise<string> {
  for (;;) {
    const found = readdirSync(folder).find((each) => name.test(each));
    if (found !== undefined && readFileSync(join(folder, found), 'utf8').trimEnd().endsWith('}')) {
      return join(folder, found);
    }
    await new Promise((later) => setTimeout(later, 50));
  }
}
