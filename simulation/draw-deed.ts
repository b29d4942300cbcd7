import type { Chance } from './chance.ts';
import { AT_WORK, type CandidatePlan, type Deed } from './script.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

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
const SETTLING = [
  '/retry WHO',
  '/retry WHO',
  '/apply WHO 1',
  '/apply WHO 2',
  '/edit WHO everyday 09:00-22:00',
  '/reschedule WHO',
  '/delete WHO',
  '/dismiss WHO found a job',
];
const LOOKS = ['/queue', '/stats', '/today', '/week', '/escalations', '/all', '/audit dana', '/status eli'];

/** Who there is to do something, and to have something done to them. */
export interface Cast {
  readonly candidates: readonly CandidatePlan[];
  readonly admins: number;
  /** How many procedures there are to replace the first with. */
  readonly edits: number;
  readonly processes: readonly unknown[];
}

/** Something that somebody does, or that befalls a process. */
export function drawDeed(chance: Chance, cast: Cast): Deed {
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
    settles: 5,
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
    case 'settles':
      return { kind, admin, text: chance.among(SETTLING) };
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
