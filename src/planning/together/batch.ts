import type { PlanRequest } from '../../request/model.ts';
import type { Procedure } from '../../sop/model.ts';
import type { Planned } from '../answer.ts';
import { bestPlan, findPlan } from '../find-plan.ts';
import { problemBeside } from './beside.ts';
import { type Desk, deskOf } from './desk.ts';
import { type Rival, whoGivesWay } from './giving-way.ts';
import { busyOf, type Claim, type Placement, placementOf } from './placement.ts';
import type { Random } from './random.ts';
import { type Taste, tasted } from './taste.ts';
import { isRightBeside, objections, seeAlike } from './views.ts';
import type { PlanWeight } from './weights.ts';

/**
 * The candidates of a batch and their plans so far. Whatever is done to it, each plan in it is right
 * beside all others. Candidates are indices, in the order of the requests.
 */
export class Batch {
  readonly desks: readonly Desk[];
  readonly #procedure: Procedure;
  readonly #alike: readonly (readonly boolean[])[];
  #placements: (Placement | null)[];
  #runs = 0;

  constructor(procedure: Procedure, requests: readonly PlanRequest[]) {
    this.#procedure = procedure;
    this.desks = requests.map((request) => deskOf(procedure, request));
    this.#alike = this.desks.map((a) => this.desks.map((b) => a === b || seeAlike(a, b)));
    this.#placements = requests.map(() => null);
  }

  /** How many times somebody was planned. */
  get runs(): number {
    return this.#runs;
  }

  get placements(): readonly (Placement | null)[] {
    return this.#placements;
  }

  get placed(): number {
    return this.#placements.reduce((sum, placement) => sum + (placement === null ? 0 : 1), 0);
  }

  /** Takes plans up again as they were: an earlier `placements`. */
  restore(placements: readonly (Placement | null)[]): void {
    this.#placements = [...placements];
  }

  remove(candidate: number): void {
    this.#placements[candidate] = null;
  }

  /** Gives a candidate the best plan by the SOP's `prefer` beside all others; false where there is none. */
  placeBest(candidate: number): boolean {
    this.#runs += 1;
    const { request } = this.desks[candidate]!;
    const busy = [...request.busy, ...this.claimsBeside(candidate).map(busyOf)];
    return this.#accept(candidate, findPlan(this.#procedure, { ...request, busy }));
  }

  /** As `placeBest`, by a taste of its own and at less cost: for trying. */
  place(candidate: number, taste: Taste | null): boolean {
    this.#runs += 1;
    const desk = this.desks[candidate]!;
    const beside = problemBeside(desk, this.claimsBeside(candidate));
    const problem = taste === null ? beside : tasted(beside, taste);
    return this.#accept(candidate, bestPlan(problem, desk.request, desk.variant));
  }

  /** Whether a candidate could be placed if some others of the batch had no plan. */
  isPossibleWithout(candidate: number, others: Iterable<number>): boolean {
    const before = this.#placements;
    this.#placements = [...before];
    for (const other of others) this.remove(other);
    const isPossible = this.place(candidate, null);
    this.#placements = before;
    return isPossible;
  }

  /** Whose plans would have to give way to a candidate's; see `whoGivesWay`. */
  whoGivesWayTo(candidate: number, weightOf: PlanWeight, random: Random | null): Rival[] | null {
    this.#runs += 1;
    return whoGivesWay(this.desks[candidate]!, this.claimsBeside(candidate), weightOf, random);
  }

  /** All that other plans take of people's time, as a candidate has to see it. */
  claimsBeside(candidate: number): Claim[] {
    const claims: Claim[] = [];
    const unlike: number[] = [];
    for (const [other, placement] of this.#placements.entries()) {
      if (placement === null || other === candidate) continue;
      for (const claim of placement.claims) claims.push(claim);
      if (!this.#alike[candidate]![other]!) unlike.push(other);
    }
    const planning = this.desks[candidate]!;
    const objected = unlike.flatMap((other) =>
      objections({ desk: this.desks[other]!, placement: this.#placements[other]! }, planning, claims),
    );
    return [...claims, ...objected];
  }

  #accept(candidate: number, planned: Planned | null): boolean {
    const before = this.#placements[candidate]!;
    if (planned === null) return false;
    this.#placements[candidate] = placementOf(this.desks[candidate]!, candidate, planned);
    if (this.#othersStayRight(candidate)) return true;
    this.#placements[candidate] = before;
    return false;
  }

  #othersStayRight(candidate: number): boolean {
    return this.#placements.every((placement, other) => {
      if (placement === null || this.#alike[candidate]![other]!) return true;
      const claims = this.#placements.flatMap((each, index) => (index === other ? [] : (each?.claims ?? [])));
      return isRightBeside(this.desks[other]!, placement, claims);
    });
  }
}
