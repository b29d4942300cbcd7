import type { OnChange } from '../../sop/model.ts';
import type { AskedWhy, Noted } from '../decision-model.ts';
import type { Condition, ConditionKind } from '../model.ts';

/** What is to be done about one condition, taken by itself. */
export type Call =
  | { readonly what: 'mend' | 'putBack' | 'cancel' | 'accept' | 'tell' }
  | { readonly what: 'ask'; readonly why: AskedWhy };

/** How often what was ordered may fail before people are asked. */
const TRIES_MAX = 2;

/** What is known of the mock that a condition is at. */
export interface Circumstances {
  /** It starts, or stands by hand, too close to now to be moved without asking. */
  readonly isSoon: boolean;
  /** People said to leave something as it is that would be changed. */
  readonly isKept: boolean;
  /** It was changed by itself several times within a day; see `restlessMocks`. */
  readonly isRestless: boolean;
}

/**
 * What the SOP's `onChange` says is to be done. Accepting a right move by hand, cancelling what was deleted
 * and telling move nothing, so they are done close to the start, too.
 */
export function callFor(
  onChange: OnChange,
  { condition, observation }: Noted,
  { isSoon, isKept, isRestless }: Circumstances,
): Call {
  const what = policyFor(onChange, condition.kind);
  if (what === 'tell') return { what };
  if (observation.tries >= TRIES_MAX) return { what: 'ask', why: 'tries' };
  if (isKept) return { what: 'ask', why: 'kept' };
  if (isWrong(condition)) return { what: 'ask', why: 'wrong' };
  if (what === 'ask') return { what, why: 'policy' };
  if (what !== 'mend' && what !== 'putBack') return { what };
  if (isSoon) return { what: 'ask', why: 'soon' };
  return isRestless ? { what: 'ask', why: 'restless' } : { what };
}

/** What the SOP says of a kind, whatever else is known of the mock. */
export function policyFor(
  onChange: OnChange,
  kind: ConditionKind,
): 'mend' | 'ask' | 'accept' | 'putBack' | 'cancel' | 'tell' {
  switch (kind) {
    case 'interviewer-declined':
      return onChange.interviewerDeclines;
    case 'interviewer-busy':
    case 'time-off':
      return onChange.interviewerBusy;
    case 'candidate-declined':
      return onChange.candidateDeclines;
    case 'candidate-busy':
      return onChange.candidateBusy;
    case 'moved':
    case 'interviewer-changed':
      return onChange.movedByHand;
    case 'deleted':
      return onChange.deletedByHand;
    case 'edited':
      return onChange.editedByHand;
    case 'rule':
      return onChange.sopEdited;
    // Whether it is needed only those can say who made it.
    case 'double':
      return 'ask';
  }
}

/** A place by hand that breaks rules; of a broken rule alone it is the SOP that was changed. */
function isWrong({ place, broken }: Condition): boolean {
  return place !== undefined && broken.length > 0;
}
