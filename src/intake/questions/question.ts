import type { IntakeContext } from '../dialogue.ts';
import type { Reading } from '../reading/reading.ts';
import type { Answers } from '../state.ts';

/** One question of the conversation: how it is asked, taken and read back. */
export interface Question {
  /** As the summary names it and `edit …` finds it, e.g. `Start`. */
  readonly label: string;
  ask(answers: Answers, context: IntakeContext): string;
  suggestions(answers: Answers, context: IntakeContext): readonly string[];
  /** The answers with this one in, or why it can't be. Never throws. */
  take(typed: string, answers: Answers, context: IntakeContext): Reading<Answers>;
  /** The present answer in its canonical form, which `take` understands as the same; null where there is none. */
  canonical(answers: Answers): string | null;
  /** The present answer for people, e.g. `Start: Tue 1 Dec 2026`; `previous` were the answers before it. */
  readBack(answers: Answers, context: IntakeContext, previous: Answers): string;
}
