import type { Calendar } from '../calendar/calendar.ts';
import type { Infeasible, PlanAnswer, Proposal } from '../planning/answer.ts';
import { plan } from '../planning/plan.ts';
import type { CandidateRequest } from '../request/model.ts';
import type { Procedure } from '../sop/model.ts';
import type { Store } from '../store/store.ts';
import type { Clock } from '../time/clock.ts';
import { planRequestOf, type Reading, readBusy } from './reading.ts';

/** Each reads further than the one before; proposals that reach further still are left out. */
const READINGS_MAX = 4;

type Window = CandidateRequest['window'];

/**
 * Reads who is busy and plans. Where there is no plan, proposals may reach over days that were not
 * read, as a longer window does. Nobody is free there just because nobody looked: the calendar is read
 * that far too, and it is planned again, until what is proposed lies within what is known.
 */
export async function readAndPlan(
  ports: { readonly calendar: Calendar; readonly store: Store; readonly clock: Clock },
  procedure: Procedure,
  request: CandidateRequest,
): Promise<{ readonly reading: Reading; readonly answer: PlanAnswer }> {
  let read = request.window;
  for (let readings = 1; ; readings += 1) {
    const reading = await readBusy(ports, procedure, request, read);
    const answer = plan(procedure, planRequestOf(request, reading, ports.clock.now()));
    if (answer.status === 'planned') return { reading, answer };
    const reached = answer.proposals.map((proposal) => windowOf(proposal, request.window));
    if (reached.every((window) => contains(read, window))) return { reading, answer };
    if (readings === READINGS_MAX) return { reading, answer: withinReach(answer, request.window, read) };
    read = reached.reduce(union, read);
  }
}

function withinReach(answer: Infeasible, asked: Window, read: Window): Infeasible {
  return { ...answer, proposals: answer.proposals.filter((each) => contains(read, windowOf(each, asked))) };
}

/** The window that a request would have with the proposal. */
function windowOf({ change }: Proposal, asked: Window): Window {
  if (!('request' in change)) return asked;
  const { start = `${asked.start}`, end = `${asked.end}` } = (change.request['window'] ?? {}) as {
    readonly start?: string;
    readonly end?: string;
  };
  return { start: Temporal.PlainDate.from(start), end: Temporal.PlainDate.from(end) };
}

function contains(outer: Window, inner: Window): boolean {
  return (
    Temporal.PlainDate.compare(outer.start, inner.start) <= 0 &&
    Temporal.PlainDate.compare(inner.end, outer.end) <= 0
  );
}

function union(a: Window, b: Window): Window {
  return {
    start: Temporal.PlainDate.compare(a.start, b.start) <= 0 ? a.start : b.start,
    end: Temporal.PlainDate.compare(a.end, b.end) >= 0 ? a.end : b.end,
  };
}
