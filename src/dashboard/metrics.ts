import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { CandidateState } from '../store/rows.ts';
import type { CountedCalls, VitalSigns } from '../store/store.ts';

/** What is measured; asked for anew with every text. */
export interface MetricsSource {
  /** Calls to the calendar since this process started, by method. */
  calendarCalls(): Readonly<Record<string, CountedCalls>>;
  /** Seconds between two calls of the account, as this process was last told; null before any. */
  calendarPaceSeconds(): number | null;
  /** What the store knows, of each workspace that there is. */
  workspaces(): Promise<readonly WorkspaceSigns[]>;
}

export interface WorkspaceSigns {
  readonly workspace: string;
  readonly paused: boolean;
  readonly counts: Partial<Record<CandidateState, number>>;
  readonly signs: VitalSigns;
}

export interface Metrics {
  /** Of the text format, with its version. */
  readonly contentType: string;
  text(): Promise<string>;
}

const COUNTED: readonly (readonly [string, string, (calls: CountedCalls) => number])[] = [
  ['calls', 'Calls sent to the calendar, repetitions included.', (each) => each.calls],
  ['successes', 'Calls that did what they should.', (each) => each.successes],
  ['waits', 'How often a call waited for its turn or before a repetition.', (each) => each.waits],
  ['waited_seconds', 'How long calls waited in all.', (each) => each.waitedMs / 1000],
  ['retries', 'Repetitions after a passing failure.', (each) => each.retries],
  ['quota_errors', 'Answers that said that a quota is used up.', (each) => each.quotaErrors],
  ['rate_errors', 'Answers that said that calls come too fast.', (each) => each.rateErrors],
  ['other_errors', 'All other failures.', (each) => each.otherErrors],
];

/** States of candidates who are not done; the rest only ever grows. */
const STATES = ['queued', 'scheduling', 'waiting', 'escalated'] as const;
const SEEN_STATES = ['open', 'mending', 'asked', 'kept'] as const;

/** Ages are left out where there is nothing that could have one. */
const VITAL: readonly (readonly [string, string, (signs: VitalSigns) => number | null])[] = [
  ['queue_oldest_seconds', 'How long the first of the queue has waited.', (signs) => signs.queuedSeconds],
  ['decisions_waiting', 'Escalations and questions that are open.', (signs) => signs.asked],
  ['decision_oldest_seconds', 'How long the oldest of them has been open.', (signs) => signs.askedSeconds],
  ['notices_waiting', 'Notices that somebody is still to get.', (signs) => signs.unsent],
  ['notice_oldest_seconds', 'How long the oldest of them has waited.', (signs) => signs.unsentSeconds],
  ['watch_age_seconds', 'Since the calendar was last looked at.', (signs) => signs.watchedSeconds],
];

/**
 * The numbers of one process in Prometheus' text format: the calendar's calls, the queue of each workspace,
 * and what Node says of the process. Nobody is named in them.
 */
export function metricsOf(source: MetricsSource): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const [name, help, read] of COUNTED) {
    new Counter({
      name: `mock_scheduler_calendar_${name}_total`,
      help,
      labelNames: ['method'],
      registers: [registry],
      collect() {
        this.reset();
        for (const [method, calls] of Object.entries(source.calendarCalls()))
          this.inc({ method }, read(calls));
      },
    });
  }
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `mock_scheduler_${name}`, help, labelNames, registers: [registry] });
  const pace = gauge('calendar_pace_seconds', 'Least time between the starts of two calls, as last told.');
  const candidates = gauge('candidates', 'Candidates who are not done, by state.', ['workspace', 'state']);
  const paused = gauge('queue_paused', '1 while the queue is paused.', ['workspace']);
  const vital = VITAL.map(([name, help, read]) => ({ gauge: gauge(name, help, ['workspace']), read }));
  const observations = gauge('observations', 'What is not as booked, by what is done about it.', [
    'workspace',
    'state',
  ]);
  const storeUp = gauge('store_up', '1 while the store answers; without it, what it knows is left out.');

  const tell = ({ workspace, paused: isPaused, counts, signs }: WorkspaceSigns) => {
    for (const state of STATES) candidates.set({ workspace, state }, counts[state] ?? 0);
    paused.set({ workspace }, isPaused ? 1 : 0);
    for (const { gauge: age, read } of vital) {
      const value = read(signs);
      if (value !== null) age.set({ workspace }, value);
    }
    for (const state of SEEN_STATES) observations.set({ workspace, state }, signs.observations[state] ?? 0);
  };

  return {
    contentType: registry.contentType,
    async text() {
      pace.remove();
      for (const each of [candidates, paused, observations, ...vital.map(({ gauge: age }) => age)])
        each.reset();
      const seconds = source.calendarPaceSeconds();
      if (seconds !== null) pace.set(seconds);
      try {
        for (const each of await source.workspaces()) tell(each);
        storeUp.set(1);
      } catch {
        // The log says what is wrong with it; the process's own numbers are wanted all the more.
        storeUp.set(0);
      }
      return registry.metrics();
    },
  };
}
