import { CalendarError } from '../calendar/calendar.ts';
import { formatFinding } from '../document/fault.ts';
import { candidateRequestFrom } from '../request/candidate-request.ts';
import type { Claim } from '../store/rows.ts';
import type { EscalationInput } from '../store/store.ts';
import { carryOutChange } from './carry-out-change.ts';
import { type Booked, finishBooking } from './finish-booking.ts';
import { makeEvents } from './make-events.ts';
import { type Reservation, reservePlan } from './reserve-plan.ts';
import { Saga } from './saga.ts';
import { earlierTurns, type Turn } from './turn.ts';

/**
 * Carries one claimed candidate to an end: `scheduled`, `waiting`, or `escalated`. Where an earlier
 * worker stopped is read from the claim alone: bookings being taken back are taken back further,
 * reserved ones get their events, moving ones have theirs moved, none means that a plan is still to be
 * made. A candidate whose bookings are to be changed has the change carried out instead. Every step may be repeated, so it does not matter at which instant the process died.
 */
export async function scheduleCandidate(turn: Turn, claim: Claim): Promise<void> {
  const saga = new Saga(turn);
  turn.tell({ step: 'claimed' });
  // The first claim of all has nothing before it.
  const earlier = claim.fence > 1 ? await earlierTurns(turn) : { warnings: [] };
  if (turn.candidate.change !== null) {
    await carryOutChange(turn, saga, turn.candidate.change, claim.bookings);
    return;
  }
  if (claim.takingBack !== null) {
    await saga.takeBack(claim.bookings, claim.takingBack as unknown as EscalationInput);
    return;
  }
  const kept = candidateRequestFrom(turn.candidate.request);
  if (!kept.ok) {
    const faults = kept.findings.map(formatFinding).join('\n');
    const message = `The request as it was kept cannot be read:\n${faults}\nCorrect the request, or queue the candidate again.`;
    await saga.giveUp(claim.bookings, 'request', message);
    return;
  }
  const { request } = kept;
  if (claim.bookings.length > 0) {
    await book(turn, saga, { request, bookings: claim.bookings, warnings: earlier.warnings });
    return;
  }
  let reservation: Reservation;
  try {
    reservation = await reservePlan(turn.desk, turn.lease, request);
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    await saga.calendarRefused(error, []);
    return;
  }
  if (reservation.outcome === 'impossible') {
    await saga.escalate(reservation.escalation);
    return;
  }
  const { bookings, plan, warnings } = reservation;
  turn.tell({ step: 'planned', mocks: bookings.length, finishDay: plan.score.finishDay });
  await book(turn, saga, { request, bookings, warnings });
}

/** Makes what is still missing, settles what came up meanwhile, and finishes. */
async function book(turn: Turn, saga: Saga, booked: Booked): Promise<void> {
  const made = await makeEvents(turn, saga, booked.request, booked.bookings);
  if (made !== null) await finishBooking(turn, saga, { ...booked, bookings: made });
}
