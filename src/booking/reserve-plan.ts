import type { Infeasible, Planned } from '../planning/answer.ts';
import type { CandidateRequest } from '../request/model.ts';
import { procedureFor, type Sop } from '../sop/model.ts';
import type { BookingRow, JsonObject, PlannedBooking } from '../store/rows.ts';
import type { EscalationInput } from '../store/store.ts';
import { dateText } from '../time/spoken.ts';
import { daysInWindow } from '../time/zoned-day.ts';
import type { BookingDesk } from './booking-desk.ts';
import { eventIdOf } from './event-id.ts';
import type { Lease } from './lease.ts';
import { readAndPlan } from './read-and-plan.ts';
import type { Reading } from './reading.ts';

/** How often a plan is made anew when somebody else reserved a time between reading and reserving. */
const PLANS_MAX = 4;

export type Reservation =
  | {
      readonly outcome: 'reserved';
      readonly plan: Planned;
      readonly bookings: readonly BookingRow[];
      readonly warnings: readonly string[];
    }
  | { readonly outcome: 'impossible'; readonly escalation: EscalationInput };

/** Reads who is busy, plans, and reserves the whole plan, or says why that cannot be. */
export async function reservePlan(
  desk: BookingDesk,
  lease: Lease,
  request: CandidateRequest,
): Promise<Reservation> {
  for (let attempt = 1; attempt <= PLANS_MAX; attempt += 1) {
    await lease.keep();
    const { reading, answer } = await readAndPlan(desk, desk.procedure, request);
    if (answer.status === 'infeasible') return { outcome: 'impossible', escalation: noPlan(answer, reading) };
    const { sop } = procedureFor(desk.procedure, daysInWindow(request.window.start, request.window.end));
    const reserved = await desk.store.reserve({
      ...lease.held,
      variant: answer.variant,
      bookings: answer.mocks.map((mock) => bookingOf(sop, mock, desk.newId())),
      summary: `Planned ${answer.mocks.length} mocks, the last on ${dateText(answer.score.finishDay)}`,
      details: planDetails(answer, reading),
    });
    if (reserved.outcome === 'reserved') return { ...reserved, plan: answer, warnings: reading.warnings };
    await desk.store.note({
      ...lease.held,
      action: 'conflict',
      summary: 'Somebody else reserved one of these times meanwhile; planning anew',
      details: { attempt, overlap: reserved.message },
    });
  }
  return {
    outcome: 'impossible',
    escalation: {
      code: 'conflict',
      message: `Somebody else reserved the same times ${PLANS_MAX} times in a row. Retry when the other planning is over.`,
      reasons: [],
      proposals: [],
    },
  };
}

function bookingOf(sop: Sop, mock: Planned['mocks'][number], id: string): PlannedBooking {
  const interviewer = sop.interviewers.get(mock.interviewer)!;
  return {
    id,
    course: mock.course,
    number: mock.number,
    interviewer: mock.interviewer,
    interviewerName: interviewer.name,
    interviewerEmail: interviewer.email.toLowerCase(),
    role: mock.role,
    start: mock.start,
    end: mock.end,
    eventId: eventIdOf(id),
  };
}

function planDetails(answer: Planned, reading: Reading): JsonObject {
  return {
    variant: answer.variant,
    eventsRead: reading.events,
    warnings: reading.warnings,
    score: { ...answer.score, finishDay: answer.score.finishDay.toString() },
    mocks: answer.mocks.map(({ course, number, start, end, interviewer, role }) => ({
      course,
      number,
      start: start.toString(),
      end: end.toString(),
      interviewer,
      role,
    })),
  };
}

function noPlan(answer: Infeasible, reading: Reading): EscalationInput {
  const counted = reading.counted === null ? [] : [reading.counted];
  return {
    code: 'infeasible',
    // A line a reason: there may be a dozen.
    message: [...answer.reasons.map(({ message }) => message), ...reading.warnings, ...counted].join('\n'),
    reasons: answer.reasons.map(({ code, message }) => ({ code, message })),
    proposals: proposalRows(answer),
  };
}

/** The proposals of an answer as an escalation keeps them. */
export function proposalRows({ proposals }: Infeasible): JsonObject[] {
  return proposals.map(({ kind, message, change }) => ({
    kind,
    message,
    change: change as unknown as JsonObject,
  }));
}
