import { Chance } from '../../simulation/chance.ts';
import { DatabaseServer } from '../../simulation/database.ts';
import { drawScript } from '../../simulation/draw-script.ts';
import { Deeds } from '../../simulation/perform.ts';
import type { CandidatePlan, Deed, Script } from '../../simulation/script.ts';
import { World } from '../../simulation/world.ts';
import { measured, type Vital } from './vital.ts';

const START = '2026-01-01T17:00:00Z';
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MONTH_DAYS = 30;
/** Twice a day time passes as it does; in between, where next to nothing happens, it leaps. */
const SITTINGS_MS = [0, 8 * HOUR_MS];
const SITTING_MS = HOUR_MS / 10;
const CANDIDATES_A_DAY = 2;

const SOP = `
sop: 1
name: Soak
timeZone: America/Los_Angeles
interviewers:
  alpha: { name: Alpha, email: alpha@example.com, hours: { everyday: ["09:00-21:00"] } }
  bravo: { name: Bravo, email: bravo@example.com, calendar: bravo@example.com, hours: { everyday: ["09:00-21:00"] } }
  charlie: { name: Charlie, email: charlie@example.com, hours: { everyday: ["09:00-21:00"] } }
  delta: { name: Delta, email: delta@example.com, hours: { everyday: ["09:00-21:00"] } }
courses:
  One: { mocks: [60, 60], main: [alpha], backup: [charlie, delta] }
  Two: { mocks: [90], main: [bravo], backup: [charlie, delta] }
sequence:
  - anyOrder: [One, Two]
rules: { startEvery: 30m, minGap: 12h, maxGap: 6d, maxPerInterviewerPerDay: 4 }
event: { title: "{candidate} : {interviewer} {course} Mock{number}", optionalAttendees: [team@example.com], conference: meet }
`;

/** What a month came to. */
export interface Month extends Vital {
  readonly candidates: number;
  /** Calls to the calendar, calls to the store, messages in chats. */
  readonly calls: number;
  readonly storeCalls: number;
  readonly messages: number;
}

/**
 * The whole program in one process for so many months of simulated time: worker, watcher and bot over
 * the embedded store, Google's adapter and Telegram's, each with what the simulation has around them.
 * Tells of each month at its end; what the world around the program has written down is thrown away then.
 */
export async function soak(months: number, hear: (month: Month) => void): Promise<void> {
  const server = await DatabaseServer.open();
  try {
    const world = new World(scriptOf(months), server, {});
    await world.begin();
    world.google.hand.addCalendar('bravo@example.com');
    let storeCalls = 0;
    world.onCall = async () => {
      storeCalls += 1;
    };
    const deeds = new Deeds(world);
    const chance = new Chance('soak');
    world.startProcess(0);
    for (let month = 0; month < months; month += 1) {
      storeCalls = 0;
      const said = world.telegram.said;
      for (let day = 0; day < MONTH_DAYS; day += 1) {
        await passDay(world, deeds, chance, month * MONTH_DAYS + day);
      }
      const failed = world.log.filter((line) => /"level":[56]0/.test(line));
      if (failed.length > 0) throw new Error(`The program met with a fault:\n${failed[0]}`);
      const calls = world.google.calls.length;
      clearAway(world);
      const vital = await measured(async () => {
        const [row] = await server.rows<{ count: number }>(
          'select count(*)::int from pg_prepared_statements',
        );
        return row!.count;
      });
      hear({
        ...vital,
        candidates: CANDIDATES_A_DAY * MONTH_DAYS,
        calls,
        storeCalls,
        messages: world.telegram.said - said,
      });
    }
    world.killProcess(0);
  } finally {
    await server.close();
  }
}

