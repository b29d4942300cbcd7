import type { IntakeContext, IntakeStep, Reply } from './dialogue.ts';
import { ask, firstMisfit, goOn, over, say, takeAnswer, toSummary, waitFor } from './flow.ts';
import { EDITABLE, QUESTION, questionsNamed } from './questions/all.ts';
import { quoted, simplified } from './reading/plain-text.ts';
import { slotZoneIn } from './reading/slot-zone.ts';
import { type AllAnswers, allAnswers, type IntakeState, type QuestionName } from './state.ts';
import { summarySuggestions } from './summary.ts';
import { isAboutProposal, takeProposal } from './summary-proposals.ts';

const YES =
  /^(?:y|yes|yep|yeah|yes please|ok|okay|k|sure|confirm|confirmed|go|go ahead|queue|queue it|correct|👍|✅)$/u;
const NO = /^(?:n|no|nope|no thanks|cancel|stop|abort|discard|👎|❌)$/u;
const EDIT = /^(?:edit|change|fix|correct)\b ?/;

/**
 * The answer to the summary: yes, no, `apply 1`, `edit`, `edit end`, a field's name alone, or whose time
 * the slots are.
 */
export function takeDecision(state: IntakeState, typed: string, context: IntakeContext): IntakeStep {
  const text = simplified(typed.slice(0, 400)).replace(/[.!]+$/, '');
  if (YES.test(text)) return enqueue(state, context);
  if (NO.test(text))
    return over('cancelled', `Stopped. ${state.answers.name} was not queued. /start begins again.`);
  if (isAboutProposal(text)) return takeProposal(state, text, context);
  const named = text.replace(EDIT, '');
  if (EDIT.test(text) || questionsNamed(named).length > 0) return edit(state, named, context);
  if (/\b(?:time|zone)$/.test(text) && slotZoneIn(text) !== null)
    return takeAnswer(state, 'slotsZone', text, context);
  return goOn(state, [
    say(
      `I can't read ${quoted(typed)} here. Say yes to queue the candidate, edit to change something, e.g. edit end, or no to stop.`,
      summarySuggestions(state.preview),
    ),
  ]);
}

/** The answer to "what should change?". */
export function takeChoice(state: IntakeState, typed: string, context: IntakeContext): IntakeStep {
  return edit(state, simplified(typed.slice(0, 400)).replace(EDIT, ''), context);
}

/** Asks which answer should change. */
export function chooseReply({ answers }: IntakeState, context: IntakeContext): Reply {
  const lines = EDITABLE.map(
    (question, index) =>
      `${index + 1}. ${QUESTION[question].readBack(answers, context, answers).split('\n')[0]}`,
  );
  return say(
    ['What should change? Its name or number; /back leaves all as it is.', ...lines].join('\n'),
    labels(EDITABLE),
  );
}

function enqueue(state: IntakeState, context: IntakeContext): IntakeStep {
  const answers = allAnswers(state.answers) as AllAnswers;
  // Days may have gone by since the summary was shown.
  if (firstMisfit(answers, context) !== null) return toSummary(state, answers, [], context);
  return waitFor({ ...state, waiting: { for: 'enqueued' } }, [], context);
}

function edit(state: IntakeState, named: string, context: IntakeContext): IntakeStep {
  const questions = questionsNamed(named);
  const [question] = questions;
  if (question !== undefined && questions.length === 1) {
    const editing: IntakeState = { ...state, step: question, before: state.answers };
    return goOn(editing, [ask(question, state.answers, context)]);
  }
  const choosing: IntakeState = { ...state, step: 'choose' };
  if (questions.length > 1)
    return goOn(choosing, [say(`Which of them: ${labels(questions).join(', ')}?`, labels(questions))]);
  const unknown = named === '' ? [] : [say(`${quoted(named)} is none of the answers, e.g. end.`)];
  return goOn(choosing, [...unknown, chooseReply(state, context)]);
}

function labels(questions: readonly QuestionName[]): readonly string[] {
  return questions.map((question) => QUESTION[question].label);
}
