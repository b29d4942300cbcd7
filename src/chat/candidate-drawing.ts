import type { Drawing, DrawnMock } from '../picture/picture.ts';
import { candidateFreeTime } from '../planning/starts.ts';
import type { CandidateRequest } from '../request/model.ts';
import { type Procedure, procedureFor } from '../sop/model.ts';
import type { BookingRow } from '../store/rows.ts';
import { dayTable } from '../time/day-table.ts';
import { daysInWindow, instantAt } from '../time/zoned-day.ts';

/** What a picture of a candidate's mocks shows: the mocks, and the time that was asked for. */
export function candidateDrawing(
  procedure: Procedure,
  request: CandidateRequest,
  mocks: readonly DrawnMock[],
): Drawing {
  const { candidate, window } = request;
  const { sop } = procedureFor(procedure, daysInWindow(window.start, window.end));
  const days = dayTable(window.start, window.end, sop.timeZone);
  const asked = { ...request, now: instantAt(0), busy: [], unreadable: new Set<string>() };
  return {
    title: candidate.name,
    otherTitle: candidate.email,
    zone: sop.timeZone,
    candidateZone: candidate.timeZone,
    window,
    free: candidateFreeTime(sop, asked, days).map(({ start, end }) => ({
      start: instantAt(start),
      end: instantAt(end),
    })),
    holidays: sop.rules.holidays,
    mocks,
  };
}

/** Bookings as a picture shows them; those that are being taken back are left out. */
export function drawnBookings(bookings: readonly BookingRow[]): readonly DrawnMock[] {
  return bookings
    .filter(({ state }) => state !== 'cancelling' && state !== 'released')
    .map(({ course, number, interviewerName, role, start, end, state }) => ({
      course,
      number,
      interviewer: interviewerName,
      role,
      start,
      end,
      isPending: state !== 'booked',
    }));
}
