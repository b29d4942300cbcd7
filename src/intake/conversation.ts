import { commandIn, obey } from './commands.ts';
import type { IntakeContext, IntakeEvent, IntakeStep, IntakeWant, Reply } from './dialogue.ts';
import { afterAnswer, ask, goOn, over, say, showSummary, takeAnswer, wantOf } from './flow.ts';
import { oneLine } from './reading/plain-text.ts';
import { firstState, type IntakeState, type QuestionName, readState } from './state.ts';
import { chooseReply, takeChoice, takeDecision } from './summary-answers.ts';

const UNKNOWN_STATE =
  'This conversation was begun with another version of the scheduler and cannot go on. Nothing was queued. Please start again with /start.';

/** The first question. */
export function beginIntake(context: IntakeContext): IntakeStep {
  const state = firstState(context.now);
  const greeting = `A new candidate for ${context.sop.name}. Seven short questions; /back goes one back, /cancel stops.`;
  return goOn(state, [say(greeting), ask('name', state.answers, context)]);
}

/**
 * One step: a state as it came from the store and what happened give the next state and what to
 * say. Pure, and whatever is typed it does not throw. An event that the state does not wait for
 * (one that came twice) changes nothing and says nothing.
 */
export function advanceIntake(stored: unknown, event: IntakeEvent, context: IntakeContext): IntakeStep {
  const state = readState(stored);
  if (state === null) return over('cancelled', UNKNOWN_STATE);
  if (event.type === 'text') return hear(state, event.text, context);
  return learn(state, event, context);
}

/**
 * What the state still waits for, to be found out or done again after a restart; null where it
 * waits for a person. Asking twice is harmless: `enqueue` carries what makes its id the same.
 */
export function pendingWant(stored: unknown, context: IntakeContext): IntakeWant | null {
  const state = readState(stored);
  return state === null ? null : wantOf(state, context);
}

/** What to say where a chat is picked up again: the question that stands open. */
export function resumeReplies(stored: unknown, context: IntakeContext): readonly Reply[] {
  const state = readState(stored);
  if (state === null) return [say(UNKNOWN_STATE)];
  const about = state.answers.name === null ? 'a new candidate' : state.answers.name;
  return [say(`We were at ${about}; /cancel stops.`), openReply(state, context)];
}

/** The question a person is asked in this state, for a shell that adds a calendar or buttons; null where none is. */
export function openQuestion(stored: unknown): QuestionName | 'summary' | 'choose' | null {
  const state = readState(stored);
  return state === null || state.waiting !== null ? null : state.step;
}

function hear(state: IntakeState, text: string, context: IntakeContext): IntakeStep {
  const command = commandIn(text);
  if (command === 'cancel' && state.waiting?.for !== 'enqueued') {
    return over('cancelled', 'Stopped. Nothing was queued. /start begins again.');
  }
  if (state.waiting !== null) return goOn(state, [openReply(state, context)]);
  if (command !== null) return obey(command, state, openReply(state, context), context);
  if (oneLine(text) === '') {
    return goOn(state, [say('That message holds no text I could read.'), openReply(state, context)]);
  }
  if (state.step === 'summary') return takeDecision(state, text, context);
  if (state.step === 'choose') return takeChoice(state, text, context);
  return takeAnswer(state, state.step, text, context);
}

function learn(
  state: IntakeState,
  event: Exclude<IntakeEvent, { type: 'text' }>,
  context: IntakeContext,
): IntakeStep {
  const { waiting } = state;
  const open: IntakeState = { ...state, waiting: null };
  if (event.type === 'emailChecked' && waiting?.for === 'emailChecked') {
    const { queued } = event;
    if (queued === null)
      return afterAnswer(open, 'email', { ...state.answers, email: waiting.email }, context);
    const refusal = `${waiting.email} is in the queue already: ${queued.name}, ${queued.state}. Send another address, e.g. dana.fox@example.com, or /cancel.`;
    return goOn(open, [say(refusal)]);
  }
  if (event.type === 'previewed' && waiting?.for === 'previewed') {
    const shown: IntakeState = { ...open, preview: event.preview };
    return goOn(shown, [showSummary(shown, context)]);
  }
  if (event.type === 'enqueued' && waiting?.for === 'enqueued') {
    return over('enqueued', `${state.answers.name} is queued, as number ${event.position}.`);
  }
  if (event.type === 'enqueueRefused' && waiting?.for === 'enqueued') {
    return goOn(open, [say(`Not queued: ${event.why}`), showSummary(open, context)]);
  }
  return goOn(state, []);
}

/** What stands open: a question, a choice, the summary, or a moment's wait. */
function openReply(state: IntakeState, context: IntakeContext): Reply {
  const { step, waiting } = state;
  if (waiting?.for === 'emailChecked') {
    return say(`One moment, I am looking whether ${waiting.email} is in the queue already.`);
  }
  if (waiting?.for === 'enqueued') return say(`One moment, ${state.answers.name} is being queued.`);
  if (step === 'summary') return showSummary(state, context);
  if (step === 'choose') return chooseReply(state, context);
  return ask(step, state.answers, context);
}
