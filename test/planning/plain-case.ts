import type { PlannedMock } from '../../src/planning/answer.ts';
import type { BusyText, Case, CourseText, InterviewerText, RulesText, SopText } from './case.ts';
import { inForce } from './case.ts';

const ZONE = 'America/Los_Angeles';

/** What a test changes of the plain case. */
export interface Changes {
  readonly sop?: Partial<SopText>;
  readonly rules?: Partial<RulesText>;
  readonly courses?: Readonly<Record<string, CourseText>>;
  readonly alpha?: Partial<InterviewerText>;
  readonly bravo?: Partial<InterviewerText>;
  readonly request?: Partial<Case['request']>;
}

/**
 * A case with few rules: course A of two hours with Alpha, or Bravo as its backup, then course B of
 * 90 minutes with Bravo; everybody has every day from 09:00 to midnight, 1 to 12 December 2026.
 */
export function plainCase(changes: Changes = {}): Case {
  const allDay = { everyday: ['09:00-24:00'] };
  return {
    sop: {
      timeZone: ZONE,
      interviewers: {
        alpha: { email: 'alpha@example.com', hours: allDay, ...changes.alpha },
        bravo: { email: 'bravo@example.com', hours: allDay, ...changes.bravo },
      },
      courses: changes.courses ?? {
        A: { mocks: [60, 60], main: ['alpha'], backup: ['bravo'] },
        B: { mocks: [90], main: ['bravo'], backup: [] },
      },
      sequence: [{ inOrder: ['A'] }, { inOrder: ['B'] }],
      rules: { startEvery: '30m', minGap: '0m', ...changes.rules },
      prefer: ['finishDay', 'mainInterviewers', 'timeOfDay', 'balance'],
      timeOfDay: { default: 'earliest' },
      unreadable: 'refuse',
      ...changes.sop,
    },
    request: {
      candidate: { email: 'candidate@example.com', timeZone: ZONE },
      window: { start: '2026-12-01', end: '2026-12-12' },
      slots: allDay,
      now: '2026-10-01T00:00:00Z',
      busy: [],
      unreadable: [],
      ...changes.request,
    },
  };
}

/** The instant of a wall-clock time in Los Angeles, with an offset where it occurs twice. */
export function at(wallClock: string): Temporal.Instant {
  return Temporal.ZonedDateTime.from(`${wallClock}[${ZONE}]`).toInstant();
}

/** A busy entry from one wall-clock time in Los Angeles to another. */
export function busy(name: string, from: string, to: string, kind: BusyText['kind'] = 'other'): BusyText {
  return { email: `${name}@example.com`, start: at(from).toString(), end: at(to).toString(), kind };
}

/** A planned mock, `A1` for the first of course A, as long as its course says and in its interviewer's role. */
export function planned(given: Case, name: string, wallClock: string, interviewer: string): PlannedMock {
  const course = name.slice(0, 1);
  const number = Number(name.slice(1));
  const { mocks = [], backup = [] } = inForce(given).sop.courses.get(course) ?? {};
  const start = at(wallClock);
  return {
    course,
    number,
    start,
    end: start.add({ minutes: mocks[number - 1] ?? 60 }),
    interviewer,
    role: backup.includes(interviewer) ? 'backup' : 'main',
  };
}
