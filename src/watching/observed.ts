import type { BookingRow, CandidateRow, EscalationRow, ObservationRow, SeenInput } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { isAfter } from './conditions/outlook.ts';
import { conditionsOf } from './conditions.ts';
import type { Condition, Sight } from './model.ts';
import { saysTooMuch } from './open-questions.ts';
import { agreedOf, isAgreed, seenOf } from './policy/agreed.ts';
import { WATCHER, type WatchDesk } from './watch-desk.ts';

/** What is seen at a candidate, and all that the store knows of it, the settled too. */
export interface Observed {
  readonly conditions: readonly Condition[];
  readonly observations: readonly ObservationRow[];
  /** The open question is about more than is so still. */
  readonly isAskedTooMuch: boolean;
}

/**
 * Brings what the store knows in line with what is seen. Null where nothing is left to be dealt with. What
 * people agreed to, by keeping a mock as an exception, is as it should be.
 *
 * @param known what the store knows to be not as booked at this candidate
 * @param question the one that is open about this candidate
 */
export async function observed(
  { store, workspace, log }: WatchDesk,
  sight: Sight,
  known: readonly ObservationRow[],
  question: EscalationRow | null,
): Promise<Observed | null> {
  const candidateId = sight.candidate.id;
  const unseen = known.filter(({ bookingId }) => isUnseen(sight, bookingId));
  const inSight = conditionsOf(sight);
  const isAtRest = (rows: readonly ObservationRow[]) =>
    rows.every(({ state }) => state !== 'open') && (question === null || !saysTooMuch(question, rows));
  if (isSame([...inSight.map(seenOf), ...unseen], known) && isAtRest(known)) {
    return null;
  }
  if (!(await isAsRead(store, sight.candidate))) return null;
  const agreed = agreedOf(sight.held, await store.observations({ workspace, candidateId, settled: true }));
  const conditions = inSight.filter((condition) => !isAgreed(agreed, condition));
  const seen = [...conditions.map(seenOf), ...unseen];
  let lasting = known;
  if (!isSame(seen, known)) {
    lasting = await store.observe({ candidateId, seen: seen.map(inputOf), actor: WATCHER });
    const before = new Set(known.map(({ id }) => id));
    for (const { id, kind, bookingId } of lasting.filter((each) => !before.has(each.id))) {
      log.info({ workspace, candidateId, observationId: id, kind, bookingId }, 'A mock is not as booked');
    }
  }
  if (isAtRest(lasting)) return null;
  const observations = await store.observations({ workspace, candidateId, settled: true });
  const isAskedTooMuch = question !== null && saysTooMuch(question, lasting);
  return { conditions, observations, isAskedTooMuch };
}

/**
 * A worker may have changed something since the calendar was read, and seeing to those before in the round takes
 * a while, too: what is seen of that moment is of no matter any more, and the next look sees what is.
 */
async function isAsRead(store: Pick<Store, 'candidates'>, read: CandidateRow): Promise<boolean> {
  const [now] = await store.candidates({ workspace: read.workspace, id: read.id });
  return now?.state === 'scheduled' && now.updatedAt.equals(read.updatedAt);
}

/** Nobody looked how its event stands in this round: what was known of it is not over for that. */
function isUnseen({ held, events, now }: Sight, bookingId: string): boolean {
  const booking = held.find((each: BookingRow) => each.id === bookingId);
  return booking !== undefined && isAfter(booking, now) && !events.has(bookingId);
}

type Named = Pick<SeenInput, 'bookingId' | 'kind' | 'key'>;

function isSame(seen: readonly Named[], known: readonly Named[]): boolean {
  const names = (all: readonly Named[]) =>
    new Set(all.map(({ bookingId, kind, key }) => JSON.stringify([bookingId, kind, key])));
  return names(seen).symmetricDifference(names(known)).size === 0;
}

function inputOf({ bookingId, kind, key, summary, details }: SeenInput): SeenInput {
  return { bookingId, kind, key, summary, details };
}
