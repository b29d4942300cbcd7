import { CalendarError } from '../calendar/calendar.ts';
import type { Sop } from '../sop/model.ts';
import type { BookingRow, JsonObject } from '../store/rows.ts';
import type { EscalationInput } from '../store/store.ts';
import { dateText, momentText, sentence } from '../time/spoken.ts';
import { lookForStrays } from './strays.ts';
import type { Turn } from './turn.ts';

/** How long a candidate waits when the calendar does not say how long its trouble lasts. */
const WAIT_MINUTES = 10;

/** The ways in which a candidate's turn ends. Each writes its row of the audit with the calls it took. */
export class Saga {
  readonly #turn: Turn;

  constructor(turn: Turn) {
    this.#turn = turn;
  }

  /** Every event stands where its booking says: the candidate is scheduled. */
  async finish(
    sop: Sop,
    bookings: readonly BookingRow[],
    { warnings, moved }: { readonly warnings: readonly string[]; readonly moved: number },
  ): Promise<void> {
    const { desk, lease, calls, tell } = this.#turn;
    const mocks = bookings.length;
    const last = bookings.reduce((a, b) => (Temporal.Instant.compare(a.end, b.end) > 0 ? a : b));
    const finishDay = last.start.toZonedDateTimeISO(sop.timeZone).toPlainDate();
    const made = `All ${mocks} mocks are booked, the last on ${dateText(finishDay)}`;
    const told = moved === 0 ? made : `${made}; ${moved} had to be moved while they were being booked`;
    await desk.store.finish({
      ...lease.held,
      // Whoever reads that all went well reads, too, which calendars it does not rest on.
      summary: [warnings.length === 0 ? told : sentence(told), ...warnings].join(' '),
      details: { mocks, moved, finishDay: finishDay.toString(), warnings, ...calls.details() },
    });
    tell({ step: 'scheduled', mocks });
  }

  /** What was ordered to be changed is done, or everything stands as before and `summary` says why. */
  async finishChange(done: boolean, summary: string, details: JsonObject): Promise<void> {
    const { desk, lease, calls, tell } = this.#turn;
    await desk.store.finishChange({
      ...lease.held,
      done,
      summary,
      details: { ...details, ...calls.details() },
    });
    tell({ step: 'changed', summary });
  }

  /** A change is not begun, for what it was to mend is so no longer. */
  async letGoOfChange(summary: string, details: JsonObject): Promise<void> {
    const { desk, lease, calls, tell } = this.#turn;
    await desk.store.letGoOfChange({
      ...lease.held,
      summary,
      details: { ...details, ...calls.details() },
    });
    tell({ step: 'changed', summary });
  }

  /**
   * Deletes the events, frees the times, looks for what came late, and escalates; what is gone already
   * stays gone.
   */
  async takeBack(bookings: readonly BookingRow[], escalation: EscalationInput): Promise<void> {
    const { desk, lease, tell } = this.#turn;
    const held = bookings.filter(({ state }) => state !== 'released');
    let done = 0;
    try {
      for (const booking of held) {
        await lease.keep();
        await desk.calendar.remove(booking.eventId);
        await desk.store.release({ bookingId: booking.id, ...lease.held });
        done += 1;
        tell({ step: 'takenBack', done, mocks: held.length });
      }
      await lookForStrays(this.#turn);
    } catch (error) {
      if (!(error instanceof CalendarError)) throw error;
      const left = held.length - done;
      const sofar =
        left > 0
          ? `Taking back: ${left} of ${held.length} events still to delete`
          : 'Taking back: all events are deleted, and still to be looked for is one that came late';
      await this.wait(error, sofar);
      return;
    }
    await this.escalate(escalation);
  }

  async escalate(escalation: EscalationInput): Promise<void> {
    const { desk, lease, calls, tell } = this.#turn;
    await desk.store.escalate({ ...lease.held, escalation: { ...escalation, facts: calls.details() } });
    tell({ step: 'escalated', why: escalation.message });
  }

  /**
   * What passes, or what a person has to mend first, is waited for with what is booked: it stands in
   * the way of every candidate alike. What will never succeed ends the plan.
   */
  async calendarRefused(error: CalendarError, bookings: readonly BookingRow[]): Promise<void> {
    if (error.kind === 'final') {
      const takenBack = bookings.length === 0 ? '' : 'What was booked is taken back. ';
      await this.giveUp(bookings, 'calendar', `${sentence(error.message)} ${takenBack}${error.remedy}`);
      return;
    }
    const done = bookings.filter(({ state }) => state === 'booked').length;
    const are = done === 1 ? 'is booked and stays so' : 'are booked and stay so';
    await this.wait(
      error,
      bookings.length === 0 ? 'Nothing is booked yet' : `${done} of ${bookings.length} mocks ${are}`,
    );
  }

  /** Takes back what is booked, then escalates. */
  async giveUp(bookings: readonly BookingRow[], code: string, message: string): Promise<void> {
    await this.giveUpFor(bookings, { code, message, reasons: [], proposals: [] });
  }

  /** As `giveUp`, with reasons and proposals. */
  async giveUpFor(bookings: readonly BookingRow[], escalation: EscalationInput): Promise<void> {
    if (bookings.length === 0) {
      await this.escalate(escalation);
      return;
    }
    await this.#turn.desk.store.takeBack({ ...this.#turn.lease.held, escalation });
    await this.takeBack(bookings, escalation);
  }

  /** Notes that somebody else reserved a time that a mock was to be moved to. */
  async noteConflict(attempt: number, overlap: string): Promise<void> {
    await this.#turn.desk.store.note({
      ...this.#turn.lease.held,
      action: 'conflict',
      summary: 'Somebody else reserved the time that a mock was to be moved to; looking again',
      details: { attempt, overlap },
    });
  }

  /** The candidate's bookings as the store has them now. */
  heldNow(): Promise<readonly BookingRow[]> {
    const { desk, candidate } = this.#turn;
    return desk.store.bookings({ workspace: desk.workspace, candidateId: candidate.id });
  }

  /** Waits for what passes, or for what a person has to mend first. `sofar` says how things stand. */
  async wait(error: CalendarError, sofar: string): Promise<void> {
    const { desk, lease, calls, tell } = this.#turn;
    const until = error.retryAt ?? desk.clock.now().add({ minutes: WAIT_MINUTES });
    const when = momentText(until, desk.procedure.base.timeZone);
    const next =
      error.kind === 'person'
        ? `${sentence(error.remedy)} It is tried again by itself ${when}, and goes on once that is mended.`
        : `It goes on by itself ${when}; nothing need be done.`;
    await desk.store.wait({
      ...lease.held,
      until,
      summary: `${sentence(error.message)} ${sofar}. ${next}`,
      details: { cause: error.message, remedy: error.remedy, ...calls.details() },
    });
    tell({ step: 'waiting', until, why: error.message });
  }
}
