import type { Planned, Score } from '../planning/answer.ts';
import { bestPlan } from '../planning/find-plan.ts';
import type { MockRestriction } from '../planning/mock-restriction.ts';
import { type Problem, problemOf } from '../planning/problem.ts';
import { restricted } from '../planning/restriction.ts';
import type { PlanRequest } from '../request/model.ts';
import type { Sop } from '../sop/model.ts';
import type { PlannedBooking } from '../store/rows.ts';
import { minuteFloor } from '../time/zoned-day.ts';
import type { Clash } from './clashes.ts';

/** More mocks than have to go may be moved by so many: with a third it is another plan, which people should see first. */
const FURTHER_MAX = 2;

/**
 * The best right plan that settles the clashes and moves as few mocks as can be: all others keep time
 * and interviewer. Of plans that move equally few, one that only changes interviewers is preferred,
 * then the better one by the SOP's `prefer`. Null where moving the mocks in question and up to two
 * more does not do. Mocks that began already stay.
 */
export function planAround(
  { sop, variant }: { readonly sop: Sop; readonly variant: string | null },
  request: PlanRequest,
  mocks: readonly PlannedBooking[],
  clashes: readonly Clash[],
): Planned | null {
  const problem = problemWithPins(sop, request, mocks);
  const movable = mocks.filter(({ start }) => Temporal.Instant.compare(start, request.now) > 0);
  const least = Math.max(1, ...clashes.map(({ tooMany }) => tooMany));
  const most = Math.min(movable.length, leastToMove(clashes) + FURTHER_MAX);
  for (let size = least; size <= most; size += 1) {
    const sets = [...subsets(movable, size)].filter((moved) => settles(moved, clashes));
    for (const sameTime of [true, false]) {
      const plans = sets.flatMap((moved) => {
        const limits = mocks.map((mock) =>
          moved.includes(mock) ? mayMove(sop, request, mock, sameTime) : pinned(mock),
        );
        return bestPlan(restricted(problem, limits), request, variant) ?? [];
      });
      const [best] = plans.sort((a, b) => compareScores(sop, a.score, b.score));
      if (best !== undefined) return best;
    }
  }
  return null;
}

/** What is pinned was planned with notice and with a calendar that could be read; neither is asked again. */
function problemWithPins(sop: Sop, request: PlanRequest, mocks: readonly PlannedBooking[]): Problem {
  const asIfAt = mocks.map(({ start }) => start.subtract({ minutes: sop.rules.minNotice }));
  const now = [request.now, ...asIfAt].reduce((a, b) => (Temporal.Instant.compare(a, b) < 0 ? a : b));
  return problemOf(sop, { ...request, now, unreadable: new Set() });
}

function pinned(mock: PlannedBooking): MockRestriction {
  const at = minuteFloor(mock.start);
  return {
    course: mock.course,
    number: mock.number,
    allows: (start, interviewer) => start === at && interviewer === mock.interviewer,
  };
}

function mayMove(sop: Sop, request: PlanRequest, mock: PlannedBooking, sameTime: boolean): MockRestriction {
  const [from, to] = [minuteFloor(mock.start), minuteFloor(mock.end)];
  const length = to - from;
  const earliest = request.now.epochMilliseconds / 60_000 + sop.rules.minNotice;
  return {
    course: mock.course,
    number: mock.number,
    allows: (start, id) => {
      if (start < earliest || (sameTime && start !== from)) return false;
      const interviewer = sop.interviewers.get(id);
      if (sop.busy.unreadable === 'refuse' && request.unreadable.has(interviewer?.email.toLowerCase() ?? ''))
        return false;
      // What else stands there cannot be told from their own calendar, which shows this very mock then.
      const hidden = interviewer?.calendar !== null && id === mock.interviewer;
      return !hidden || start >= to || start + length <= from;
    },
  };
}

/** How many mocks have to move at least: of overlapping clashes, each mock is counted once. */
function leastToMove(clashes: readonly Clash[]): number {
  const sure = new Set(clashes.filter(isSure).flatMap(({ mocks }) => mocks));
  const open = clashes.filter((clash) => !isSure(clash));
  return open.reduce((sum, { mocks, tooMany }) => {
    return sum + Math.max(0, tooMany - mocks.filter((mock) => sure.has(mock)).length);
  }, sure.size);
}

const isSure = ({ mocks, tooMany }: Clash) => mocks.length === tooMany;

function settles(moved: readonly PlannedBooking[], clashes: readonly Clash[]): boolean {
  return clashes.every(
    ({ mocks, tooMany }) => mocks.filter((mock) => moved.includes(mock)).length >= tooMany,
  );
}

function* subsets<Item>(items: readonly Item[], size: number, from = 0): Generator<Item[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let at = from; at <= items.length - size; at += 1) {
    for (const rest of subsets(items, size - 1, at + 1)) yield [items[at]!, ...rest];
  }
}

function compareScores(sop: Sop, a: Score, b: Score): number {
  for (const criterion of sop.prefer) {
    const difference =
      criterion === 'finishDay'
        ? Temporal.PlainDate.compare(a.finishDay, b.finishDay)
        : a[criterion] - b[criterion];
    if (difference !== 0) return difference;
  }
  return 0;
}
