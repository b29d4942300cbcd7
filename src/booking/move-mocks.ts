import type { Infeasible, Planned, PlannedMock } from '../planning/answer.ts';
import { plan } from '../planning/plan.ts';
import type { Busy, CandidateRequest } from '../request/model.ts';
import { procedureFor, type Sop } from '../sop/model.ts';
import type { BookingRow, JsonObject, PlannedBooking } from '../store/rows.ts';
import type { EscalationInput } from '../store/store.ts';
import { type Interval, without } from '../time/interval.ts';
import { dateText } from '../time/spoken.ts';
import { daysInWindow, instantAt, minuteCeil, minuteFloor } from '../time/zoned-day.ts';
import { busyTableText } from './busy-table-text.ts';
import { goesTo } from './change-text.ts';
import { type Clash, clashesOf, named } from './clashes.ts';
import type { Look } from './look-again.ts';
import { planAround } from './pinned-plan.ts';
import { busyByMocks, type OwnCalendars, planRequestOf, readingRange, readOwnCalendars } from './reading.ts';
import { proposalRows } from './reserve-plan.ts';
import type { Turn } from './turn.ts';

export type Move =
  /** The new times are held; the events are still to be moved. */
  | { readonly outcome: 'moving'; readonly bookings: readonly BookingRow[]; readonly moved: number }
  /** Somebody else reserved one of the new times meanwhile. */
  | { readonly outcome: 'conflict'; readonly message: string }
  | { readonly outcome: 'impossible'; readonly escalation: EscalationInput };

/** Plans around what was found, with all other mocks where they are, and holds the new times. */
export async function moveMocks(
  turn: Turn,
  request: CandidateRequest,
  mocks: readonly BookingRow[],
  look: Look,
): Promise<Move> {
  const { desk, lease, candidate } = turn;
  const { sop, variant } = procedureFor(
    desk.procedure,
    daysInWindow(request.window.start, request.window.end),
  );
  await lease.keep();
  const calendars = await readOwnCalendars(desk.calendar, sop, readingRange(sop, request));
  const now = desk.clock.now();
  const busy = [
    ...busyByMocks(sop, request.candidate, look.events, look.bookings, candidate.id),
    ...withoutMocks(sop, calendars, mocks),
  ];
  const clashes = clashesOf(sop, request.candidate, mocks, busy, now);
  const asked = planRequestOf(request, { busy, unreadable: calendars.unreadable }, now);
  const planned = planAround({ sop, variant }, asked, mocks, clashes);
  if (planned === null) {
    const anew = plan(desk.procedure, asked);
    return { outcome: 'impossible', escalation: noWayRound(sop, clashes, calendars.warnings, anew) };
  }
  const moved = planned.mocks.flatMap((mock) => movedBooking(sop, mocks, mock));
  const reserved = await desk.store.move({
    ...lease.held,
    bookings: moved.map(({ to }) => to),
    summary: [
      ...clashes.map(({ why }) => why),
      ...moved.map(({ from, to }) => `${named(sop, from)} ${goesTo(sop, from, to)}.`),
    ].join(' '),
    details: { because: clashes.map(({ why }) => why), moved: moved.map(asJson) },
  });
  if (reserved.outcome === 'conflict') return reserved;
  return { outcome: 'moving', bookings: reserved.bookings, moved: moved.length };
}

/** Nobody has meetings for so many minutes on end: who is busy for that long is away, all day or longer. */
const AWAY_MINUTES = 23 * 60;

/**
 * Interviewers' own calendars show the mocks that were just booked, run together with what touches
 * them; so the time of these mocks is cut out of what is read there. Not so where somebody is away: then
 * they have no time for the mock either; nor where they are busy for a part of a mock alone, which is no
 * mock. What covers a mock whole and more may be the mock run together with something in its way, or without:
 * that cannot be told.
 *
 * @param mocks at all places where their events may stand
 */
export function withoutMocks(sop: Sop, calendars: OwnCalendars, mocks: readonly PlannedBooking[]): Busy[] {
  return calendars.busy.flatMap((busy) => {
    const own = mocks.filter(
      ({ interviewer }) => sop.interviewers.get(interviewer)?.calendar?.toLowerCase() === busy.email,
    );
    if (own.length === 0) return [busy];
    const range = { start: minuteFloor(busy.start), end: minuteCeil(busy.end) };
    const holes = own
      .map(({ start, end }) => ({ start: minuteFloor(start), end: minuteCeil(end) }))
      .filter((hole) => mayShow(range, hole));
    if (holes.length === 0) return [busy];
    return without([range], holes).map(({ start, end }) => ({
      ...busy,
      start: instantAt(start),
      end: instantAt(end),
    }));
  });
}

function mayShow(busy: Interval, mock: Interval): boolean {
  const lastsLong = ({ start, end }: Interval) => end - start >= AWAY_MINUTES;
  // The event of a mock may have been turned into one for all day by hand.
  return lastsLong(busy) ? lastsLong(mock) : busy.start <= mock.start && mock.end <= busy.end;
}

interface MovedMock {
  readonly from: PlannedBooking;
  readonly to: PlannedBooking;
}

function movedBooking(sop: Sop, mocks: readonly BookingRow[], planned: PlannedMock): MovedMock[] {
  const from = mocks.find(({ course, number }) => course === planned.course && number === planned.number)!;
  if (from.start.equals(planned.start) && from.interviewer === planned.interviewer) return [];
  const { name, email } = sop.interviewers.get(planned.interviewer)!;
  const { interviewer, role, start, end } = planned;
  const whom = { interviewer, interviewerName: name, interviewerEmail: email.toLowerCase(), role };
  return [{ from, to: { ...from, ...whom, start, end } }];
}

function asJson({ from, to }: MovedMock): JsonObject {
  const place = ({ interviewer, start, end }: PlannedBooking) => ({
    interviewer,
    start: start.toString(),
    end: end.toString(),
  });
  return { course: to.course, number: to.number, from: place(from), to: place(to) };
}

function noWayRound(
  sop: Sop,
  clashes: readonly Clash[],
  warnings: readonly string[],
  anew: Planned | Infeasible,
): EscalationInput {
  const helps =
    anew.status === 'planned'
      ? `Retry to plan all of them anew: the last mock would be on ${dateText(anew.score.finishDay)}.`
      : 'Planning all of them anew has no result either:';
  const reasons = anew.status === 'planned' ? [] : anew.reasons;
  return {
    code: 'overlap',
    message: [
      ...clashes.map(({ why }) => why),
      'This came up while the mocks were being booked, and moving a few of them does not settle it. What was booked is taken back.',
      helps,
      ...reasons.map(({ message }) => message),
      busyTableText(sop.busy),
      ...warnings,
    ].join('\n'),
    reasons: [
      ...clashes.map(({ why }) => ({ code: 'overlap', message: why })),
      ...reasons.map(({ code, message }) => ({ code, message })),
    ],
    proposals: anew.status === 'planned' ? [] : proposalRows(anew),
  };
}
