import { planTogether } from '../src/planning/together/plan-together.ts';
import type { PlanRequest } from '../src/request/model.ts';
import { parseRequests } from '../src/request/parse-requests.ts';
import type { Procedure } from '../src/sop/model.ts';
import { busyCalendars } from './calendars.ts';
import { defaultProcedure } from './instance.ts';
import { measured } from './measure.ts';
import { between, type Random, seeded } from './random.ts';
import type { Report } from './report.ts';

export interface TogetherResult {
  readonly cases: number;
  /** Cases in which more are placed than in order, and in which fewer are: the latter must be 0. */
  readonly more: number;
  readonly fewer: number;
  /** Candidates placed in addition, over all cases. */
  readonly gained: number;
}

/** How the windows of a batch lie: when they begin after the first day, and how long they are, in days. */
interface Crowd {
  readonly name: string;
  readonly begins: readonly [number, number];
  readonly lasts: readonly [number, number];
}

const CANDIDATES = 40;
const RUNS = 2000;
const BUSY_SHARE = 0.15;
const FIRST_DAY = Temporal.PlainDate.from('2026-12-01');
const LAST_DAY = FIRST_DAY.add({ days: 55 });

const CROWDS: readonly Crowd[] = [
  { name: 'three to five weeks each, begun within two weeks', begins: [0, 14], lasts: [21, 35] },
  { name: 'three to four weeks each, begun within one week', begins: [0, 6], lasts: [21, 28] },
  { name: 'the same four weeks', begins: [0, 0], lasts: [28, 28] },
  {
    name: 'two to three weeks each (the short variant), begun within two weeks',
    begins: [0, 14],
    lasts: [14, 19],
  },
];

/** Free times as candidates have them: evenings, whole days, three days a week, mornings at weekends. */
const SLOTS: readonly Readonly<Record<string, readonly string[]>>[] = [
  { weekdays: ['18:00-22:00'], weekends: ['10:00-14:00', '18:00-22:00'] },
  { weekdays: ['17:00-23:00'], weekends: ['08:00-23:00'] },
  { weekdays: ['18:00-21:00'], weekends: ['10:00-14:00'] },
  { everyday: ['18:00-22:30'] },
  { weekdays: ['17:30-20:30'], weekends: ['09:00-13:00', '19:00-23:00'] },
  { monday: ['18:00-23:00'], wednesday: ['18:00-23:00'], friday: ['18:00-23:00'], weekends: ['09:00-22:00'] },
];
const ZONES = ['America/Los_Angeles', 'America/Chicago', 'America/New_York'];

/** Forty candidates who compete for the eight interviewers of the default procedure, planned in order and together. */
export function benchTogether(report: Report): TogetherResult {
  const procedure = defaultProcedure();
  const casesOfEach = report.quick ? 1 : 5;
  const total = { cases: 0, more: 0, fewer: 0, gained: 0 };
  const rows = CROWDS.map((crowd, index) => {
    const results = Array.from({ length: casesOfEach }, (_, number) => {
      report.progress(`together: ${crowd.name}, case ${number + 1} of ${casesOfEach}`);
      const requests = crowdOf(procedure, crowd, 100 * index + number + 1);
      return measured(() => planTogether(procedure, requests, { seed: 1, runs: report.quick ? 500 : RUNS }));
    });
    const gains = results.map(({ value }) => value.placed - value.placedInOrder);
    const more = gains.filter((gain) => gain > 0).length;
    total.cases += gains.length;
    total.more += more;
    total.fewer += gains.filter((gain) => gain < 0).length;
    total.gained += sum(gains);
    const mean = (values: readonly number[]) => (sum(values) / values.length).toFixed(1);
    return [
      crowd.name,
      mean(results.map(({ value }) => value.placedInOrder)),
      mean(results.map(({ value }) => value.placed)),
      `${more} of ${gains.length}`,
      `${Math.min(...gains)} to ${Math.max(...gains)}`,
      mean(results.map(({ value }) => value.displaced.length)),
      mean(results.map(({ milliseconds }) => milliseconds / 1000)),
    ];
  });
  report.heading('Many candidates at once');
  report.text(
    `${CANDIDATES} candidates for the eight interviewers of the default procedure, who are ${BUSY_SHARE * 100} % busy; means of ${casesOfEach} cases each. Together places more than in order in ${total.more} of ${total.cases} cases, fewer in ${total.fewer}.`,
  );
  report.table(
    ['windows', 'in order', 'together', 'more placed', 'gain', 'lost their place', 'seconds'],
    rows,
  );
  return total;
}

function crowdOf(procedure: Procedure, { begins, lasts }: Crowd, seed: number): readonly PlanRequest[] {
  const random = seeded(seed);
  const busy = busyCalendars(procedure.base, { start: FIRST_DAY, end: LAST_DAY }, BUSY_SHARE, random);
  const lines = Array.from({ length: CANDIDATES }, (_, index) => {
    const start = FIRST_DAY.add({ days: between(random, ...begins) });
    return JSON.stringify({
      candidate: {
        name: `Candidate ${index + 1}`,
        email: `candidate-${index + 1}@example.com`,
        timeZone: oneOf(ZONES, random),
      },
      window: { start, end: start.add({ days: between(random, ...lasts) - 1 }) },
      slots: oneOf(SLOTS, random),
      busy,
    });
  });
  const parsed = parseRequests(
    lines.join('\n'),
    'bench',
    { jsonLines: true },
    { sopTimeZone: procedure.base.timeZone, now: Temporal.Instant.from('2026-11-22T09:00:00-08:00') },
  );
  if (!parsed.ok) throw new Error(`the requests are faulty: ${JSON.stringify(parsed.faults)}`);
  return parsed.requests;
}

function oneOf<T>(items: readonly T[], random: Random): T {
  return items[between(random, 0, items.length - 1)]!;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
