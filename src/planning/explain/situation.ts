import { merged, wroteIt } from '../../document/merged.ts';
import { isMap, type Path, type PlainMap, valueAt } from '../../document/plain-data.ts';
import { candidateRequestFrom, toJson } from '../../request/candidate-request.ts';
import type { PlanRequest } from '../../request/model.ts';
import { buildSop } from '../../sop/build-sop.ts';
import { type Procedure, procedureFor, type Sop } from '../../sop/model.ts';
import { procedureFromSource } from '../../sop/procedure-from-source.ts';
import type { SopFile } from '../../sop/shape.ts';
import { daysInWindow } from '../../time/zoned-day.ts';
import type { Change, Planned } from '../answer.ts';
import { findPlan } from '../find-plan.ts';
import type { Code, Constraint } from './constraint.ts';
import type { Work } from './work.ts';

/** A change that was merged in and planned with. */
export interface Confirmed {
  readonly change: Change;
  readonly plan: Planned;
}

/** An infeasible request, the rules in conflict, and ways to try what would help. */
export class Situation {
  readonly procedure: Procedure;
  readonly request: PlanRequest;
  readonly conflict: readonly Constraint[];
  /** In force for the request's window. */
  readonly sop: Sop;
  readonly variant: string | null;
  readonly windowDays: number;
  readonly #work: Work;
  /** The file with the variant in force laid over it; null where the file is not right by itself. */
  readonly #file: PlainMap | null;

  constructor(procedure: Procedure, request: PlanRequest, conflict: readonly Constraint[], work: Work) {
    this.procedure = procedure;
    this.request = request;
    this.conflict = conflict;
    this.windowDays = daysInWindow(request.window.start, request.window.end);
    const { sop, variant } = procedureFor(procedure, this.windowDays);
    this.sop = sop;
    this.variant = variant;
    this.#work = work;
    const { variants: _, ...base } = procedure.source;
    this.#file = procedureFromSource(procedure.source).ok ? merged(base, this.#variantChanges()) : null;
  }

  /** The variants as the file has them, in order. */
  get variants(): readonly PlainMap[] {
    const { variants } = this.procedure.source;
    return Array.isArray(variants) ? variants.filter(isMap) : [];
  }

  get isSpent(): boolean {
    return this.#work.isSpent;
  }

  /** The subjects of the conflict's rules of one name; `[null]` or none where a rule has no subject. */
  inConflict(code: Code): readonly (string | null)[] {
    return this.conflict.filter((each) => each.code === code).map(({ subject }) => subject);
  }

  /** Whether there would be a plan with the request changed; the variant follows the window. */
  isPossibleFor(request: PlanRequest): boolean {
    const days = daysInWindow(request.window.start, request.window.end);
    return this.#isPossible(procedureFor(this.procedure, days).sop, request);
  }

  /** Whether there would be a plan with `patch` laid over the procedure in force. */
  isPossibleWith(patch: PlainMap): boolean {
    if (this.#file === null) return false;
    const sop = buildSop(merged(this.#file, patch) as SopFile);
    return this.#isPossible(sop, this.request);
  }

  /** Whether there would be a plan by a procedure instead of the one in force. */
  isPossibleUnder(sop: Sop): boolean {
    return this.#isPossible(sop, this.request);
  }

  /** What the file says at a path, its variant in force laid over it; undefined where nothing. */
  valueInForce(path: Path): unknown {
    return valueAt(this.#file, path);
  }

  /** The patch as a change of the file that takes effect, planned with; null where none does. */
  confirmPatch(patch: PlainMap): Confirmed | null {
    if (this.#file === null) return null;
    const { variants: _, ...base } = this.procedure.source;
    const over = this.#variantChanges();
    // What the variant in force says itself must change there, or nothing would.
    const isOverruled = leaves(patch).some((path) => wroteIt(base, over, path));
    return (isOverruled ? null : this.confirm({ sop: patch })) ?? this.confirm(this.#inVariant(patch));
  }

  /** The change as anybody would apply it: merged into the plain data, checked, planned. */
  confirm(change: Change | null): Confirmed | null {
    if (change === null) return null;
    const plan = 'sop' in change ? this.#planWithSop(change.sop) : this.#planWithRequest(change.request);
    return plan === null ? null : { change, plan };
  }

  #planWithSop(over: PlainMap): Planned | null {
    const reading = procedureFromSource(merged(this.procedure.source, over));
    return reading.ok ? this.#plan(reading.procedure, this.request) : null;
  }

  #planWithRequest(over: PlainMap): Planned | null {
    const reading = candidateRequestFrom(merged(toJson(this.request) as unknown as PlainMap, over));
    if (!reading.ok) return null;
    const { window, slots } = reading.request;
    return this.#plan(this.procedure, { ...this.request, window, slots });
  }

  #plan(procedure: Procedure, request: PlanRequest): Planned | null {
    const { sop } = procedureFor(procedure, daysInWindow(request.window.start, request.window.end));
    return this.#hasFixed(sop) ? findPlan(procedure, request) : null;
  }

  #isPossible(sop: Sop, request: PlanRequest): boolean {
    return this.#hasFixed(sop) && this.#work.isPossible({ sop, request });
  }

  /** Whether a procedure has all fixed mocks that the one in force has: nobody is helped by their being none of the plan's. */
  #hasFixed({ courses }: Sop): boolean {
    return (this.request.fixed ?? []).every(
      ({ course, number }) =>
        this.sop.courses.get(course)?.mocks[number - 1] === undefined ||
        courses.get(course)?.mocks[number - 1] !== undefined,
    );
  }

  #variantChanges(): PlainMap {
    const entry = this.variants.find(({ name }) => typeof name === 'string' && name.trim() === this.variant);
    if (this.variant === null || entry === undefined) return {};
    return Object.fromEntries(Object.entries(entry).filter(([key]) => key !== 'name' && key !== 'when'));
  }

  #inVariant(patch: PlainMap): Change | null {
    if (this.variant === null) return null;
    const isInForce = ({ name }: PlainMap) => typeof name === 'string' && name.trim() === this.variant;
    return {
      sop: { variants: this.variants.map((entry) => (isInForce(entry) ? merged(entry, patch) : entry)) },
    };
  }
}

/** The paths of everything in a patch that is no map. */
function leaves(patch: unknown, path: Path = []): Path[] {
  if (!isMap(patch)) return [path];
  return Object.entries(patch).flatMap(([key, value]) => leaves(value, [...path, key]));
}
