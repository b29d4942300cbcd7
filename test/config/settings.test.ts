import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeSettings } from '../../src/config/describe.ts';
import { readSettings } from '../../src/config/settings.ts';
import { VARIABLES } from '../../src/config/variables.ts';
import { UserError } from '../../src/errors.ts';

const faultOf = (environment: Record<string, string>): string => {
  try {
    readSettings(environment);
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return (error as UserError).message;
  }
  throw new Error('nothing was refused');
};

const GOOGLE = {
  GOOGLE_CLIENT_ID: 'id',
  GOOGLE_CLIENT_SECRET: 'secret',
  GOOGLE_REFRESH_TOKEN: 'token',
  GOOGLE_CALENDAR_ID: 'mocks@example.com',
};

describe('the configuration', () => {
  it('runs on embedded defaults when nothing is set', () => {
    expect(readSettings({})).toEqual({
      calendarDelaySeconds: 2,
      calendarMaxRetries: 3,
      calendarWatchMinutes: 5,
      sopFile: 'sop/techpath.yaml',
      dataDir: '.data',
      host: '127.0.0.1',
      port: 8787,
      publicUrl: null,
      logLevel: 'info',
      services: [],
      telegram: null,
      google: null,
      postgres: null,
      supabase: null,
    });
  });

  it('takes a variable set to nothing as not set', () => {
    expect(readSettings({ PORT: ' ', TELEGRAM_BOT_TOKEN: '' }).port).toBe(8787);
  });

  it('looks at what is booked every five minutes, as often as said, or not at all', () => {
    expect(readSettings({}).calendarWatchMinutes).toBe(5);
    expect(readSettings({ CALENDAR_WATCH_MINUTES: '0.5' }).calendarWatchMinutes).toBe(0.5);
    expect(readSettings({ CALENDAR_WATCH_MINUTES: '0' }).calendarWatchMinutes).toBe(0);
  });

  it.each([
    ['https://mocks.example.com', 'https://mocks.example.com'],
    ['https://mocks.example.com/', 'https://mocks.example.com'],
    ['https://Example.com:8443/mocks/', 'https://example.com:8443/mocks'],
  ])('is reached from outside at %s', (text, address) => {
    expect(readSettings({ PUBLIC_URL: text }).publicUrl).toBe(address);
  });

  it('knows which services are set whole', () => {
    const settings = readSettings({
      TELEGRAM_BOT_TOKEN: '7:one',
      TELEGRAM_ADMIN_IDS: '7',
      DATABASE_URL: 'postgresql://somewhere/db',
    });
    expect(settings.services).toEqual(['telegram', 'postgres']);
  });

  it('knows how Telegram is reached and who may use the bot', () => {
    const environment = { TELEGRAM_BOT_TOKEN: '7:one', TELEGRAM_ADMIN_IDS: ' 7, 5000000007,7' };
    expect(readSettings(environment).telegram).toEqual({
      token: '7:one',
      adminIds: [7, 5_000_000_007],
      adminChatId: null,
      apiRoot: null,
      webhook: null,
    });
    const more = {
      ADMIN_CHAT_ID: '-1001234567890',
      TELEGRAM_API_ROOT: 'http://127.0.0.1:4000/',
      TELEGRAM_WEBHOOK_URL: 'https://x.example.com/bot',
      TELEGRAM_WEBHOOK_SECRET: 'a-secret',
    };
    expect(readSettings({ ...environment, ...more }).telegram).toMatchObject({
      adminChatId: -1001234567890,
      apiRoot: 'http://127.0.0.1:4000',
      webhook: { url: 'https://x.example.com/bot', secret: 'a-secret' },
    });
  });

  it('knows how Google is reached, at its own addresses or at others', () => {
    const own = { calendarId: 'mocks@example.com', apiRoot: null, tokenUrl: null };
    expect(readSettings(GOOGLE).google).toMatchObject(own);
    const elsewhere = {
      GOOGLE_API_ROOT: 'http://127.0.0.1:4000',
      GOOGLE_TOKEN_URL: 'http://127.0.0.1:4000/t',
    };
    expect(readSettings({ ...GOOGLE, ...elsewhere }).google).toMatchObject({
      apiRoot: 'http://127.0.0.1:4000/',
      tokenUrl: 'http://127.0.0.1:4000/t',
    });
  });

  it.each([
    [{ TELEGRAM_BOT_TOKEN: '7:one' }, 'TELEGRAM_BOT_TOKEN is set, but TELEGRAM_ADMIN_IDS is missing'],
    [{ ADMIN_CHAT_ID: '7' }, 'ADMIN_CHAT_ID is set, but TELEGRAM_BOT_TOKEN, TELEGRAM_ADMIN_IDS are missing'],
    [{ SUPABASE_URL: 'https://x.example.com' }, 'SUPABASE_SERVICE_ROLE_KEY is missing'],
    [
      { GOOGLE_CLIENT_ID: 'id', GOOGLE_CALENDAR_ID: 'c' },
      'GOOGLE_CLIENT_ID, GOOGLE_CALENDAR_ID are set, but GOOGLE_CLIENT_SECRET, GOOGLE_REFRESH_TOKEN are missing',
    ],
    [
      { TELEGRAM_BOT_TOKEN: '7:one', TELEGRAM_ADMIN_IDS: '7', TELEGRAM_WEBHOOK_URL: 'https://x.example.com' },
      'TELEGRAM_WEBHOOK_URL and TELEGRAM_WEBHOOK_SECRET go together',
    ],
    [
      { GOOGLE_CLIENT_ID: 'id', GOOGLE_CLIENT_SECRET: 'secret' },
      'GOOGLE_REFRESH_TOKEN, GOOGLE_CALENDAR_ID are missing. mock-scheduler auth google gets them.',
    ],
    [
      { ...GOOGLE, GOOGLE_API_ROOT: 'ftp://x.example.com' },
      'GOOGLE_API_ROOT is "ftp://x.example.com"; expected',
    ],
    [
      { ...GOOGLE, GOOGLE_TOKEN_URL: 'token' },
      'GOOGLE_TOKEN_URL is "token"; expected an address such as https',
    ],
    [
      { TELEGRAM_BOT_TOKEN: '7:one', TELEGRAM_ADMIN_IDS: 'ann' },
      'TELEGRAM_ADMIN_IDS is "ann"; expected numeric user ids',
    ],
    [
      { TELEGRAM_BOT_TOKEN: 'hush hush', TELEGRAM_ADMIN_IDS: '7' },
      'TELEGRAM_BOT_TOKEN is not what it should be; expected a token',
    ],
    [{ PORT: 'many' }, 'PORT is "many"'],
    [{ PORT: '70000' }, 'PORT is "70000"'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL is "loud"; expected one of fatal'],
    [{ CALENDAR_API_DELAY_SECONDS: '-1' }, 'CALENDAR_API_DELAY_SECONDS is "-1"'],
    [{ CALENDAR_API_MAX_RETRIES: '1.5' }, 'CALENDAR_API_MAX_RETRIES is "1.5"'],
    [{ CALENDAR_WATCH_MINUTES: '-5' }, 'CALENDAR_WATCH_MINUTES is "-5"; expected minutes'],
    [{ CALENDAR_WATCH_MINUTES: 'often' }, 'CALENDAR_WATCH_MINUTES is "often"'],
    [{ CALENDAR_WATCH_MINUTES: '2000' }, 'CALENDAR_WATCH_MINUTES is "2000"'],
    [
      { PUBLIC_URL: 'http://mocks.example.com' },
      'PUBLIC_URL is "http://mocks.example.com"; expected an https',
    ],
    [{ PUBLIC_URL: 'mocks.example.com' }, 'PUBLIC_URL is "mocks.example.com"'],
    [{ PUBLIC_URL: 'https://mocks.example.com/?a=1' }, 'PUBLIC_URL is "https://mocks.example.com/?a=1"'],
    [{ PUBLIC_URL: 'https://mocks.example.com/#a' }, 'PUBLIC_URL is "https://mocks.example.com/#a"'],
    [
      { PUBLIC_URL: 'https://me:hush@mocks.example.com' },
      'PUBLIC_URL is "https://••••••••@mocks.example.com"',
    ],
  ])('refuses %j and names what is wrong', (environment, message) => {
    expect(faultOf(environment)).toContain(message);
  });

  it('names all faults at once', () => {
    const fault = faultOf({ PORT: 'many', SUPABASE_URL: 'x', LOG_LEVEL: 'loud' });
    expect(fault).toContain('PORT');
    expect(fault).toContain('SUPABASE_SERVICE_ROLE_KEY');
    expect(fault).toContain('LOG_LEVEL');
  });

  it('is described without any secret', () => {
    const environment = Object.fromEntries(VARIABLES.map(({ name }) => [name, `value-of-${name}`]));
    const secrets = VARIABLES.filter(({ secret }) => secret).map(({ name }) => `value-of-${name}`);
    const shown = JSON.stringify(
      describeSettings({ ...environment, TELEGRAM_API_ROOT: 'https://me:hush@host/' }),
    );
    for (const secret of [...secrets, 'hush']) expect(shown).not.toContain(secret);
    expect(shown).toContain('value-of-SOP_FILE');
  });

  it('is explained in .env.example, every variable and no other, none with a value to be mistaken for real', () => {
    const example = readFileSync(join(import.meta.dirname, '../../.env.example'), 'utf8');
    const lines = [...example.matchAll(/^# ([A-Z_]+)=(.*)$/gm)].map((match) => ({
      name: match[1],
      value: match[2],
    }));
    expect(lines).toEqual(
      VARIABLES.map((variable) => ({ name: variable.name, value: variable.default ?? '' })),
    );
  });
});
