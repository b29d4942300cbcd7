import type { ReasonsGone } from '../booking/booking-desk.ts';
import { sentence } from '../time/spoken.ts';
import { conditionsOf } from './conditions.ts';
import { readSights } from './sight.ts';

/**
 * Which of the observations that a change was ordered for are so no longer. What nobody could look at in this
 * round is taken to be so still, as is all about a candidate who cannot be seen at all.
 */
export const reasonsGone: ReasonsGone = async (desk, candidate, observations) => {
  const { workspace, store, procedure, clock } = desk;
  const sights = await readSights(desk, procedure, clock.now(), [candidate]);
  const sight = sights.find((each) => each.candidate.id === candidate.id);
  if (sight === undefined) return [];
  const known = await store.observations({ workspace, candidateId: candidate.id });
  const conditions = conditionsOf(sight);
  return known
    .filter(({ id, bookingId }) => observations.includes(id) && sight.events.has(bookingId))
    .filter(
      ({ bookingId, kind, key }) =>
        !conditions.some((each) => each.bookingId === bookingId && each.kind === kind && each.key === key),
    )
    .map(({ summary }) => sentence(summary));
};
