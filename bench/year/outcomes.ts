import type { MoveOrder } from '../../src/booking/change-order.ts';
import type { ObservationRow } from '../../src/store/rows.ts';
import { WATCHER } from '../../src/watching/watch-desk.ts';
import type { Asked, Ledger, Ordered } from './ledger.ts';

/** In which way a mock was put right without a human. */
export type MendedHow = 'same time' | 'another time' | 'replanned' | 'accepted';

/** Why a human was asked. */
export type AskedFor = 'policy' | 'wrong' | 'soon' | 'noWay' | 'tries' | 'kept';

/** What became of something that was seen. */
export type Outcome =
  | { readonly what: 'mended'; readonly how: MendedHow }
  | { readonly what: 'asked'; readonly why: AskedFor }
  /** `told`: people are told, and nothing need be decided. `over`: no longer so, by itself. */
  | { readonly what: 'told' | 'over' | 'open' };

/** What the default `onChange` has people asked about, whatever else. */
const ASKED_BY_POLICY: readonly string[] = ['candidate-declined', 'candidate-busy', 'deleted', 'rule'];
const TRIES_MAX = 2;

export function outcomeOf(row: ObservationRow, ledger: Ledger): Outcome {
  const concerns = ({ observations }: { readonly observations: readonly string[] }) =>
    observations.includes(row.id);
  if (ledger.kept.some((kept) => kept.actor === WATCHER && concerns(kept))) return { what: 'told' };
  const asked = ledger.asked.find(concerns);
  if (asked !== undefined) return { what: 'asked', why: whyAsked(row, asked, ledger) };
  const mended = mendsOf(ledger).find(({ order }) => concerns(order));
  if (mended !== undefined) return { what: 'mended', how: howMended(row, mended.order, ledger) };
  return { what: row.state === 'settled' ? 'over' : 'open' };
}

export interface Mend extends Ordered {
  readonly order: MoveOrder;
}

/** Changes that the watcher ordered by itself, and that were carried out. */
export function mendsOf({ ordered }: Ledger): readonly Mend[] {
  return ordered.filter(
    (each): each is Mend => each.actor === WATCHER && each.done === true && each.order.kind === 'move',
  );
}

/** How many mocks got another time by a change, and how many another interviewer, than where they stood. */
export function sizeOf({ bookings }: MoveOrder): { readonly moved: number; readonly people: number } {
  const stood = bookings.map((move) => ({
    to: move.to,
    start: (move.seen ?? move.from).start,
    email: move.seen?.interviewer ?? move.from.interviewerEmail,
  }));
  return {
    moved: stood.filter(({ to, start }) => !to.start.equals(start)).length,
    people: stood.filter(({ to, email }) => to.interviewerEmail !== email).length,
  };
}

function howMended(row: ObservationRow, order: MoveOrder, ledger: Ledger): MendedHow {
  const own = order.bookings.find(({ id }) => id === row.bookingId);
  if (own === undefined) return 'replanned';
  const alone: MoveOrder = { ...order, bookings: [own] };
  const { moved, people } = sizeOf(alone);
  if (own.seen !== null && moved === 0 && people === 0) return 'accepted';
  // Mocks move with it at which nothing was seen: more than what is concerned was planned anew.
  const concerned = new Set(order.observations.map((id) => ledger.seen.get(id)?.row.bookingId));
  if (order.bookings.some(({ id }) => !concerned.has(id))) return 'replanned';
  return moved === 0 ? 'same time' : 'another time';
}

/** The strongest reason, in the watcher's own order. */
function whyAsked(row: ObservationRow, asked: Asked, ledger: Ledger): AskedFor {
  const others = ledger.kept.flatMap(({ observations }) => observations);
  const isKept = others.some((id) => ledger.seen.get(id)?.row.bookingId === row.bookingId && id !== row.id);
  if (row.tries >= TRIES_MAX) return 'tries';
  if (isKept) return 'kept';
  if (asked.soon.has(row.id)) return 'soon';
  const broken = row.details['broken'];
  const isWrong = row.details['place'] !== undefined && Array.isArray(broken) && broken.length > 0;
  if (isWrong) return 'wrong';
  return ASKED_BY_POLICY.includes(row.kind) ? 'policy' : 'noWay';
}
