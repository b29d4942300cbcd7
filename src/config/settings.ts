import { z } from 'zod';
import { UserError } from '../errors.ts';
import { type GoogleSettings, readGoogleParts, wholeGoogleSettings } from './google-settings.ts';
import { readPublicUrl } from './public-url.ts';
import { type Environment, settingOf } from './setting-of.ts';
import { readTelegramSettings, type TelegramSettings } from './telegram-settings.ts';
import { VARIABLES, type Variable } from './variables.ts';

/** What is in force, checked. */
export interface Settings {
  readonly calendarDelaySeconds: number;
  readonly calendarMaxRetries: number;
  /** Minutes between two looks at what is booked; 0 for none. */
  readonly calendarWatchMinutes: number;
  readonly sopFile: string;
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  /** Where the page's server is reached from outside, `https`, without a slash at its end; null where it is not. */
  readonly publicUrl: string | null;
  readonly logLevel: LogLevel;
  /** The outside services that are configured; those below have what each needs, null for the embedded one. */
  readonly services: readonly Service[];
  readonly telegram: TelegramSettings | null;
  readonly google: GoogleSettings | null;
  readonly postgres: { readonly url: string } | null;
  readonly supabase: { readonly url: string; readonly key: string } | null;
}

export type Service = 'telegram' | 'google' | 'supabase' | 'postgres';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const SERVICE_NAMES: Readonly<Record<Service, string>> = {
  telegram: 'Telegram',
  google: 'Google Calendar',
  supabase: 'Supabase',
  postgres: 'PostgreSQL',
};

/**
 * Checks all variables at once. Throws a `UserError` that lists every fault: a service set by half
 * with the names that are missing, a value that is none.
 */
export function readSettings(environment: Environment): Settings {
  const { settings, faults } = checkSettings(environment);
  if (settings !== null) return settings;
  throw new UserError(
    `The configuration cannot be used:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`,
    {
      remedy: 'Correct .env (or the environment, which wins); .env.example explains every variable.',
    },
  );
}

/** The settings, or every fault that stands against them. */
export function checkSettings(environment: Environment): {
  settings: Settings | null;
  faults: readonly string[];
} {
  const faults: string[] = [];
  const services = (Object.keys(SERVICE_NAMES) as Service[]).filter((service) =>
    isConfigured(service, environment, faults),
  );
  const value = (name: string) =>
    settingOf(environment, VARIABLES.find((variable) => variable.name === name)!)!;
  const checked = <T>(name: string, schema: z.ZodType<T>, expected: string): T => {
    const result = schema.safeParse(value(name));
    if (!result.success) faults.push(`${name} is "${value(name)}"; expected ${expected}.`);
    return result.data as T;
  };
  const settings: Settings = {
    calendarDelaySeconds: checked('CALENDAR_API_DELAY_SECONDS', amount(3600, 'any'), 'seconds such as 2.0'),
    calendarMaxRetries: checked('CALENDAR_API_MAX_RETRIES', amount(100), 'a whole number such as 3'),
    calendarWatchMinutes: checked('CALENDAR_WATCH_MINUTES', amount(1440, 'any'), 'minutes such as 5, or 0'),
    sopFile: value('SOP_FILE'),
    dataDir: value('DATA_DIR'),
    host: value('HOST'),
    port: checked('PORT', amount(65_535), 'a port from 0 (any free one) to 65535'),
    publicUrl: readPublicUrl(environment, faults),
    logLevel: checked('LOG_LEVEL', z.enum(LOG_LEVELS), `one of ${LOG_LEVELS.join(', ')}`),
    services,
    telegram: readTelegramSettings(environment, faults),
    google: wholeGoogleSettings(readGoogleParts(environment, faults)),
    postgres: services.includes('postgres') ? { url: value('DATABASE_URL') } : null,
    supabase: services.includes('supabase')
      ? { url: value('SUPABASE_URL'), key: value('SUPABASE_SERVICE_ROLE_KEY') }
      : null,
  };
  return { settings: faults.length === 0 ? settings : null, faults };
}

/** The same settings without any outside service, whatever is configured. */
export function embeddedOnly(settings: Settings): Settings {
  return { ...settings, services: [], telegram: null, google: null, postgres: null, supabase: null };
}

function amount(most: number, kind: 'whole' | 'any' = 'whole'): z.ZodType<number> {
  const number = kind === 'whole' ? z.number().int() : z.number();
  return z
    .string()
    .regex(/^\d+(\.\d+)?$/)
    .transform(Number)
    .pipe(number.min(0).max(most));
}

function isConfigured(service: Service, environment: Environment, faults: string[]): boolean {
  const all = VARIABLES.filter(({ group }) => group === service);
  const isSet = (variable: Variable) => settingOf(environment, variable) !== undefined;
  const set = all.filter(isSet);
  const missing = all.filter((variable) => variable.needed === true && !isSet(variable));
  if (set.length > 0 && missing.length > 0) {
    const names = (variables: readonly Variable[]) => variables.map(({ name }) => name).join(', ');
    faults.push(
      `${SERVICE_NAMES[service]} is only half set: ${names(set)} ${set.length === 1 ? 'is' : 'are'} set, but ${names(missing)} ${missing.length === 1 ? 'is' : 'are'} missing. ${howToComplete(service, missing)}`,
    );
    return false;
  }
  const webhook = all.filter((variable) => variable.name.startsWith('TELEGRAM_WEBHOOK') && isSet(variable));
  if (webhook.length === 1) {
    faults.push(
      'TELEGRAM_WEBHOOK_URL and TELEGRAM_WEBHOOK_SECRET go together: set both, or neither for long polling.',
    );
  }
  return set.length > 0;
}

function howToComplete(service: Service, missing: readonly Variable[]): string {
  const gotten = ['GOOGLE_REFRESH_TOKEN', 'GOOGLE_CALENDAR_ID'];
  if (service === 'google' && missing.every(({ name }) => gotten.includes(name))) {
    return 'mock-scheduler auth google gets them.';
  }
  return 'Set all of them, or none for the embedded stand-in.';
}
