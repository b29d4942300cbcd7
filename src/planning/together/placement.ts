import type { Busy } from '../../request/model.ts';
import { dayNumber } from '../../time/day-table.ts';
import { dateAt, instantAt, minuteFloor } from '../../time/zoned-day.ts';
import type { Planned } from '../answer.ts';
import { isFixed } from '../changes.ts';
import type { Desk } from './desk.ts';

/** Time that a plan of the batch takes of somebody whom other plans may want; in epoch minutes. */
export interface Claim {
  /** Whose time, lower case: an interviewer's, or the candidate's own. */
  readonly address: string;
  readonly start: number;
  readonly end: number;
  /** As of a busy entry: `mock` counts towards caps. */
  readonly kind: Busy['kind'];
  /** Day number of the start in the SOP's zone. */
  readonly day: number;
  /** Index of the candidate whose plan it is. */
  readonly owner: number;
}

/** A mock of a placed candidate in whole minutes. */
export interface PlacedMock {
  readonly interviewer: string;
  /** The interviewer's address, lower case. */
  readonly address: string;
  readonly start: number;
  readonly end: number;
  readonly day: number;
}

/** A candidate's plan and what it takes of everybody's time, beside what is fixed: that is taken anyhow. */
export interface Placement {
  readonly planned: Planned;
  readonly mocks: readonly PlacedMock[];
  readonly claims: readonly Claim[];
}

/** What a plan takes: each mock is `mock` busy time of its interviewer and of its candidate, as a booking is. */
export function placementOf(desk: Desk, owner: number, planned: Planned): Placement {
  const { interviewers, timeZone } = desk.problem.sop;
  const open = planned.mocks.filter((mock) => !isFixed(desk.request, mock));
  const mocks = open.map((mock): PlacedMock => {
    const start = minuteFloor(mock.start);
    return {
      interviewer: mock.interviewer,
      address: interviewers.get(mock.interviewer)!.email.toLowerCase(),
      start,
      end: minuteFloor(mock.end),
      day: dayNumber(dateAt(start, timeZone)),
    };
  });
  const claims = mocks.flatMap(({ address, start, end, day }) =>
    [address, desk.address].map((taken): Claim => ({ address: taken, start, end, kind: 'mock', day, owner })),
  );
  return { planned, mocks, claims };
}

/** A claim as the planner reads it. */
export function busyOf({ address, start, end, kind }: Claim): Busy {
  return { email: address, start: instantAt(start), end: instantAt(end), kind };
}
