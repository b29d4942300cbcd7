import { auditInOrder } from '../simulation/invariants/audit.ts';
import { everybodyAtAnEnd } from '../simulation/invariants/ends.ts';
import { eventsAsBooked } from '../simulation/invariants/events.ts';
import type { Evidence } from '../simulation/invariants/evidence.ts';
import { nobodyTwice } from '../simulation/invariants/nobody-twice.ts';
import { whatIsWrongIsNoted } from '../simulation/invariants/noted.ts';
import { everybodyTold } from '../simulation/invariants/notices.ts';
import { bugsIn } from './bugs.ts';
import { earliness } from './pace.ts';
import type { People } from './people.ts';
import { DELAY_SECONDS, type Stage, WATCH_MINUTES } from './stage.ts';

/** So much too early calls may seem where machine and network are slow at times. */
const EARLY_MS = 1_500;

export interface Verdict {
  /** How often something was held against what must be. */
  readonly checks: number;
  readonly broken: readonly string[];
  readonly earlyMs: number;
}

/**
 * Holds everything against what must be, once all is at rest: the same that the simulation does, and the
 * pace as Google sees it.
 *
 * @param outputs what the processes have said
 * @param stoodMs how long this process itself stood still at the most, and so wrote calls down too late
 */
export async function judge(
  stage: Stage,
  people: People,
  outputs: readonly string[],
  stoodMs: number,
): Promise<Verdict> {
  const broken: string[] = [];
  const evidence = evidenceOf(stage, people, (invariant, what) => broken.push(`${invariant}: ${what}`));
  const earlyMs = earliness(stage.google.calls, DELAY_SECONDS * 1000);
  if (earlyMs > EARLY_MS + stoodMs) {
    broken.push(`pace is kept: calls reached Google up to ${earlyMs.toFixed(0)} ms too early`);
  }
  for (const line of bugsIn(outputs)) broken.push(`no bug is met: ${line.slice(0, 1_500)}`);
  const counts = [
    await nobodyTwice(evidence),
    await everybodyAtAnEnd(evidence),
    await eventsAsBooked(evidence, people),
    await whatIsWrongIsNoted(evidence),
    await auditInOrder(evidence),
    await everybodyTold(evidence),
    await noAdminTurnedAway(stage, broken),
    await noSecretTold(stage, outputs, broken),
    outputs.length,
    stage.google.calls.length,
  ];
  return { checks: counts.reduce((sum, count) => sum + count, 0), broken, earlyMs };
}

function evidenceOf(
  { database, google, texts, ann, ben }: Stage,
  { candidates, arrived }: People,
  failed: Evidence['failed'],
): Evidence {
  return {
    server: { rows: (sql) => database.query(sql) },
    timeline: { instant: () => Temporal.Now.instant() },
    script: { watchMinutes: WATCH_MINUTES, adminChat: true, candidates },
    arrived,
    google: {
      events: () => google.events().map((event) => ({ event })),
      calls: google.calls.map(({ method, status, body }) => ({ method, status, body: JSON.stringify(body) })),
      world: {
        calendars: new Map([
          [google.calendarId, { events: new Map(google.events().map((event) => [event.id, { event }])) }],
        ]),
      },
    },
    telegram: { texts },
    people: { admins: [ann], other: ben },
    failed,
  };
}

/** Nobody writes to the bot but admins, so nobody is ever a stranger to it. */
async function noAdminTurnedAway({ database }: Stage, broken: string[]): Promise<number> {
  const rows = await database.query<{ actor: string }>(
    `select actor from public.scheduling_audit where action = 'turned-away'`,
  );
  for (const { actor } of rows) broken.push(`an admin is known: ${actor} was taken for a stranger`);
  return 1;
}

/** No secret in what the processes said, in a message, in an event or in a row. */
async function noSecretTold(
  { database, google, texts, secrets }: Stage,
  outputs: readonly string[],
  broken: string[],
): Promise<number> {
  const tables = await database.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = 'public'`,
  );
  const places: Record<string, string> = {
    'what a process said': outputs.join('\n'),
    'a message': texts.map(({ html }) => html).join('\n'),
    'an event': JSON.stringify(google.events()),
  };
  for (const { name } of tables) {
    const rows = await database.query<{ row: string }>(`select t::text as row from ${name} t`);
    places[`a row of ${name}`] = rows.map(({ row }) => row).join('\n');
  }
  for (const [place, text] of Object.entries(places)) {
    for (const secret of secrets) {
      if (text.includes(secret)) broken.push(`no secret is told: ${secret.slice(0, 6)}… stands in ${place}`);
    }
  }
  return Object.keys(places).length * secrets.length;
}
