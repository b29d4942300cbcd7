import {
  advanceIntake,
  beginIntake,
  type IntakeContext,
  type IntakeEvent,
  type IntakeState,
  type IntakeStep,
  type Preview,
} from '../../src/intake/intake.ts';
import { DEFAULT_ON_CHANGE } from '../../src/sop/build-sop.ts';
import type { Interviewer, Sop } from '../../src/sop/model.ts';
import type { WeeklySlots } from '../../src/time/weekly-slots.ts';

/** A procedure with one course and one interviewer, in Los Angeles. */
export function sop(changes: Partial<Sop> = {}): Sop {
  return {
    name: 'Example mock interviews',
    timeZone: 'America/Los_Angeles',
    interviewers: new Map([['alpha', interviewer({ weekdays: [{ start: 1080, end: 1380 }] })]]),
    courses: new Map([['FS1', { id: 'FS1', mocks: [90, 90], main: ['alpha'], backup: [] }]]),
    sequence: [{ order: 'fixed', courses: ['FS1'] }],
    rules: {
      startEvery: 30,
      minGap: 720,
      maxGap: null,
      courseGap: null,
      maxPerInterviewerPerDay: null,
      maxPerInterviewerPerWeek: null,
      interviewerBuffer: 0,
      maxPerCandidatePerDay: null,
      minNotice: 0,
      holidays: [],
    },
    prefer: ['finishDay', 'mainInterviewers', 'timeOfDay', 'balance'],
    timeOfDay: new Map(),
    busy: {
      tentative: 'busy',
      unanswered: 'busy',
      declined: 'free',
      markedFree: 'free',
      allDay: 'busy',
      outOfOffice: 'busy',
      workingLocation: 'free',
      unreadable: 'refuse',
    },
    event: { title: '{candidate} : {interviewer}', optionalAttendees: [], conference: 'none' },
    onChange: DEFAULT_ON_CHANGE,
    remindAt: null,
    ...changes,
  };
}

export function interviewer(hours: WeeklySlots): Interviewer {
  return {
    id: 'alpha',
    name: 'Alpha',
    email: 'alpha@example.com',
    hours,
    timeOff: [],
    maxPerDay: null,
    calendar: null,
    telegram: null,
  };
}

/** Noon of Sunday 22 November 2026 in Los Angeles, unless another instant is given. */
export function context(now = '2026-11-22T12:00:00-08:00', changes: Partial<Sop> = {}): IntakeContext {
  return { now: Temporal.Instant.from(now), sop: sop(changes) };
}

export const PLANNED: Extract<Preview, { status: 'planned' }> = {
  status: 'planned',
  mocks: 13,
  firstDay: '2026-12-01',
  finishDay: '2026-12-20',
  backups: ['FS2 Mock1 with Golf (backup)'],
  variant: null,
  warnings: [],
  plan: [],
};

/** The state as it is after a restart: through JSON, as the store keeps it. */
export function restarted(state: IntakeState | null): IntakeState {
  if (state === null) throw new Error('The conversation is over.');
  return JSON.parse(JSON.stringify(state)) as IntakeState;
}

export function say(state: IntakeState | null, text: string, now = context()): IntakeStep {
  return advanceIntake(restarted(state), { type: 'text', text }, now);
}

/** What the shell answers to a want when nothing stands in the way. */
export function granted(step: IntakeStep): IntakeEvent | null {
  if (step.want === null) return null;
  if (step.want.type === 'checkEmail') return { type: 'emailChecked', queued: null };
  return step.want.type === 'preview'
    ? { type: 'previewed', preview: PLANNED }
    : { type: 'enqueued', position: 1 };
}

/** Says the texts one after another, each step through a restart; every want is granted. */
export function havingSaid(texts: readonly string[], now = context()): IntakeStep {
  let step = beginIntake(now);
  for (const text of texts) {
    step = say(step.state, text, now);
    for (let event = granted(step); event !== null; event = granted(step)) {
      step = advanceIntake(restarted(step.state), event, now);
    }
  }
  return step;
}

/** Answers that lead to the summary. */
export const ANSWERS = [
  'Dana Fox',
  'dana@example.com',
  '1 Dec',
  '28 Dec',
  '18:00-22:00',
  '10:00-14:00',
  'EST',
];

/**
 * Plays the lines of a transcript that are told to the conversation, and writes down the whole of
 * it in the same form. Every step goes through a restart.
 *
 * `> text` somebody types; `= event` the shell answers; `< text` is said (a `|` begins a new line of
 * it); `? want` is wanted; `. outcome` is the end.
 */
export function play(transcript: string, from: IntakeStep, now = context()): string {
  let step = from;
  const lines: string[] = [];
  for (const line of script(transcript)) {
    if (!/^[>=]/.test(line)) continue;
    const told = line.slice(2);
    step = advanceIntake(
      restarted(step.state),
      line.startsWith('>') ? { type: 'text', text: told } : eventOf(told),
      now,
    );
    lines.push(line, ...step.replies.map((reply) => `< ${reply.text.replaceAll('\n', ' | ')}`));
    if (step.want !== null) lines.push(`? ${step.want.type}`);
    if (step.outcome !== null) lines.push(`. ${step.outcome}`);
  }
  return lines.join('\n');
}

/** A transcript without its indentation. */
export function tidy(transcript: string): string {
  return script(transcript).join('\n');
}

function script(transcript: string): string[] {
  return transcript
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function eventOf(told: string): IntakeEvent {
  const [word = '', ...rest] = told.split(' ');
  const more = rest.join(' ');
  switch (word) {
    case 'free':
      return { type: 'emailChecked', queued: null };
    case 'queued':
      return { type: 'emailChecked', queued: { name: more, state: 'queued' } };
    case 'planned':
      return { type: 'previewed', preview: PLANNED };
    case 'unknown':
      return { type: 'previewed', preview: { status: 'unknown', why: more } };
    case 'enqueued':
      return { type: 'enqueued', position: Number(more) };
    case 'refused':
      return { type: 'enqueueRefused', why: more };
    default:
      throw new Error(`No such event in a transcript: ${told}`);
  }
}
