import { formatDuration } from '../time/duration.ts';
import type { OnChange, Way } from './model.ts';

type Policy = Exclude<keyof OnChange, 'ways' | 'notWithin'>;

const WHAT: Readonly<Record<Policy, string>> = {
  interviewerDeclines: 'an interviewer who declines',
  interviewerBusy: 'an interviewer who is taken otherwise or off',
  candidateDeclines: 'a candidate who declines',
  candidateBusy: 'a candidate who is taken otherwise',
  movedByHand: 'a right move by hand',
  deletedByHand: 'a deleted event',
  editedByHand: 'an event edited by hand',
  sopEdited: 'bookings that an edit of this file makes wrong',
};

const DONE: Readonly<Record<OnChange[Policy], string>> = {
  mend: 'mended by itself',
  accept: 'accepted as it is',
  putBack: 'put back',
  cancel: 'the mock is cancelled',
  tell: 'left, and told once',
  ask: 'people are asked',
};

const WAY: Readonly<Record<Way, string>> = {
  sameTime: 'another interviewer at the same time',
  anotherTime: 'another time for that mock alone',
  replan: 'the rest planned anew with as few moves as possible',
};

/** What is done when booked mocks are no longer as booked: sentences by the key they are shown under. */
export function describeOnChange(onChange: OnChange): ReadonlyMap<string, string> {
  const policies = Object.keys(WHAT) as Policy[];
  const done = (Object.keys(DONE) as OnChange[Policy][]).flatMap((what) => {
    const those = policies.filter((policy) => onChange[policy] === what).map((policy) => WHAT[policy]);
    return those.length === 0 ? [] : [`${DONE[what]}: ${those.join(', ')}`];
  });
  const ways =
    onChange.ways.length === 0
      ? 'In no way: whatever is to be mended is asked about instead.'
      : `${capital(onChange.ways.map((way) => WAY[way]).join('; else '))}; else people are asked.`;
  return new Map([
    ['onChange', `${capital(done.join('; '))}.`],
    ['ways', ways],
    ['notWithin', `A mock that starts within ${formatDuration(onChange.notWithin)} is not moved by itself.`],
  ]);
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
