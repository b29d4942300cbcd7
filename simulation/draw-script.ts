import { Chance } from './chance.ts';
import { type Cast, drawDeed } from './draw-deed.ts';
import { drawFaults } from './draw-faults.ts';
import { drawSop, editedSop } from './draw-sop.ts';
import type { CandidatePlan, Deed, Happening, ProcessPlan, Script } from './script.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const NAMES = ['Dana Fox', 'Eli Hart', 'Finn Ito', 'Gia Juno'];
const ZONES = ['America/New_York', 'America/Los_Angeles', 'Asia/Kolkata', 'Europe/London'];
/** The script of a seed. */
export function drawScript(seed: number): Script {
  const chance = new Chance(`script ${seed}`);
  const start = drawStart(chance);
  const sop = drawSop(chance.split('sop'));
  const edits = chance.happens(0.2) ? [editedSop(sop, chance.split('edit'))] : [];
  // Everybody at once, for the same days and people, and a store that is far away.
  const isRush = chance.happens(0.1);
  const workspaces = isRush ? 2 : chance.among([1, 1, 2]);
  const candidates = Array.from({ length: chance.whole(isRush ? 2 : 1, 4) }, (_, index) =>
    drawCandidate(chance, index, isRush ? index % 2 : chance.whole(0, workspaces - 1)),
  ).map((candidate, _, all) => (isRush ? { ...candidate, ...daysOf(all[0]!) } : candidate));
  const admins = chance.whole(1, 2);
  const processes = drawProcesses(chance);
  const happenings = drawHappenings(chance, { candidates, admins, edits: edits.length, processes, isRush });
  return {
    seed,
    start,
    sops: [sop, ...edits],
    manners: {
      quotaPerMinute: chance.among([600, 600, 20, 60]),
      pageSize: chance.among([2500, 2500, 1, 3]),
      pendingLookups: chance.among([0, 0, 0, 1, 3]),
      conferenceFails: chance.happens(0.02),
      accessTokenSeconds: chance.among([3600, 3600, 600]),
    },
    delaySeconds: isRush ? 0.2 : chance.among([0.2, 1, 1, 2, 5]),
    storeMs: isRush || chance.happens(0.2) ? [20, 400] : [0, 4],
    maxRetries: chance.whole(0, 4),
    watchMinutes: chance.among([0, 1, 5, 5]),
    adminChat: chance.happens(0.3),
    admins,
    workspaces,
    processes,
    candidates,
    happenings,
    faults: drawFaults(
      chance.split('faults'),
      happenings.map(({ at }) => at),
      processes.length,
    ),
  };
}

/** Any minute of a year; often around the days when clocks change. */
function drawStart(chance: Chance): string {
  const days = chance.happens(0.2) ? chance.among([333, 96]) : chance.whole(0, 364);
  return Temporal.Instant.from('2026-11-24T08:00:00Z')
    .add({ hours: 24 * days, minutes: chance.whole(0, 24 * 60 - 1) })
    .toString();
}

function drawCandidate(chance: Chance, index: number, workspace: number): CandidatePlan {
  const name = NAMES[index]!;
  const range = chance.among(['16:00-22:00', '16:00-22:00', '17:00-21:00', '09:00-22:00']);
  const keys = chance.among([['everyday'], ['everyday'], ['weekdays', 'weekends']]);
  return {
    name,
    email: `${name.toLowerCase().replace(' ', '.')}@example.com`,
    timeZone: chance.among(ZONES),
    workspace,
    windowFrom: chance.whole(0, 5),
    // In too few days there is no room for all mocks, and a human is asked.
    windowDays: chance.happens(0.15) ? chance.whole(0, 4) : chance.whole(5, 18),
    slots: Object.fromEntries(keys.map((key) => [key, [range]])),
  };
}

/** What two candidates have in common who want the same times. */
function daysOf({ windowFrom, windowDays, slots }: CandidatePlan) {
  return { windowFrom, windowDays, slots };
}

function drawProcesses(chance: Chance): ProcessPlan[] {
  const count = chance.among([1, 1, 2, 2, 3]);
  return Array.from({ length: count }, (_, index) => ({
    skewMs: chance.among([0, 0, 0, 200, -3_000, 40_000, -90_000]),
    hears: chance.happens(0.8),
    startsAt: index === 0 ? 0 : chance.among([0, 5 * SECOND, 2 * MINUTE]),
  }));
}

function drawHappenings(chance: Chance, cast: Cast & { readonly isRush: boolean }): Happening[] {
  const drawn: { at: number; deed: Deed }[] = [];
  let at = 0;
  for (const [candidate] of cast.candidates.entries()) {
    at += candidate === 0 ? chance.whole(0, 30) * SECOND : cast.isRush ? 0 : drawPause(chance);
    const by = !cast.isRush && chance.happens(0.25) ? 'chat' : 'hand';
    drawn.push({ at, deed: { kind: 'arrives', candidate, by, admin: chance.whole(0, cast.admins - 1) } });
  }
  // Now and then more happens than people remember.
  const count = chance.happens(0.1) ? chance.whole(9, 24) : chance.whole(0, 8);
  const arrivals = drawn.map((each) => each.at);
  for (let index = 0; index < count; index += 1) {
    drawn.push({ at: chance.among(arrivals) + drawDelay(chance), deed: drawDeed(chance, cast) });
  }
  return drawn.sort((a, b) => a.at - b.at).map(({ at: when, deed }, id) => ({ id, at: when, ...deed }));
}

/** Between two arrivals. */
function drawPause(chance: Chance): number {
  return chance.among([0, 2 * SECOND, 40 * SECOND, 10 * MINUTE, 5 * HOUR, DAY]) * (0.5 + chance.next());
}

/** From an arrival to what happens later: often while the candidate is being booked. */
function drawDelay(chance: Chance): number {
  return Math.round(
    chance.among([6 * SECOND, 15 * SECOND, 30 * SECOND, MINUTE, 8 * MINUTE, 3 * HOUR, 2 * DAY, 5 * DAY]) *
      (0.3 + chance.next()),
  );
}
