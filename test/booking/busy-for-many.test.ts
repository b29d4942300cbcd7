import { array, assert, constantFrom, integer, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { busyByMocks, busyForMany } from '../../src/booking/reading.ts';
import type { CalendarEvent } from '../../src/calendar/event.ts';
import type { BookingRow } from '../../src/store/rows.ts';
import { procedureOf, SMALL_SOP } from './office.ts';

const { base: sop } = procedureOf(SMALL_SOP);
const FIRST = Temporal.Instant.from('2026-12-01T18:00:00-08:00');
const NAMES = ['Dana', 'Erin'];
const candidates = NAMES.map((name) => ({
  id: name,
  candidate: { name, email: `${name.toLowerCase()}@example.com`, timeZone: 'UTC' },
}));

/** A mock at an hour, whose event stands at another hour, is missing, or is a copy by hand. */
const mock = record({
  candidate: constantFrom(...NAMES),
  interviewer: constantFrom('alpha', 'bravo'),
  hour: integer({ min: 0, max: 5 }),
  eventAt: integer({ min: 0, max: 5 }),
  event: constantFrom('own', 'missing', 'copy', 'other'),
});

describe('busy times for many candidates', () => {
  it('are for each of them what they are for that one alone, in whatever order', () => {
    assert(
      property(array(mock, { maxLength: 8 }), (mocks) => {
        const bookings = mocks.map((each, index) => bookingOf(each, `b${index}`));
        const events = mocks.flatMap((each, index) => eventOf(each, `b${index}`));
        const busyFor = busyForMany(sop, events, bookings);
        for (const { id, candidate } of candidates) {
          const alone = busyByMocks(sop, candidate, events, bookings, id);
          expect(texts(busyFor(candidate, id))).toEqual(texts(alone));
        }
      }),
    );
  });
});

interface Drawn {
  readonly candidate: string;
  readonly interviewer: string;
  readonly hour: number;
  readonly eventAt: number;
  readonly event: string;
}

function bookingOf({ candidate, interviewer, hour }: Drawn, id: string): BookingRow {
  return {
    id,
    workspace: 'default',
    candidateId: candidate,
    candidateName: candidate,
    candidateEmail: `${candidate.toLowerCase()}@example.com`,
    course: 'One',
    number: 1,
    interviewer,
    interviewerName: interviewer,
    interviewerEmail: `${interviewer}@example.com`,
    role: 'main',
    start: FIRST.add({ hours: hour }),
    end: FIRST.add({ hours: hour + 1 }),
    state: 'booked',
    eventId: `event${id}`,
    meetLink: null,
    htmlLink: null,
    outcome: null,
    outcomeNote: null,
  };
}

function eventOf({ candidate, interviewer, eventAt, event }: Drawn, id: string): CalendarEvent[] {
  if (event === 'missing') return [];
  const [candidateEmail, interviewerEmail] = [
    `${candidate.toLowerCase()}@example.com`,
    `${interviewer}@example.com`,
  ];
  return [
    {
      id: event === 'copy' ? `copy${id}` : `event${id}`,
      title: 'A mock',
      description: '',
      when: { kind: 'timed', start: FIRST.add({ hours: eventAt }), end: FIRST.add({ hours: eventAt + 1 }) },
      status: 'confirmed',
      markedFree: false,
      type: 'default',
      organizer: null,
      attendees: [candidateEmail, interviewerEmail].map((email) => ({
        email,
        name: null,
        optional: false,
        response: 'accepted' as const,
      })),
      booking:
        event === 'other'
          ? null
          : { bookingId: id, candidateEmail, interviewerEmail, course: 'One', number: 1 },
      conference: 'none',
      meetLink: null,
      htmlLink: null,
    },
  ];
}

function texts(busy: readonly object[]): string[] {
  return busy.map((each) => JSON.stringify(each)).sort();
}
