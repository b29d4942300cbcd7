import type { Busy, PlanRequest } from '../../request/model.ts';
import { type Procedure, procedureFor } from '../../sop/model.ts';
import { daysInWindow } from '../../time/zoned-day.ts';

/**
 * The requests of a batch with what is fixed in the others as busy time of its two people: that stands
 * whether or not the rest of a sequence finds a place. Who knows of it already, since it is booked and in
 * somebody's calendar, is not told again: it would count twice towards caps.
 */
export function besideFixedOfOthers(
  procedure: Procedure,
  requests: readonly PlanRequest[],
): readonly PlanRequest[] {
  if (requests.every(({ fixed = [] }) => fixed.length === 0)) return requests;
  const taken = requests.map((request) => timesOf(procedure, request));
  return requests.map((request, own) => {
    const others = taken.flatMap((times, index) => (index === own ? [] : times));
    const news = others.filter((entry) => !request.busy.some((known) => isSame(known, entry)));
    return news.length === 0 ? request : { ...request, busy: [...request.busy, ...news] };
  });
}

function timesOf(procedure: Procedure, { fixed = [], window, candidate }: PlanRequest): Busy[] {
  const { interviewers } = procedureFor(procedure, daysInWindow(window.start, window.end)).sop;
  return fixed.flatMap(({ interviewer, start, end }) =>
    [interviewers.get(interviewer)?.email, candidate.email].flatMap((email): Busy[] =>
      email === undefined ? [] : [{ email: email.toLowerCase(), start, end, kind: 'mock' }],
    ),
  );
}

function isSame(a: Busy, b: Busy): boolean {
  return a.email === b.email && a.kind === b.kind && a.start.equals(b.start) && a.end.equals(b.end);
}
