import fc from 'fast-check';
import type { Planned } from '../../../src/planning/answer.ts';
import type { Busy, PlanRequest } from '../../../src/request/model.ts';
import type { Procedure, Sop } from '../../../src/sop/model.ts';
import { casesOf, type Theme } from '../arbitrary.ts';
import { type Case, inForce, procedureOf, requestOf } from '../case.ts';

/** Several requests under one procedure, as plain JSON. */
export interface BatchCase {
  readonly sop: Case['sop'];
  readonly requests: readonly Case['request'][];
}

export interface BatchLeaning {
  readonly theme: Theme;
  readonly people: { readonly min: number; readonly max: number };
  /**
   * Whether all requests bring the same busy time, are under the same variant and of different people;
   * otherwise each brings some of it, windows differ in length, and two may be of one person.
   */
  readonly alike: boolean;
}

/** Small batches: the request of a random case several times over, each a little different. */
export function batchesOf({ theme, people, alike }: BatchLeaning): fc.Arbitrary<BatchCase> {
  const difference = fc.record({
    person: fc.integer({ min: 0, max: alike ? 0 : 6 }),
    late: fc.constantFrom(0, 0, 0, 1),
    early: fc.constantFrom(0, 0, 0, 1),
    unknown: fc.nat({ max: 7 }),
    alwaysFree: fc.boolean(),
  });
  return fc
    .tuple(casesOf(theme), fc.array(difference, { minLength: people.min, maxLength: people.max }))
    .map(([{ sop, request }, differences]) => ({
      sop: alike ? { ...sop, variants: [] } : sop,
      requests: differences.map(({ person, late, early, unknown, alwaysFree }, index) => ({
        ...request,
        candidate: { ...request.candidate, email: emailOf(alike || person > 0 ? index : 0) },
        ...(alwaysFree ? { slots: { everyday: ['00:00-24:00'] } } : {}),
        window: windowOf(request.window, late, early),
        busy: request.busy.filter((_, entry) => alike || entry % 8 !== unknown),
      })),
    }));
}

export function procedureOfBatch({ sop, requests }: BatchCase): Procedure {
  return procedureOf({ sop, request: requests[0]! });
}

export function requestsOf({ sop, requests }: BatchCase): PlanRequest[] {
  return requests.map((request) => requestOf({ sop, request }));
}

/** The procedure in force for one request of the batch. */
export function sopOf({ sop, requests }: BatchCase, index: number): Sop {
  return inForce({ sop, request: requests[index]! }).sop;
}

/** A request with other plans of its batch as `mock` busy time of their interviewers and candidates. */
export function beside(
  batch: BatchCase,
  requests: readonly PlanRequest[],
  plans: readonly (Planned | null)[],
  index: number,
): PlanRequest {
  const request = requests[index]!;
  const taken = plans.flatMap((plan, other) => {
    if (plan === null || other === index) return [];
    const { interviewers } = sopOf(batch, other);
    return plan.mocks.flatMap(({ interviewer, start, end }) =>
      [interviewers.get(interviewer)!.email, requests[other]!.candidate.email].map(
        (email): Busy => ({ email: email.toLowerCase(), start, end, kind: 'mock' }),
      ),
    );
  });
  return { ...request, busy: [...request.busy, ...taken] };
}

function emailOf(index: number): string {
  return `candidate-${index + 1}@example.com`;
}

function windowOf({ start, end }: Case['request']['window'], late: number, early: number) {
  const [first, last] = [Temporal.PlainDate.from(start), Temporal.PlainDate.from(end)];
  const days = first.until(last).days;
  const cut = late + early > days ? 0 : 1;
  return {
    start: first.add({ days: late * cut }).toString(),
    end: last.subtract({ days: early * cut }).toString(),
  };
}
