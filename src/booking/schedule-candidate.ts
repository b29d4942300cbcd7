import { CalendarError } from '../calendar/calendar.ts';
import { formatFinding } from '../document/fault.ts';
import { candidateRequestFrom } from '../request/candidate-request.ts';
import type { CandidateRequest } from '../request/model.ts';
import { procedureFor } from '../sop/model.ts';
import type { BookingRow, Claim } from '../store/rows.ts';
import type { EscalationInput } from '../store/store.ts';
import { momentText, sentence } from '../time/spoken.ts';
import { daysInWindow } from '../time/zoned-day.ts';
import type { BookingDesk } from './booking-desk.ts';
import { eventOfBooking } from './event-of-booking.ts';
import type { Lease } from './lease.ts';
import type { Progress } from './progress.ts';
import { type Reservation, reservePlan } from './reserve-plan.ts';

/** How long a candidate waits when the calendar does not say how long its trouble lasts. */
const WAIT_MINUTES = 10;

/**
 * Carries one claimed candidate to an end: `scheduled`, `waiting`, or `escalated`. Where an earlier
 * worker stopped is read from the claim alone: bookings being taken back are taken back further,
 * reserved ones get their events, none means that a plan is still to be made. Every step may be
 * repeated, so it does not matter at which instant the process died.
 */
export async function scheduleCandidate(desk: BookingDesk, lease: Lease, claim: Claim): Promise<void> {
  const { candidate } = claim;
  const { id: candidateId, name, email, chat } = candidate;
  const tell = (progress: Progress) => {
    try {
      desk.watch({ candidateId, name, email, chat }, progress);
    } catch (error) {
      // Whoever merely watches must not decide over bookings.
      desk.log.warn({ candidateId, err: error }, 'Progress could not be shown');
    }
  };
  const saga = new Saga(desk, lease, tell);
  tell({ step: 'claimed' });
  if (claim.takingBack !== null) {
    await saga.takeBack(claim.bookings, claim.takingBack as unknown as EscalationInput);
    return;
  }
  const kept = candidateRequestFrom(candidate.request);
  if (!kept.ok) {
    const faults = kept.findings.map(formatFinding).join('\n');
    const message = `The request as it was kept cannot be read:\n${faults}\nCorrect the request, or queue the candidate again.`;
    await saga.giveUp(claim.bookings, 'request', message);
    return;
  }
  const { request } = kept;
  if (claim.bookings.length > 0) {
    await saga.book(request, claim.bookings);
    return;
  }
  let reservation: Reservation;
  try {
    reservation = await reservePlan(desk, lease, request);
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    await saga.calendarRefused(error, [], 0);
    return;
  }
  if (reservation.outcome === 'impossible') {
    await saga.escalate(reservation.escalation);
    return;
  }
  tell({
    step: 'planned',
    mocks: reservation.bookings.length,
    finishDay: reservation.plan.score.finishDay,
  });
  await saga.book(request, reservation.bookings);
}

class Saga {
  readonly #desk: BookingDesk;
  readonly #lease: Lease;
  readonly #tell: (progress: Progress) => void;

  constructor(desk: BookingDesk, lease: Lease, tell: (progress: Progress) => void) {
    this.#desk = desk;
    this.#lease = lease;
    this.#tell = tell;
  }

