/** One variable of `.env`, as `.env.example`, `config` and the checks know it. */
export interface Variable {
  readonly name: string;
  readonly group: 'telegram' | 'google' | 'supabase' | 'postgres' | 'calendar' | 'program';
  readonly meaning: string;
  readonly default?: string;
  /** Never printed. */
  readonly secret?: true;
  /** Its group is in use only when all such variables are set, and stands embedded when none is. */
  readonly needed?: true;
}

/** Every variable there is, in the order people read them. */
export const VARIABLES: readonly Variable[] = [
  {
    name: 'TELEGRAM_BOT_TOKEN',
    group: 'telegram',
    needed: true,
    secret: true,
    meaning: 'the bot; without it the chat is the terminal',
  },
  {
    name: 'TELEGRAM_ADMIN_IDS',
    group: 'telegram',
    needed: true,
    meaning: 'numeric Telegram user ids, comma-separated, who may use the bot',
  },
  {
    name: 'ADMIN_CHAT_ID',
    group: 'telegram',
    meaning: 'one chat that gets notices and escalations; else each admin does',
  },
  { name: 'TELEGRAM_API_ROOT', group: 'telegram', meaning: 'another Bot API server' },
  {
    name: 'TELEGRAM_WEBHOOK_URL',
    group: 'telegram',
    meaning: 'webhook in place of long polling; needs TELEGRAM_WEBHOOK_SECRET',
  },
  {
    name: 'TELEGRAM_WEBHOOK_SECRET',
    group: 'telegram',
    secret: true,
    meaning: 'what Telegram sends along with each webhook call',
  },
  { name: 'SUPABASE_URL', group: 'supabase', needed: true, meaning: "the store through Supabase's data API" },
  {
    name: 'SUPABASE_SERVICE_ROLE_KEY',
    group: 'supabase',
    needed: true,
    secret: true,
    meaning: 'the key for it',
  },
  {
    name: 'DATABASE_URL',
    group: 'postgres',
    needed: true,
    secret: true,
    meaning: 'the store in any PostgreSQL 15+; wins over the data API',
  },
  {
    name: 'GOOGLE_CLIENT_ID',
    group: 'google',
    needed: true,
    meaning:
      'Google Calendar: an OAuth client of the type Desktop app; without these four the local calendar',
  },
  {
    name: 'GOOGLE_CLIENT_SECRET',
    group: 'google',
    needed: true,
    secret: true,
    meaning: "the client's secret",
  },
  {
    name: 'GOOGLE_REFRESH_TOKEN',
    group: 'google',
    needed: true,
    secret: true,
    meaning: 'what `mock-scheduler auth google` gets',
  },
  {
    name: 'GOOGLE_CALENDAR_ID',
    group: 'google',
    needed: true,
    meaning: 'the calendar to book in; `mock-scheduler auth google` asks which',
  },
  { name: 'GOOGLE_API_ROOT', group: 'google', meaning: "another endpoint with the Calendar API's protocol" },
  { name: 'GOOGLE_TOKEN_URL', group: 'google', meaning: "another token endpoint with Google's protocol" },
  {
    name: 'CALENDAR_API_DELAY_SECONDS',
    group: 'calendar',
    default: '2.0',
    meaning: 'least time between two Calendar API calls',
  },
  {
    name: 'CALENDAR_API_MAX_RETRIES',
    group: 'calendar',
    default: '3',
    meaning: 'retries after a passing failure',
  },
  {
    name: 'CALENDAR_WATCH_MINUTES',
    group: 'calendar',
    default: '5',
    meaning: 'minutes between two looks at what is booked; 0 for none',
  },
  { name: 'SOP_FILE', group: 'program', default: 'sop/techpath.yaml', meaning: 'the procedure' },
  {
    name: 'DATA_DIR',
    group: 'program',
    default: '.data',
    meaning: 'where the embedded store and the local calendar live',
  },
  {
    name: 'HOST',
    group: 'program',
    default: '127.0.0.1',
    meaning: 'address of the page, health and metrics',
  },
  { name: 'PORT', group: 'program', default: '8787', meaning: 'port of the page, health and metrics' },
  {
    name: 'PUBLIC_URL',
    group: 'program',
    meaning: 'https address that leads to HOST and PORT; Google Calendar tells of changes there at once',
  },
  {
    name: 'LOG_LEVEL',
    group: 'program',
    default: 'info',
    meaning: 'fatal, error, warn, info, debug, trace or silent',
  },
];