function scriptOf(months: number): Script {
  return {
    ...drawScript(1),
    start: START,
    sops: [SOP],
    manners: {
      quotaPerMinute: 600,
      pageSize: 2_500,
      pendingLookups: 1,
      conferenceFails: false,
      accessTokenSeconds: 3_600,
    },
    delaySeconds: 1,
    maxRetries: 3,
    watchMinutes: 5,
    adminChat: false,
    admins: 1,
    workspaces: 1,
    processes: [{ skewMs: 0, hears: true, startsAt: 0 }],
    candidates: Array.from({ length: months * MONTH_DAYS * CANDIDATES_A_DAY }, (_, number) =>
      candidatePlan(number),
    ),
    happenings: [],
    faults: [],
  };
}

function candidatePlan(number: number): CandidatePlan {
  return {
    name: `Dana ${'abcdefghijklmnopqrstuvwxyz'[number % 26]!.toUpperCase()}${number}`,
    email: `dana.${number}@example.com`,
    timeZone: 'America/New_York',
    workspace: 0,
    windowFrom: 2,
    windowDays: 12,
    slots: { everyday: ['12:00-20:00'] },
  };
}

/** Candidates arrive, one in the chat and one by hand; people do this and that; and somebody looks. */
async function passDay(world: World, deeds: Deeds, chance: Chance, day: number): Promise<void> {
  const { timeline } = world;
  for (const [sitting, atMs] of SITTINGS_MS.entries()) {
    timeline.leap(world.start + day * DAY_MS + atMs);
    const until = timeline.now + SITTING_MS;
    const candidate = day * CANDIDATES_A_DAY + sitting;
    await deeds.perform({ kind: 'arrives', candidate, by: sitting === 0 ? 'chat' : 'hand', admin: 0 });
    await pass(world, SITTING_MS / 3);
    for (const deed of deedsOf(chance, candidate)) {
      await deeds.perform(deed);
      await pass(world, SITTING_MS / 12);
    }
    await pass(world, Math.max(0, until - timeline.now));
  }
}

function deedsOf(chance: Chance, candidate: number): Deed[] {
  const which = chance.whole(0, 1_000);
  const who = `dana.${Math.max(0, candidate - chance.whole(0, 3))}@example.com`;
  return [
    chance.among<Deed>([
      { kind: 'answers invitation', which, who: 'interviewer', says: 'declined' },
      { kind: 'answers invitation', which, who: 'candidate', says: 'accepted' },
      { kind: 'moves mock', which, byMinutes: 30 },
      { kind: 'renames mock', which },
    ]),
    chance.among<Deed>([
      { kind: 'orders', admin: 0, text: `/reschedule ${who}`, tap: '✅' },
      { kind: 'orders', admin: 0, text: `/status ${who}`, tap: '✅' },
      { kind: 'says', admin: 0, text: chance.among(['/queue', '/week', '/stats', '/all']) },
    ]),
    {
      kind: 'enters',
      whose: chance.whole(0, 3),
      near: which,
      offsetMinutes: 0,
      minutes: 60,
      manner: 'accepted',
      own: chance.happens(0.3),
    },
  ];
}

async function pass(world: World, milliseconds: number): Promise<void> {
  const { timeline } = world;
  const enough = await timeline.runUntil(timeline.now + milliseconds, 1_000_000);
  if (!enough) throw new Error('More happens than there is time for: the program does not come to rest.');
}

/** What only the world around the program has kept: it would be taken for the program's own. */
function clearAway({ google, telegram, people, story, log, timeline }: World): void {
  google.calls.length = 0;
  google.world.mails.length = 0;
  telegram.texts.length = 0;
  story.lines.length = 0;
  log.length = 0;
  for (const { chat } of [...people.admins, people.other]) chat.messages.splice(0, chat.messages.length - 20);
  for (const { events, conferenceRequests } of google.world.calendars.values()) {
    conferenceRequests.clear();
    for (const [id, { event }] of events) {
      const end = event.end?.dateTime;
      if (end !== undefined && Date.parse(end) < timeline.now - DAY_MS) events.delete(id);
    }
  }
}
