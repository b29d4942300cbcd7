import type { Draft } from '../draft.ts';
import { least } from '../least.ts';
import { unitsOf } from '../sequence-units.ts';
import type { Situation } from '../situation.ts';
import { count, list } from '../wording.ts';

/** How many ways of leaving mocks out are tried before the whole kind is given up. */
const TRIED_MAX = 80;

/** How many last mocks of each course are left out, by the order of the sequence. */
type Cut = readonly number[];

/**
 * As many mocks as fit, the others left open: the last ones of one or more courses. Every course
 * keeps its first mock, since a change that is merged in can shorten a course and not remove it; and
 * it keeps what is fixed.
 */
export function partialDrafts(situation: Situation): Draft[] {
  const courses = unitsOf(situation.sop.sequence)
    .flat()
    .map((id) => situation.sop.courses.get(id)!);
  const { fixed = [] } = situation.request;
  const most = courses.map(({ id, mocks }) => {
    const numbers = fixed.filter(({ course }) => course === id).map(({ number }) => number);
    return Math.max(0, mocks.length - Math.max(1, ...numbers));
  });
  const patch = (cut: Cut) => ({
    courses: Object.fromEntries(
      courses.flatMap(({ id, mocks }, index) =>
        cut[index] === 0 ? [] : [[id, { mocks: mocks.slice(0, mocks.length - cut[index]!) }]],
      ),
    ),
  });
  const isPossible = (cut: Cut) => situation.isPossibleWith(patch(cut));
  const cut = fewest(most, isPossible, () => situation.isSpent);
  if (cut === null) return [];
  const all = courses.reduce((sum, { mocks }) => sum + mocks.length, 0);
  const left = cut.reduce((sum, mocks) => sum + mocks, 0);
  const named = courses.flatMap(({ id, mocks }, index) =>
    mocks.flatMap((_, number) => (number < mocks.length - cut[index]! ? [] : [`${id} Mock${number + 1}`])),
  );
  return [
    {
      kind: 'partial',
      agree: 'sop-owner',
      effort: 2,
      size: left,
      say: () => `Plan ${all - left} of the ${count(all, 'mock')} and leave ${list(named)} open`,
      confirm: () => situation.confirmPatch(patch(cut)),
    },
  ];
}

/** A cut of the fewest mocks, the latest courses first; null where none is found, or none can be proven to be. */
function fewest(most: Cut, isPossible: (cut: Cut) => boolean, isSpent: () => boolean): Cut | null {
  const total = most.reduce((sum, mocks) => sum + mocks, 0);
  const fromTheEnd = least(total, (mocks) => isPossible(lastOf(most, mocks)));
  if (fromTheEnd === null) return null;
  let tried = 0;
  for (let mocks = 1; mocks < fromTheEnd; mocks += 1) {
    for (const cut of cutsOf(most, mocks)) {
      tried += 1;
      if (tried > TRIED_MAX || isSpent()) return null;
      if (isPossible(cut)) return cut;
    }
  }
  return lastOf(most, fromTheEnd);
}

function lastOf(most: Cut, mocks: number): Cut {
  let left = mocks;
  return most
    .toReversed()
    .map((each) => {
      const taken = Math.min(each, left);
      left -= taken;
      return taken;
    })
    .toReversed();
}

/** Every cut of so many mocks in all, later courses first. */
function* cutsOf(most: Cut, mocks: number): Generator<Cut> {
  if (most.length === 0) {
    if (mocks === 0) yield [];
    return;
  }
  const [last] = most.slice(-1) as [number];
  for (let taken = Math.min(last, mocks); taken >= 0; taken -= 1) {
    for (const before of cutsOf(most.slice(0, -1), mocks - taken)) yield [...before, taken];
  }
}
