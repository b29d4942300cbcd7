import type { Option, ToAsk } from '../decision-model.ts';
import type { ConditionKind } from '../model.ts';

const BY_HAND: readonly ConditionKind[] = ['moved', 'interviewer-changed', 'deleted', 'edited'];

/** What somebody did by hand is undone first; what happened to people is mended first; nothing is lost first. */
const AFTER_A_HAND: readonly Option['kind'][] = ['putBack', 'accept', 'deleteCopy', 'move', 'cancel'];
const AFTER_ALL_ELSE: readonly Option['kind'][] = ['move', 'deleteCopy', 'putBack', 'accept', 'cancel'];

/** An option with the mocks (booking ids) that it is for, in the order in which they were asked about. */
interface Weighed {
  readonly option: Option;
  readonly mocks: readonly string[];
  /** Of these, how far from what the case of each suggests; the worst counts. */
  readonly rank: number;
}

/**
 * The ways out in the order in which they are offered, at most `max`:
 * 1. what mends or restores all mocks at once in the way that suits each of them best,
 * 2. what mends or restores one mock, the way that suits it best first,
 * 3. what does so with several at once, though another way would suit some of them better,
 * 4. cancelling one mock, 5. cancelling several.
 * Where there are too many, cancelling several is left out first, then the second choices for one mock.
 */
export function arranged(about: readonly ToAsk[], options: readonly Option[], max: number): Option[] {
  const all = different(options.map((option) => weighed(about, options, option)));
  const isWhole = ({ mocks, rank }: Weighed) => mocks.length > 1 && rank === 0;
  const groupOf = (each: Weighed) => {
    const isOne = each.mocks.length <= 1;
    if (each.option.kind === 'cancel') return isOne ? 3 : 4;
    return isOne ? 1 : isWhole(each) ? 0 : 2;
  };
  const inOrder = all.toSorted((a, b) => groupOf(a) - groupOf(b) || a.rank - b.rank);
  return most(inOrder, groupOf, max).map(({ option }) => option);
}

/** The first choices of each kind are kept, so that cancelling one mock is not crowded out by them. */
function most(inOrder: readonly Weighed[], groupOf: (each: Weighed) => number, max: number): Weighed[] {
  const worth = (each: Weighed) => {
    const group = groupOf(each);
    if (group === 0 || (group === 1 && each.rank === 0)) return 0;
    return { 1: 1, 2: 1, 3: 2 }[group] ?? 3;
  };
  const kept = new Set(inOrder.toSorted((a, b) => worth(a) - worth(b)).slice(0, max));
  return inOrder.filter((each) => kept.has(each));
}

function weighed(about: readonly ToAsk[], options: readonly Option[], option: Option): Weighed {
  const concerned = about.filter((mock) => isFor(option, mock));
  const ranks = concerned.map((mock) => rankFor(mock, options, option.kind));
  return { option, mocks: concerned.map(({ booking }) => booking.id), rank: Math.max(0, ...ranks) };
}

function isFor({ settles }: Option, { noted }: ToAsk): boolean {
  return noted.some(({ observation }) => settles.includes(observation.id));
}

/** How many kinds of ways out that there are for a mock suit it better. */
function rankFor(mock: ToAsk, options: readonly Option[], kind: Option['kind']): number {
  const isByHand = mock.noted.some(({ condition }) => BY_HAND.includes(condition.kind));
  const kinds = isByHand ? AFTER_A_HAND : AFTER_ALL_ELSE;
  const offered = new Set(options.filter((each) => isFor(each, mock)).map((each) => each.kind));
  return kinds.filter((each) => offered.has(each)).indexOf(kind);
}

/** Two ways that come to the same for the same mocks are one; see `comesTo`. */
function different(all: readonly Weighed[]): Weighed[] {
  const keys = all.map(comesTo);
  return all.filter((_, index) => keys.indexOf(keys[index]!) === index);
}

/** What an option does, whatever it settles by that and whatever its own ids are. */
function comesTo({ option }: Weighed): string {
  switch (option.kind) {
    case 'cancel':
      return JSON.stringify([option.kind, option.bookings.map(({ id }) => id)]);
    case 'deleteCopy':
      return JSON.stringify([option.kind, option.copies]);
    default:
      return JSON.stringify([
        option.kind,
        option.moves.map(({ to: { id, interviewer, start, end } }) => [
          id,
          interviewer,
          `${start}`,
          `${end}`,
        ]),
      ]);
  }
}
