import { DAY_NAMES, type DayName } from '../time/weekly-slots.ts';
import type { IntakeContext, IntakeStep, Preview, PreviewProposal, RequestChange } from './dialogue.ts';
import { goOn, say, toSummary } from './flow.ts';
import { type AllAnswers, type Answers, allAnswers, type IntakeState } from './state.ts';
import { summarySuggestions } from './summary.ts';

/** What an answer to the summary must begin with to be about a proposal. */
const APPLY =
  /^(?:apply|take|use|try|accept)(?: (?:the )?(?:proposal|suggestion|number|no))?(?: ?#?(\d{1,2}))?$/;

/** Whether simplified text asks for a proposal, or for one of them. */
export function isAboutProposal(text: string): boolean {
  return APPLY.test(text);
}

/**
 * Takes a proposal of the preview into the answers and asks for a new preview; one that changes the SOP
 * is explained instead. `text` is simplified text that `isAboutProposal`.
 */
export function takeProposal(state: IntakeState, text: string, context: IntakeContext): IntakeStep {
  const offered = proposalsOf(state.preview);
  const written = APPLY.exec(text)?.[1];
  const number = written === undefined && offered.length === 1 ? 1 : Number(written ?? 0);
  const proposal = offered[number - 1];
  const suggestions = summarySuggestions(state.preview);
  if (proposal === undefined) return goOn(state, [say(noneOf(offered), suggestions)]);
  if ('edit' in proposal) return goOn(state, [say(`${proposal.message}\n${proposal.edit}`, suggestions)]);
  const answers = withChange(state.answers, proposal.request);
  return toSummary(state, allAnswers(answers) as AllAnswers, [say(`Taken up: ${proposal.message}`)], context);
}

/** The proposals of a preview; none where it has no need of any. */
export function proposalsOf(preview: Preview | null): readonly PreviewProposal[] {
  return preview?.status === 'infeasible' ? preview.proposals : [];
}

function noneOf(offered: readonly PreviewProposal[]): string {
  if (offered.length === 0) return 'There is no proposal to apply. edit changes an answer, e.g. edit end.';
  if (offered.length === 1) return 'There is one proposal: apply 1.';
  return `Which of the ${offered.length} proposals? Say e.g. apply 1.`;
}

/** The answers with a part of a request merged in, as the planner tried it. */
export function withChange(answers: Answers, { window = {}, slots = {} }: RequestChange): Answers {
  const { everyday } = slots;
  const own = Object.entries(slots).filter(([key]) => (DAY_NAMES as readonly string[]).includes(key));
  return {
    ...answers,
    start: window.start ?? answers.start,
    end: window.end ?? answers.end,
    weekdays: slots.weekdays ?? everyday ?? answers.weekdays,
    weekends: slots.weekends ?? everyday ?? answers.weekends,
    days: { ...answers.days, ...(Object.fromEntries(own) as Partial<Record<DayName, readonly string[]>>) },
  };
}
