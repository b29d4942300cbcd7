import type { MockMove } from '../booking/change-order.ts';
import { everyClash } from '../booking/clashes.ts';
import {
  type ComingInput,
  type ComingMock,
  type ComingPlan,
  type ComingProblem,
  comingProblem,
  planComing,
  strangeCourse,
  whyNoPlan,
} from '../booking/plan-coming.ts';
import type { Infeasible } from '../planning/answer.ts';
import type { Procedure, Sop, Way } from '../sop/model.ts';
import type { BookingRow } from '../store/rows.ts';
import { isAfter, outlookOf, placedAt } from './conditions/outlook.ts';
import type { Decision } from './decision-model.ts';
import type { Sight } from './model.ts';
import { eventMatters, isThere } from './standing.ts';

export interface Mended {
  readonly outcome: 'mended';
  readonly way: Way;
  /** In time order of the new places. */
  readonly moves: readonly MockMove[];
  readonly variant: string | null;
}

/** There is no right place for the mocks concerned, whatever of the rest may move. */
export interface NotMended {
  readonly outcome: 'not-mended';
  readonly problem: ComingProblem | null;
}

/** What may be mended how, out of a decision. */
export type Mending = Pick<Decision, 'mend' | 'fixed' | 'occupied'>;

export interface MendLimits {
  readonly ways: readonly Way[];
  /** Minutes from now before which no mock gets a new place, where the notice of the rules is less. */
  readonly notWithin: number;
}

/** A mock to come at the place where it stands. */
interface Stands {
  readonly row: BookingRow;
  readonly at: BookingRow;
  readonly isConcerned: boolean;
  readonly isFixed: boolean;
}

/**
 * Finds right places for the mocks concerned, in the first of the ways in which that is possible. In each way
 * as few mocks as can be get another time, then as few as can be another interviewer, and then `prefer`
 * decides. What has begun is given; nothing is planned before now and the longer of notice and `notWithin`.
 * A pure function but for the ids.
 *
 * @param newEventId ids for new events, where the event of a mock that moves was deleted
 * @param limits what the SOP's `onChange` says, unless people are to be shown what else there is
 */
export function mend(
  sight: Sight,
  mending: Mending,
  newEventId: () => string,
  limits?: MendLimits,
): Mended | NotMended {
  const { sop } = outlookOf(sight);
  const { ways, notWithin } = limits ?? sop.onChange;
  const coming = comingOf(sop, sight, mending);
  const input = {
    ...sight,
    done: sight.held.filter(({ id }) => !coming.some(({ row }) => row.id === id)),
    busy: [...sight.busy, ...mending.occupied, ...mending.mend.flatMap(({ forbids }) => forbids)],
    notWithin,
    keeping: 'first' as const,
  };
  let widest: ComingProblem | null = null;
  for (const way of ways) {
    const wished = coming.map((mock): ComingMock => ({ booking: mock.at, wish: wishOf(way, mock) }));
    const problem = comingProblem({ ...input, coming: wished });
    if (problem === null) break;
    const found = planComing(problem) ?? planAtSameGaps(way, { ...input, coming: wished }, mending);
    if (found !== null) {
      const moves = found.places.flatMap(({ from, to }): MockMove[] => {
        const { row, at } = coming.find((mock) => mock.row.id === from.id)!;
        return isThere(at, to) ? [] : [{ from: row, to, ...eventMatters(sop, sight, row, newEventId) }];
      });
      return { outcome: 'mended', way, moves, variant: problem.variant };
    }
    widest = problem;
  }
  return { outcome: 'not-mended', problem: widest };
}

/**
 * At the same time with others no gap changes: one that people agreed to, though it is against the rules, is
 * no reason against them. Where a rule is what is to be mended, it has to hold.
 */
function planAtSameGaps(way: Way, input: ComingInput, { mend: concerned }: Mending): ComingPlan | null {
  const isOfRules = concerned.some(({ noted }) => noted.some(({ condition }) => condition.kind === 'rule'));
  if (way !== 'sameTime' || isOfRules) return null;
  const problem = comingProblem({ ...input, procedure: withoutGaps(input.procedure) });
  return problem === null ? null : planComing(problem);
}

function withoutGaps(procedure: Procedure): Procedure {
  const freed = (sop: Sop): Sop => ({
    ...sop,
    rules: { ...sop.rules, minGap: 0, maxGap: null, courseGap: null },
  });
  const { base, variants } = procedure;
  return {
    ...procedure,
    base: freed(base),
    variants: variants.map((each) => ({ ...each, sop: freed(each.sop) })),
  };
}

/** Why there is no right place, and what would help; this takes much longer than finding that there is none. */
export function whyNotMended(sight: Sight, { problem }: NotMended): Infeasible {
  return problem === null ? strangeCourse(sight.procedure, sight.held) : whyNoPlan(problem);
}

function comingOf(sop: Sop, sight: Sight, { mend: concerned, fixed }: Mending): Stands[] {
  const { held, now } = sight;
  const mended = new Map(concerned.map(({ booking, place }) => [booking.id, place]));
  const standing = new Map(fixed.map(({ booking, place }) => [booking.id, place]));
  return held
    .map((row): Stands => {
      const place = mended.get(row.id) ?? standing.get(row.id);
      const at = place === undefined ? row : placedAt(sop, row, place);
      const isConcerned = mended.has(row.id);
      const isFixed = standing.has(row.id) || isInTheWayOfAstray(sop, sight, at);
      return { row, at, isConcerned, isFixed };
    })
    .filter(({ at, isConcerned }) => isConcerned || isAfter(at, now))
    .sort((a, b) => Temporal.Instant.compare(a.at.start, b.at.start));
}

/** Somebody put another mock's event in its way: it has not to make room, though nobody is planned there. */
function isInTheWayOfAstray(sop: Sop, { request, busy, now }: Sight, at: BookingRow): boolean {
  const astray = busy.filter(({ ours }) => ours?.isAstray === true);
  return everyClash(sop, request.candidate, [at], astray, now).length > 0;
}

function wishOf(way: Way, { isConcerned, isFixed }: Stands): ComingMock['wish'] {
  if (isConcerned) return way === 'sameTime' ? 'changes interviewer' : 'goes';
  return way === 'replan' && !isFixed ? 'may stay' : 'fixed';
}
