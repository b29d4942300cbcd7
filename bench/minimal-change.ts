import { findPlan } from '../src/planning/plan.ts';
import type { FixedMock, KeptMock, PlanRequest } from '../src/request/model.ts';
import type { Procedure } from '../src/sop/model.ts';
import { defaultProcedure, type Instance, instanceOf, type Kind } from './instance.ts';
import { leastOf, median, ms } from './measure.ts';
import { anyOrder, onGrid, withPeople } from './procedures.ts';
import { between, seeded } from './random.ts';
import type { Report } from './report.ts';

const RUNS = 7;
const REQUESTS = { full: 25, quick: 5 };
/** Seeds from here on are of requests that are planned before the clock runs. */
const WARMING_UP = 1_000_000;
/** So many of the first mocks are fixed in the last column. */
const FIXED = 4;
/** So many others lose their interviewer. */
const LOST = 3;

interface Taken {
  /** Milliseconds. */
  readonly first: number;
  readonly change: number;
  readonly withFixed: number;
}

/** What it takes to plan anew with as few changes as can be, beside a first plan. */
export function minimalChangeCost(report: Report): void {
  const count = report.quick ? REQUESTS.quick : REQUESTS.full;
  const rows = kinds().map(({ label, kind }) => {
    report.progress(`minimal change: ${label}`);
    for (let seed = 1; seed <= 3; seed += 1) takenBy(kind, WARMING_UP + seed);
    const taken: Taken[] = [];
    for (let seed = 1; taken.length < count; seed += 1) taken.push(...takenBy(kind, seed));
    const cell = (of: (each: Taken) => number) => {
      const all = taken.map(of);
      return `${ms(median(all))} (${ms(Math.max(...all))})`;
    };
    return [label, cell(({ first }) => first), cell(({ change }) => change), cell((each) => each.withFixed)];
  });
  report.table(['', 'first plan', 'minimal change', `with ${FIXED} fixed`], rows);
}

function kinds(): { readonly label: string; readonly kind: Kind }[] {
  const procedure = defaultProcedure();
  const of = (label: string, by: Procedure, weeks: number) => ({
    label,
    kind: { procedure: by, weeks, busy: 0.5 },
  });
  return [
    of('13 mocks, 4 weeks', procedure, 4),
    of('13 mocks, 8 weeks', procedure, 8),
    of('13 mocks, 12 weeks', procedure, 12),
    of('12 weeks on a 5-minute grid', onGrid(5), 12),
    of('10 courses in any order, 8 weeks', anyOrder(10), 8),
    of('200 interviewers, 4 weeks', withPeople(200), 4),
  ];
}

/** Nothing where the request has no plan to begin with. */
function takenBy(kind: Kind, seed: number): Taken[] {
  const { procedure, request } = instanceOf(kind, seed);
  const first = leastOf(RUNS, () => findPlan(procedure, request));
  if (first.value === null) return [];
  const { mocks } = first.value;
  const random = seeded(seed);
  const lost = new Set<number>();
  while (lost.size < LOST) lost.add(between(random, FIXED, mocks.length - 1));
  const changed = changedRequest(procedure, request, mocks, lost);
  const fixed = mocks.slice(0, FIXED).map(asFixed);
  const rest = { ...changed, fixed, keep: mocks.slice(FIXED).map(asKept) };
  return [
    {
      first: first.milliseconds,
      change: leastOf(RUNS, () => findPlan(procedure, changed)).milliseconds,
      withFixed: leastOf(RUNS, () => findPlan(procedure, rest)).milliseconds,
    },
  ];
}

type Mocks = NonNullable<ReturnType<typeof findPlan>>['mocks'];

/** All mocks are to be kept, and some interviewers got busy at theirs. */
function changedRequest(
  { base }: Procedure,
  request: Instance['request'],
  mocks: Mocks,
  lost: ReadonlySet<number>,
): PlanRequest {
  const busy = [...lost].map((index) => {
    const { interviewer, start, end } = mocks[index]!;
    const { email } = base.interviewers.get(interviewer)!;
    return { email, start, end, kind: 'other' as const };
  });
  return { ...request, busy: [...request.busy, ...busy], keep: mocks.map(asKept), keeping: 'first' };
}

function asKept({ course, number, start, interviewer }: Mocks[number]): KeptMock {
  return { course, number, start, interviewer };
}

function asFixed({ course, number, start, end, interviewer }: Mocks[number]): FixedMock {
  return { course, number, start, end, interviewer };
}
