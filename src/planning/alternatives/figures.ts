import type { PlanRequest } from '../../request/model.ts';
import type { Sop } from '../../sop/model.ts';
import type { Planned } from '../answer.ts';
import { EVENING_FROM } from './preference.ts';

/** What people compare plans by. Evenings and weekends are those of the zone of the candidate's slots. */
export interface Figures {
  readonly finishDay: Temporal.PlainDate;
  /** Mocks that a backup gives. */
  readonly backups: number;
  /** Mocks that start in an evening, and on a Saturday or Sunday. */
  readonly evenings: number;
  readonly weekendMocks: number;
  /** `mock` entries that the interviewers of the plan's mocks have in the window already, summed over the mocks. */
  readonly load: number;
  /** Mocks of the plan that fall to the interviewer who gives most of them. */
  readonly mostByOne: number;
}

export function figuresOf(sop: Sop, request: PlanRequest, { mocks, score }: Planned): Figures {
  const zone = request.slots.timeZone ?? sop.timeZone;
  const clocks = mocks.map(({ start }) => start.toZonedDateTimeISO(zone));
  const given = new Map<string, number>();
  for (const { interviewer } of mocks) given.set(interviewer, (given.get(interviewer) ?? 0) + 1);
  return {
    finishDay: score.finishDay,
    backups: mocks.filter(({ role }) => role === 'backup').length,
    evenings: clocks.filter(({ hour, minute }) => hour * 60 + minute >= EVENING_FROM).length,
    weekendMocks: clocks.filter(({ dayOfWeek }) => dayOfWeek > 5).length,
    load: score.balance,
    mostByOne: Math.max(...given.values()),
  };
}
