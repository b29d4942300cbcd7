import type { PlanRequest } from '../../request/model.ts';
import { type Procedure, procedureFor, type Sop } from '../../sop/model.ts';
import { daysInWindow, minuteFloor } from '../../time/zoned-day.ts';
import type { Planned } from '../answer.ts';
import { changesOf, isFixed } from '../changes.ts';
import { bestPlan } from '../find-plan.ts';
import { type Problem, problemOf } from '../problem.ts';
import { type Figures, figuresOf } from './figures.ts';
import { preferencesFor } from './preference.ts';

/** A range of right plans to choose from. */
export interface Alternatives {
  /** At most as many as asked for. */
  readonly plans: readonly Alternative[];
  /** Preferences whose best plan is another one, but that were more than asked for. */
  readonly notShown: readonly string[];
  /** Preferences that no right plan fulfils. */
  readonly impossible: readonly string[];
}

/** A plan that is best under each of the preferences it is labelled with. */
export interface Alternative {
  readonly labels: readonly string[];
  readonly plan: Planned;
  readonly figures: Figures;
}

interface Choice {
  readonly labels: string[];
  readonly plan: Planned;
}

/**
 * Plans that are each best, exactly, under a preference of their own; a plan that is best under
 * several is there once. The variant in force is that of the request's window. Empty `plans` means
 * that there is no right plan at all.
 */
export function alternatives(procedure: Procedure, request: PlanRequest, countMax: number): Alternatives {
  const { variant, sop } = procedureFor(procedure, daysInWindow(request.window.start, request.window.end));
  const choices: Choice[] = [];
  const impossible: string[] = [];
  for (const preference of preferencesFor(request)) {
    const problem = problemOf(preference.sop(sop), preference.request(request));
    const plan = bestPlan(problem, request, variant);
    if (plan === null) impossible.push(preference.label);
    else {
      // As good by every criterion and possible here: then it is a best plan here, too.
      const known = choices.find(
        (choice) => isAsGood(request, choice.plan, plan) && fits(problem, choice.plan, request),
      );
      if (known === undefined) choices.push({ labels: [preference.label], plan });
      else known.labels.push(preference.label);
    }
  }
  return {
    plans: choices.slice(0, countMax).map((choice) => shown(choice, sop, request)),
    notShown: choices.slice(countMax).flatMap(({ labels }) => labels),
    impossible,
  };
}

function shown({ labels, plan }: Choice, sop: Sop, request: PlanRequest): Alternative {
  return { labels, plan, figures: figuresOf(sop, request, plan) };
}

function isAsGood(request: PlanRequest, a: Planned, b: Planned): boolean {
  const [ofA, ofB] = [changesOf(request, a.mocks), changesOf(request, b.mocks)];
  return (
    (request.keeping !== 'first' || (ofA.moved === ofB.moved && ofA.changed === ofB.changed)) &&
    a.score.finishDay.equals(b.score.finishDay) &&
    a.score.mainInterviewers === b.score.mainInterviewers &&
    a.score.timeOfDay === b.score.timeOfDay &&
    a.score.balance === b.score.balance
  );
}

/** Whether every mock of a right plan lies in the time that the candidate of this problem has. */
function fits({ starts }: Problem, { mocks }: Planned, request: PlanRequest): boolean {
  return mocks.every((mock) => {
    if (isFixed(request, mock)) return true;
    const { start, end } = mock;
    const at = starts.minute.indexOf(minuteFloor(start));
    return at >= 0 && starts.room[at]! >= minuteFloor(end) - minuteFloor(start);
  });
}
