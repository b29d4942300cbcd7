import type { IntakeContext, IntakeStep, IntakeWant, Reply } from './dialogue.ts';
import { QUESTION } from './questions/all.ts';
import { noSlotsFault } from './questions/slots.ts';
import { dayOf, endFault, startFault } from './questions/window.ts';
import type { Refusal } from './reading/reading.ts';
import { requestFrom } from './request.ts';
import {
  type AllAnswers,
  type Answers,
  allAnswers,
  type IntakeState,
  type QuestionName,
  questionAfter,
} from './state.ts';
import { summaryReply } from './summary.ts';

/** The conversation goes on in `state`. A want is given once, when it arises; `wantOf` gives it again. */
export function goOn(state: IntakeState, replies: readonly Reply[]): IntakeStep {
  return { state, replies, want: null, outcome: null };
}

export function over(outcome: 'enqueued' | 'cancelled', text: string): IntakeStep {
  return { state: null, replies: [say(text)], want: null, outcome };
}

export function say(text: string, suggestions: readonly string[] = []): Reply {
  return { text, suggestions };
}

/** What the state waits for; null where it waits for a person. */
export function wantOf(state: IntakeState, context: IntakeContext): IntakeWant | null {
  const { waiting } = state;
  if (waiting === null) return null;
  if (waiting.for === 'emailChecked') return { type: 'checkEmail', email: waiting.email };
  const request = requestFrom(allAnswers(state.answers) as AllAnswers, context);
  return waiting.for === 'previewed'
    ? { type: 'preview', request }
    : { type: 'enqueue', request, begunAt: state.begunAt };
}

export function waitFor(state: IntakeState, replies: readonly Reply[], context: IntakeContext): IntakeStep {
  return { state, replies, want: wantOf(state, context), outcome: null };
}

/** Asks one question, with its answer so far as the first suggestion where that one would still do. */
export function ask(question: QuestionName, answers: Answers, context: IntakeContext): Reply {
  const { ask: wording, suggestions, canonical, take } = QUESTION[question];
  const common = suggestions(answers, context);
  const soFar = canonical(answers);
  if (soFar === null || !take(soFar, answers, context).ok) return say(wording(answers, context), common);
  return say(`${wording(answers, context)}\nSo far: ${soFar}. /keep leaves it so.`, [
    ...new Set([soFar, ...common]),
  ]);
}

/** Takes an answer, or says why it can't be; an email address is looked up before it counts. */
export function takeAnswer(
  state: IntakeState,
  question: QuestionName,
  typed: string,
  context: IntakeContext,
): IntakeStep {
  const taken = QUESTION[question].take(typed, state.answers, context);
  if (!taken.ok) {
    const common = QUESTION[question].suggestions(state.answers, context);
    return goOn(state, [say(taken.why, taken.suggestions.length > 0 ? taken.suggestions : common)]);
  }
  if (question !== 'email') return afterAnswer(state, question, taken.value, context);
  return waitFor(
    { ...state, waiting: { for: 'emailChecked', email: taken.value.email as string } },
    [],
    context,
  );
}

/** After an answer that was taken: the next question, or the summary where all is said or one was edited. */
export function afterAnswer(
  state: IntakeState,
  question: QuestionName,
  answers: Answers,
  context: IntakeContext,
): IntakeStep {
  const readBack = say(QUESTION[question].readBack(answers, context, state.answers));
  const next = questionAfter(question);
  if (next !== undefined && state.before === null) {
    return goOn({ ...state, step: next, answers }, [readBack, ask(next, answers, context)]);
  }
  return toSummary({ ...state, answers }, allAnswers(answers) as AllAnswers, [readBack], context);
}

/** Asks for the preview, or first for the answer that no longer fits the others or the calendar. */
export function toSummary(
  state: IntakeState,
  answers: AllAnswers,
  replies: readonly Reply[],
  context: IntakeContext,
): IntakeStep {
  const misfit = firstMisfit(answers, context);
  if (misfit === null) {
    const summary: IntakeState = {
      ...state,
      step: 'summary',
      answers,
      before: null,
      waiting: { for: 'previewed' },
      preview: null,
    };
    return waitFor(summary, replies, context);
  }
  const { question, fault } = misfit;
  const asked: IntakeState = {
    ...state,
    step: question,
    answers,
    before: state.before ?? answers,
    waiting: null,
  };
  return goOn(asked, [...replies, say(fault.why), ask(question, answers, context)]);
}

/** The summary once the planner was asked. */
export function showSummary(state: IntakeState, context: IntakeContext): Reply {
  const { answers, preview } = state;
  if (preview === null) return say('One moment, the planner is looking whether this is possible.');
  return summaryReply(allAnswers(answers) as AllAnswers, preview, context);
}

/** An answer that was right when given may be wrong by an edit or by the days gone since. */
export function firstMisfit(
  answers: AllAnswers,
  context: IntakeContext,
): { readonly question: QuestionName; readonly fault: Refusal } | null {
  const start = dayOf(answers.start);
  const past = startFault(start, context);
  if (past !== null) return { question: 'start', fault: past };
  const window = endFault(start, dayOf(answers.end));
  if (window !== null) return { question: 'end', fault: window };
  const ranges = [answers.weekdays, answers.weekends, ...Object.values(answers.days)].flat();
  const slots = ranges.length === 0 ? noSlotsFault() : null;
  return slots === null ? null : { question: 'weekends', fault: slots };
}
