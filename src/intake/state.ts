import { z } from 'zod';
import { parseClockRange } from '../time/clock-range.ts';
import { DAY_NAMES, GROUP_NAMES } from '../time/weekly-slots.ts';
import { zoneNamed } from '../time/zone.ts';

/**
 * Raise it with every change of the shape or of a meaning below: a state of another version is not
 * guessed at, the conversation then asks to start again.
 */
const STATE_VERSION = 2;

/** The questions, in the order they are asked. `slotsZone` is only asked as an edit. */
export const QUESTIONS = ['name', 'email', 'start', 'end', 'weekdays', 'weekends', 'timeZone'] as const;
export type QuestionName = (typeof QUESTIONS)[number] | 'slotsZone';

const TEXT = z.string();
const DATE = z.iso.date();
const SLOTS = z.array(TEXT.refine((slot) => parseClockRange(slot) !== null)).readonly();
const ZONE = TEXT.refine((name) => zoneNamed(name) === name);

const ANSWERS = z.strictObject({
  name: TEXT.nullable(),
  email: TEXT.nullable(),
  start: DATE.nullable(),
  end: DATE.nullable(),
  weekdays: SLOTS.nullable(),
  weekends: SLOTS.nullable(),
  /** Days that a proposal gave slots of their own; they beat those of their group. */
  days: z.partialRecord(z.enum(DAY_NAMES), SLOTS).readonly(),
  slotsZone: z.union([z.literal('sop'), z.literal('candidate'), ZONE]),
  timeZone: ZONE.nullable(),
});

const PLANNED_MOCK = z.object({
  course: TEXT,
  number: z.number(),
  start: TEXT,
  end: TEXT,
  interviewer: TEXT,
  role: z.enum(['main', 'backup']),
});

const PROPOSAL = z.union([
  z.object({
    message: TEXT,
    request: z.object({
      window: z.object({ start: DATE.exactOptional(), end: DATE.exactOptional() }).exactOptional(),
      slots: z.partialRecord(z.enum([...GROUP_NAMES, ...DAY_NAMES]), SLOTS).exactOptional(),
    }),
  }),
  z.object({ message: TEXT, edit: TEXT }),
]);

/** The shell's, thus with room for what it may add for itself. */
const PREVIEW = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('planned'),
    mocks: z.number(),
    firstDay: TEXT,
    finishDay: TEXT,
    backups: z.array(TEXT).readonly(),
    variant: TEXT.nullable(),
    warnings: z.array(TEXT).readonly(),
    plan: z.array(PLANNED_MOCK).readonly(),
  }),
  z.object({
    status: z.literal('infeasible'),
    reasons: z.array(TEXT).readonly(),
    proposals: z.array(PROPOSAL).readonly(),
  }),
  z.object({ status: z.literal('unknown'), why: TEXT }),
]);

/**
 * Steps and who moves between them:
 *
 * ```
 * name → email ⇄ (checkEmail) → start → end → weekdays → weekends → timeZone → summary ⇄ (preview)
 * summary ── edit ──▶ choose ──▶ a question with `before` set ──▶ summary
 * summary ── yes ──▶ (enqueue) ──▶ over;  no, /cancel ──▶ over
 * ```
 *
 * A step in brackets is `waiting`: only the event of that name moves on.
 */
const STATE = z
  .strictObject({
    version: z.literal(STATE_VERSION),
    /** Instant of the first step: with the chat it names this conversation, also after a restart. */
    begunAt: TEXT,
    step: z.enum([...QUESTIONS, 'slotsZone', 'summary', 'choose']),
    answers: ANSWERS,
    /** While one answer is edited: all answers as they were, for /back. */
    before: ANSWERS.nullable(),
    /** `email` is the address being looked up; it becomes an answer only when it is free. */
    waiting: z
      .discriminatedUnion('for', [
        z.strictObject({ for: z.literal('emailChecked'), email: TEXT }),
        z.strictObject({ for: z.literal('previewed') }),
        z.strictObject({ for: z.literal('enqueued') }),
      ])
      .nullable(),
    /** What the planner said of `answers` (of `before`, while one is edited). */
    preview: PREVIEW.nullable(),
  })
  .readonly()
  .refine(isReachable);

/** Plain JSON, kept in the store between two steps. */
export type IntakeState = z.infer<typeof STATE>;
export type Answers = Readonly<z.infer<typeof ANSWERS>>;
export type Step = IntakeState['step'];

/** Answers all of which were given. */
export type AllAnswers = { readonly [K in keyof Answers]: NonNullable<Answers[K]> };

/** What came back from the store as a state; null where it is none of this version. */
export function readState(stored: unknown): IntakeState | null {
  const parsed = STATE.safeParse(stored);
  return parsed.success ? parsed.data : null;
}

export function firstState(now: Temporal.Instant): IntakeState {
  return {
    version: STATE_VERSION,
    begunAt: now.toString(),
    step: 'name',
    answers: {
      name: null,
      email: null,
      start: null,
      end: null,
      weekdays: null,
      weekends: null,
      days: {},
      slotsZone: 'sop',
      timeZone: null,
    },
    before: null,
    waiting: null,
    preview: null,
  };
}

/** The answers where none is missing, else null. */
export function allAnswers(answers: Answers): AllAnswers | null {
  return QUESTIONS.every((question) => answers[question] !== null) ? (answers as AllAnswers) : null;
}

/** The question that follows; undefined after the last, and after one that is only asked as an edit. */
export function questionAfter(question: QuestionName): QuestionName | undefined {
  const order: readonly QuestionName[] = QUESTIONS;
  const index = order.indexOf(question);
  return index === -1 ? undefined : order[index + 1];
}

/** The question before; undefined before the first. The last question is the one before the summary. */
export function questionBefore(step: QuestionName | 'summary'): QuestionName | undefined {
  if (step === 'summary') return QUESTIONS.at(-1);
  const order: readonly QuestionName[] = QUESTIONS;
  return order[order.indexOf(step) - 1];
}

/** Whether the conversation itself can have come here: each question has the answers it builds on. */
function isReachable(state: {
  step: QuestionName | 'summary' | 'choose';
  answers: z.infer<typeof ANSWERS>;
  before: z.infer<typeof ANSWERS> | null;
  waiting: { for: 'emailChecked' | 'previewed' | 'enqueued' } | null;
  preview: unknown;
}): boolean {
  const { step, answers, before, waiting, preview } = state;
  if (waiting !== null && (waiting.for === 'emailChecked') !== (step === 'email')) return false;
  if (waiting !== null && step !== 'email' && step !== 'summary') return false;
  const beyondAll = step === 'summary' || step === 'choose' || step === 'slotsZone' || before !== null;
  if (before !== null && allAnswers(before) === null) return false;
  // A summary that waits for nothing shows a preview.
  if (step === 'summary' && waiting?.for !== 'previewed' && preview === null) return false;
  const asked = beyondAll ? QUESTIONS : QUESTIONS.slice(0, QUESTIONS.indexOf(step));
  return asked.every((question) => answers[question] !== null);
}
