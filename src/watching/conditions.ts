import { deletedCondition, editedCondition, handPlaceCondition } from './conditions/by-hand.ts';
import { declinedConditions } from './conditions/declined.ts';
import { doubleConditions } from './conditions/double.ts';
import { type Fault, faultsOf } from './conditions/faults.ts';
import { byHandOf, placedMocks } from './conditions/hand-places.ts';
import { type Outlook, outlookOf } from './conditions/outlook.ts';
import type { Condition, ConditionKind, Sight } from './model.ts';

const KINDS: readonly ConditionKind[] = [
  'deleted',
  'moved',
  'interviewer-changed',
  'interviewer-declined',
  'candidate-declined',
  'interviewer-busy',
  'candidate-busy',
  'time-off',
  'rule',
  'edited',
  'double',
];

/**
 * Everything that is not as booked at mocks to come, in their time order, each thing once. A mock that was
 * moved by hand to a place that is right by the SOP is judged there, and any other where it is booked. The
 * order in which a calendar lists events, entries and guests says nothing. A pure function.
 */
export function conditionsOf(sight: Sight): readonly Condition[] {
  const outlook = outlookOf(sight);
  const byHand = byHandOf(outlook);
  const mocks = placedMocks(outlook, byHand);
  const wrong = new Set(byHand.filter(({ broken }) => broken.length > 0).map(({ booking }) => booking.id));
  const conditions = [
    ...byHand.map((each) => handPlaceCondition(outlook, each)),
    ...outlook.coming.flatMap(({ booking }) => doubleConditions(outlook, booking)),
    ...outlook.coming.flatMap(({ booking, stand }): Condition[] => {
      if (stand.how === 'unseen') return [];
      if (stand.how === 'gone') return [deletedCondition(outlook, booking)];
      const mock = mocks.find(({ id }) => id === booking.id)!;
      return [...declinedConditions(outlook, mock, stand), ...editedCondition(outlook, booking, stand)];
    }),
    // What the SOP says of where a mock was before somebody moved it wrong, that move has overtaken.
    ...conditionsOfFaults(
      faultsOf(outlook, mocks).filter(({ kind, bookingId }) => kind !== 'rule' || !wrong.has(bookingId)),
    ),
  ];
  return inOrder(outlook, conditions);
}

/** The same entry read twice is one condition, and a rule that is broken in several ways at one mock, too. */
function conditionsOfFaults(faults: readonly Fault[]): Condition[] {
  const same = Map.groupBy(faults, ({ bookingId, kind, key }) => JSON.stringify([bookingId, kind, key]));
  return [...same.values()].map((group) => {
    const { bookingId, kind, key } = group[0]!;
    const sentences = [...new Set(group.map(({ sentence }) => sentence))].sort();
    return { bookingId, kind, key, summary: sentences.join(' '), broken: kind === 'rule' ? sentences : [] };
  });
}

function inOrder({ sight, coming }: Outlook, conditions: readonly Condition[]): Condition[] {
  const ids = [...coming.map(({ booking }) => booking.id), ...sight.held.map(({ id }) => id)];
  const rank = ({ bookingId, kind }: Condition) =>
    ids.indexOf(bookingId) * KINDS.length + KINDS.indexOf(kind);
  return [...conditions].sort((a, b) => rank(a) - rank(b) || (a.key < b.key ? -1 : 1));
}
