import { Chance } from './chance.ts';
import { drawFaults } from './draw-faults.ts';
import { drawSop, editedSop } from './draw-sop.ts';
import {
  AT_WORK,
  type CandidatePlan,
  type Deed,
  type Happening,
  type ProcessPlan,
  type Script,
} from './script.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const NAMES = ['Dana Fox', 'Eli Hart', 'Finn Ito', 'Gia Juno'];
const ZONES = ['America/New_York', 'America/Los_Angeles', 'Asia/Kolkata', 'Europe/London'];
const NONSENSE = [
  '/satus dana',
  'hello?',
  '/edit',
  '/delete',
  '/apply dana 9',
  '/status nobody',
  'yes',
  '/retry dana',
];
const LOOKS = ['/queue', '/stats', '/today', '/week', '/escalations', '/all', '/audit dana', '/status eli'];

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
    windowDays: chance.whole(5, 18),
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

function drawHappenings(
  chance: Chance,
  cast: {
    candidates: readonly CandidatePlan[];
    admins: number;
    edits: number;
    processes: readonly ProcessPlan[];
    isRush: boolean;
  },
): Happening[] {
  const drawn: { at: number; deed: Deed }[] = [];
  let at = 0;
  for (const [candidate] of cast.candidates.entries()) {
    at += candidate === 0 ? chance.whole(0, 30) * SECOND : cast.isRush ? 0 : drawPause(chance);
    const by = !cast.isRush && chance.happens(0.25) ? 'chat' : 'hand';
    drawn.push({ at, deed: { kind: 'arrives', candidate, by, admin: chance.whole(0, cast.admins - 1) } });
  }
  const count = chance.whole(0, 8);
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

function drawDeed(
  chance: Chance,
  cast: {
    candidates: readonly CandidatePlan[];
    admins: number;
    edits: number;
    processes: readonly unknown[];
  },
): Deed {
  const admin = chance.whole(0, cast.admins - 1);
  const { email } = chance.among(cast.candidates);
  const process = chance.happens(0.6) ? AT_WORK : chance.whole(0, cast.processes.length - 1);
  const which = chance.whole(0, 7);
  const kind = chance.weighted({
    enters: 8,
    'moves entry': 2,
    'removes entry': 2,
    'moves mock': 2,
    'deletes mock': 2,
    'renames mock': 1,
    'answers invitation': 2,
    reschedules: 4,
    deletes: 2,
    edits: 2,
    retries: 2,
    dismisses: 1,
    taps: 6,
    'time off': 1,
    outcome: 1,
    looks: 1,
    nonsense: 1,
    'edits SOP': cast.edits > 0 ? 3 : 0,
    dies: 6,
    stops: 2,
    'is paused': 3,
    'has its clock set': 1,
    'forgets sync tokens': 1,
    'expires access tokens': 1,
    disorder: 1,
  });
  switch (kind) {
    case 'enters':
      return {
        kind,
        whose: chance.whole(0, 5),
        near: which,
        offsetMinutes: chance.among([-30, 0, 0, 15, 30, 60, 24 * 60]),
        minutes: chance.among([30, 60, 60, 240]),
        manner: chance.weighted({ accepted: 8, tentative: 2, free: 1, declined: 1, 'whole day': 1 }),
        own: chance.happens(0.15),
      };
    case 'moves entry':
    case 'moves mock':
      return { kind, which, byMinutes: chance.among([-60, 30, 60, 24 * 60]) };
    case 'removes entry':
    case 'deletes mock':
    case 'renames mock':
      return { kind, which };
    case 'answers invitation':
      return {
        kind,
        which,
        who: chance.among(['interviewer', 'interviewer', 'candidate']),
        says: chance.among(['declined', 'declined', 'accepted']),
      };
    case 'reschedules': {
      const edit = chance.among(['', '', ' weekdays 16:00-22:00', ' weekends 16:00-22:00']);
      return {
        kind: 'orders',
        admin,
        text: `/reschedule ${email}${edit}`,
        tap: chance.among(['✅', '✅', '✅', '✖']),
      };
    }
    case 'deletes': {
      const part = chance.among(['', ' 1', ' 1-2']);
      return { kind: 'orders', admin, text: `/delete ${email}${part}`, tap: chance.among(['✅', '✅', '✖']) };
    }
    case 'edits':
      return { kind: 'orders', admin, text: `/edit ${email} weekdays 16:00-22:00`, tap: '✅' };
    case 'retries':
      return { kind: 'says', admin, text: `/retry ${email}` };
    case 'dismisses':
      return { kind: 'says', admin, text: `/dismiss ${email} found a job` };
    case 'taps':
      return { kind, admin, which: chance.whole(0, 11) };
    case 'time off': {
      const who = chance.among(['alpha', 'bravo', 'charlie']);
      return { kind: 'orders', admin, text: `/timeoff ${who} in ${chance.whole(1, 6)} days`, tap: '✅' };
    }
    case 'outcome':
      return { kind: 'says', admin, text: `/${chance.among(['held', 'noshow'])} ${email} C1 1` };
    case 'looks':
      return { kind: 'says', admin, text: chance.among(LOOKS) };
    case 'nonsense':
      return { kind: 'says', admin, text: chance.among(NONSENSE) };
    case 'edits SOP':
      return { kind, sop: chance.whole(1, cast.edits) };
    case 'dies':
      return {
        kind,
        process,
        doom: { after: chance.whole(1, 40), when: chance.among(['before', 'during']) },
        backAfterMs: chance.among([SECOND, 20 * SECOND, 3 * MINUTE]),
      };
    case 'stops':
      return { kind, process, backAfterMs: chance.among([SECOND, MINUTE, 10 * MINUTE]) };
    case 'is paused':
      return { kind, process, forMs: chance.among([10 * SECOND, 150 * SECOND, 5 * MINUTE]) };
    case 'has its clock set':
      return { kind, process, byMs: chance.among([-20 * SECOND, 30 * SECOND, 2 * MINUTE]) };
    case 'forgets sync tokens':
    case 'expires access tokens':
      return { kind };
    case 'disorder':
      return { kind: 'brings updates in disorder', forMs: chance.among([MINUTE, HOUR]) };
  }
}