  /** Makes the events that are still missing, in time order, then finishes. */
  async book(request: CandidateRequest, bookings: readonly BookingRow[]): Promise<void> {
    const mocks = bookings.length;
    let done = bookings.filter(({ state }) => state === 'booked').length;
    const { sop } = procedureFor(
      this.#desk.procedure,
      daysInWindow(request.window.start, request.window.end),
    );
    const missing = bookings.filter(({ state }) => state === 'reserved');
    const missed = missing.find(({ start }) => Temporal.Instant.compare(start, this.#desk.clock.now()) < 0);
    if (missed !== undefined) {
      const late = `${missed.course} Mock${missed.number} should have begun ${momentText(missed.start, sop.timeZone)}, before its event could be made`;
      await this.giveUp(
        bookings,
        'late',
        `${late}. What was booked is taken back; retry to plan anew from now.`,
      );
      return;
    }
    for (const booking of missing) {
      await this.#lease.keep();
      const event = eventOfBooking(sop, request.candidate, booking);
      try {
        const created = await this.#desk.calendar.create(event);
        await this.#desk.store.confirm({
          bookingId: booking.id,
          ...this.#held(),
          eventId: created.id,
          meetLink: created.meetLink,
          htmlLink: created.htmlLink,
        });
      } catch (error) {
        if (!(error instanceof CalendarError)) throw error;
        await this.calendarRefused(error, bookings, done);
        return;
      }
      done += 1;
      this.#tell({ step: 'booked', done, mocks, title: event.title });
    }
    const last = bookings.reduce((a, b) => (Temporal.Instant.compare(a.end, b.end) > 0 ? a : b));
    const finishDay = last.start.toZonedDateTimeISO(sop.timeZone).toPlainDate();
    await this.#desk.store.finish({
      ...this.#held(),
      summary: `All ${mocks} mocks are booked, the last on ${finishDay}`,
      details: { mocks, finishDay: finishDay.toString() },
    });
    this.#tell({ step: 'scheduled', mocks });
  }

  /** Deletes the events, frees the times, and escalates; what is gone already stays gone. */
  async takeBack(bookings: readonly BookingRow[], escalation: EscalationInput): Promise<void> {
    const held = bookings.filter(({ state }) => state !== 'released');
    let done = 0;
    for (const booking of held) {
      await this.#lease.keep();
      try {
        await this.#desk.calendar.remove(booking.eventId);
      } catch (error) {
        if (!(error instanceof CalendarError)) throw error;
        await this.#wait(
          error,
          `Taking back: ${held.length - done} of ${held.length} events still to delete`,
        );
        return;
      }
      await this.#desk.store.release({ bookingId: booking.id, ...this.#held() });
      done += 1;
      this.#tell({ step: 'takenBack', done, mocks: held.length });
    }
    await this.escalate(escalation);
  }

  async escalate(escalation: EscalationInput): Promise<void> {
    await this.#desk.store.escalate({ ...this.#held(), escalation });
    this.#tell({ step: 'escalated', why: escalation.message });
  }

  /**
   * What passes, or what a person has to mend first, is waited for with what is booked: it stands in
   * the way of every candidate alike. What will never succeed ends the plan.
   */
  async calendarRefused(error: CalendarError, bookings: readonly BookingRow[], done: number): Promise<void> {
    if (error.kind !== 'final') {
      const booked = `${done} of ${bookings.length} mocks are booked and stay so`;
      await this.#wait(error, bookings.length === 0 ? 'Nothing is booked yet' : booked);
      return;
    }
    await this.giveUp(bookings, 'calendar', `${sentence(error.message)} ${error.remedy}`);
  }

  /** Takes back what is booked, then escalates. */
  async giveUp(bookings: readonly BookingRow[], code: string, message: string): Promise<void> {
    const escalation = { code, message, reasons: [], proposals: [] };
    if (bookings.length === 0) {
      await this.escalate(escalation);
      return;
    }
    await this.#desk.store.takeBack({ ...this.#held(), escalation });
    await this.takeBack(bookings, escalation);
  }

  async #wait(error: CalendarError, sofar: string): Promise<void> {
    const next = error.kind === 'passing' ? 'nothing need be done.' : sentence(error.remedy);
    const zone = this.#desk.procedure.base.timeZone;
    const until = error.retryAt ?? this.#desk.clock.now().add({ minutes: WAIT_MINUTES });
    await this.#desk.store.wait({
      ...this.#held(),
      until,
      summary: `${sentence(error.message)} ${sofar}. It goes on by itself ${momentText(until, zone)}; ${next}`,
      details: { cause: error.message, remedy: error.remedy },
    });
    this.#tell({ step: 'waiting', until, why: error.message });
  }

  #held(): { candidateId: string; fence: number } {
    return { candidateId: this.#lease.candidateId, fence: this.#lease.fence };
  }
}
