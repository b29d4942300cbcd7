import type { OnChange } from '../../sop/model.ts';
import type { ObservationRow } from '../../store/rows.ts';
import type { ConditionKind } from '../model.ts';
import { policyFor } from './call.ts';

/** So often a day at most a mock is changed by itself: whatever goes on there, it is not the end of it. */
const CHANGES_MAX = 3;
const DAY = { hours: 24 };

const KINDS: readonly ConditionKind[] = [
  'interviewer-declined',
  'interviewer-busy',
  'time-off',
  'candidate-declined',
  'candidate-busy',
  'moved',
  'interviewer-changed',
  'deleted',
  'edited',
  'rule',
];

/**
 * The mocks (booking ids) that were changed by themselves so often within a day that people have to say how
 * it goes on. A guard against whatever answers every change with another, such as a calendar that declines by
 * itself or a second program. What one change settled counts once, though it may have been several things.
 *
 * @param observations those of the candidate, the settled ones too
 */
export function restlessMocks(
  onChange: OnChange,
  observations: readonly ObservationRow[],
  now: Temporal.Instant,
): ReadonlySet<string> {
  const byItself = new Set<string>(
    KINDS.filter((kind) => ['mend', 'putBack'].includes(policyFor(onChange, kind))),
  );
  const since = now.subtract(DAY);
  const settled = observations.filter(
    ({ kind, settledAt, details: { broken } }) =>
      byItself.has(kind) &&
      settledAt !== null &&
      Temporal.Instant.compare(settledAt, since) > 0 &&
      // What broke rules by hand, people were asked about.
      !(Array.isArray(broken) && broken.length > 0),
  );
  const changes = Map.groupBy(settled, ({ bookingId }) => bookingId);
  return new Set(
    [...changes]
      .filter(([, own]) => new Set(own.map(({ settledAt }) => `${settledAt}`)).size >= CHANGES_MAX)
      .map(([bookingId]) => bookingId),
  );
}
