import type { IntakeContext, IntakeStep, Reply } from './dialogue.ts';
import { ask, goOn, say, showSummary, takeAnswer, toSummary } from './flow.ts';
import { QUESTION } from './questions/all.ts';
import { oneLine, quoted } from './reading/plain-text.ts';
import { type AllAnswers, allAnswers, type IntakeState, questionBefore } from './state.ts';

/** The command that a text begins with, in lower case and without `@bot`; null where it is no command. */
export function commandIn(text: string): string | null {
  const match = /^\/([^\s@]{0,60})/.exec(oneLine(text.slice(0, 400)));
  return match === null ? null : (match[1] ?? '').toLowerCase();
}

/** Does what a command says; `open` is what stands open, repeated where a command changes nothing. */
export function obey(command: string, state: IntakeState, open: Reply, context: IntakeContext): IntakeStep {
  switch (command) {
    case 'back':
      return back(state, open, context);
    case 'keep':
      return keep(state, open, context);
    case 'help':
      return goOn(state, [
        say('/back goes one question back, /keep leaves an answer as it was, /cancel stops.'),
        open,
      ]);
    case 'start':
      return goOn(state, [
        say('A candidate is being taken in already; /cancel stops that, then /start begins again.'),
        open,
      ]);
    default:
      return goOn(state, [
        say(
          `${quoted(`/${command}`)} means nothing in the middle of a candidate. Here are /back, /keep and /cancel, or answer the question.`,
        ),
        open,
      ]);
  }
}

/** One question back; from the summary to the last question; from an edit to the summary as it was. */
function back(state: IntakeState, open: Reply, context: IntakeContext): IntakeStep {
  const { step, before } = state;
  if (before !== null) {
    const unedited: IntakeState = { ...state, answers: before, before: null };
    return leaveEdit(unedited, 'The edit is dropped.', context);
  }
  if (step === 'choose') return leaveEdit(state, 'Nothing is changed.', context);
  const question = questionBefore(step);
  if (question === undefined) return goOn(state, [say('This is the first question; /cancel stops.'), open]);
  return goOn({ ...state, step: question, preview: null }, [ask(question, state.answers, context)]);
}

/** Back to the summary with unchanged answers, thus mostly with the preview they had. */
function leaveEdit(state: IntakeState, text: string, context: IntakeContext): IntakeStep {
  if (state.preview === null)
    return toSummary(state, allAnswers(state.answers) as AllAnswers, [say(text)], context);
  const summary: IntakeState = { ...state, step: 'summary' };
  return goOn(summary, [say(text), showSummary(summary, context)]);
}

/** The present answer once more, as if it had been typed. */
function keep(state: IntakeState, open: Reply, context: IntakeContext): IntakeStep {
  const { step, answers } = state;
  if (step === 'choose') return leaveEdit(state, 'Nothing is changed.', context);
  if (step === 'summary') return goOn(state, [say('Everything is kept.'), open]);
  const canonical = QUESTION[step].canonical(answers);
  if (canonical === null) return goOn(state, [say('There is no answer yet that could be kept.'), open]);
  return takeAnswer(state, step, canonical, context);
}
