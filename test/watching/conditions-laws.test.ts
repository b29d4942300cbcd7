import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventOfBooking } from '../../src/booking/event-of-booking.ts';
import type { CalendarEvent } from '../../src/calendar/event.ts';
import { bestPlan } from '../../src/planning/find-plan.ts';
import { problemOf } from '../../src/planning/problem.ts';
import type { BookingRow } from '../../src/store/rows.ts';
import { conditionsOf } from '../../src/watching/conditions.ts';
import type { ConditionKind, Sight } from '../../src/watching/model.ts';
import { casesOf, THEMES } from '../planning/arbitrary.ts';
import { type Case, inForce, procedureOf, requestOf } from '../planning/case.ts';
import { booked, CANDIDATE } from './sight.ts';

/** A random case whose plan was booked as it is; null where it has none. */
function sightOf(given: Case): Sight | null {
  const procedure = procedureOf(given);
  const { busy, unreadable, now: planned, ...request } = requestOf(given);
  const { sop } = inForce(given);
  const asked = { ...request, busy, unreadable, now: planned };
  const found = bestPlan(problemOf(sop, asked), asked, null);
  if (found === null) return null;
  // A plan may begin at once; what has begun is of no matter any more.
  const now = planned.subtract({ minutes: 1 });
  const candidate = { ...CANDIDATE, ...request.candidate };
  const held = found.mocks.map((mock, index): BookingRow => {
    const { name, email } = sop.interviewers.get(mock.interviewer)!;
    return booked({
      ...mock,
      id: `mock-${index}`,
      eventId: `event${index}`,
      candidateEmail: candidate.email,
      interviewerName: name,
      interviewerEmail: email.toLowerCase(),
    });
  });
  const events = held.map((booking): [string, CalendarEvent] => {
    const { start, end, ...made } = eventOfBooking(sop, candidate, booking);
    const attendees = made.attendees.map((each) => ({ ...each, response: 'needsAction' as const }));
    const when = { kind: 'timed' as const, start, end };
    const shown = {
      status: 'confirmed' as const,
      type: 'default' as const,
      markedFree: false,
      organizer: null,
    };
    return [
      booking.id,
      { ...made, ...shown, when, attendees, conference: 'none', meetLink: null, htmlLink: null },
    ];
  });
  return {
    procedure,
    candidate,
    request,
    held,
    events: new Map(events),
    copies: new Map(),
    busy,
    unreadable,
    now,
  };
}

const sights = fc
  .constantFrom(...THEMES)
  .chain(casesOf)
  .map(sightOf)
  .filter((sight) => sight !== null);

/** One thing that somebody does to one event by hand, and what that is to be seen as. */
const CHANGES: Readonly<
  Record<
    string,
    { kind: ConditionKind; by: (event: CalendarEvent, booking: BookingRow) => CalendarEvent | null }
  >
> = {
  'the interviewer declines': {
    kind: 'interviewer-declined',
    by: (event, { interviewerEmail }) => answering(event, interviewerEmail),
  },
  'the candidate declines': {
    kind: 'candidate-declined',
    by: (event, { candidateEmail }) => answering(event, candidateEmail),
  },
  'it is dragged': {
    kind: 'moved',
    by: (event, { start, end }) => ({
      ...event,
      when: timed(start.add({ minutes: 7 }), end.add({ minutes: 7 })),
    }),
  },
  'it is made longer': {
    kind: 'moved',
    by: (event, { start, end }) => ({ ...event, when: timed(start, end.add({ minutes: 15 })) }),
  },
  'it is deleted': { kind: 'deleted', by: () => null },
  'its title is edited': {
    kind: 'edited',
    by: (event) => ({ ...event, title: `${event.title} (new room)` }),
  },
  'the candidate is taken out': {
    kind: 'edited',
    by: (event, { candidateEmail }) => ({
      ...event,
      attendees: event.attendees.filter(({ email }) => email.toLowerCase() !== candidateEmail.toLowerCase()),
    }),
  },
};

function answering(event: CalendarEvent, address: string): CalendarEvent {
  return {
    ...event,
    attendees: event.attendees.map((each) =>
      each.email.toLowerCase() === address.toLowerCase() ? { ...each, response: 'declined' } : each,
    ),
  };
}

function timed(start: Temporal.Instant, end: Temporal.Instant) {
  return { kind: 'timed' as const, start, end };
}

describe('what is seen, whatever the plan', () => {
  it('is nothing where nobody touched the calendar', () => {
    fc.assert(
      fc.property(sights, (sight) => {
        expect(conditionsOf(sight)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it('is nothing either while the mocks take place one after another', () => {
    fc.assert(
      fc.property(sights, fc.nat(), (sight, nth) => {
        const now = sight.held[nth % sight.held.length]!.start;
        expect(conditionsOf({ ...sight, now })).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  it('is exactly one thing where somebody changes one event', () => {
    fc.assert(
      fc.property(
        sights,
        fc.nat(),
        fc.constantFrom(...Object.values(CHANGES)),
        (sight, nth, { kind, by }) => {
          const booking = sight.held[nth % sight.held.length]!;
          const events = new Map(sight.events).set(booking.id, by(sight.events.get(booking.id)!, booking));
          const seen = conditionsOf({ ...sight, events });
          expect(seen.map((each) => ({ bookingId: each.bookingId, kind: each.kind }))).toEqual([
            { bookingId: booking.id, kind },
          ]);
          expect(seen[0]!.broken.length > 0).toBe(kind === 'moved');
        },
      ),
      { numRuns: 60 },
    );
  });

  it('does not hang on the order in which events, guests, entries and mocks are listed', () => {
    const touched = fc
      .tuple(
        sights,
        fc.array(fc.tuple(fc.nat(), fc.constantFrom(...Object.values(CHANGES))), { maxLength: 4 }),
      )
      .map(([sight, all]) => {
        const events = new Map(sight.events);
        for (const [nth, { by }] of all) {
          const booking = sight.held[nth % sight.held.length]!;
          const event = events.get(booking.id)!;
          if (event !== null) events.set(booking.id, by(event, booking));
        }
        // Everybody is busy all the time, so that there is something to be told of entries, too.
        const busy = sight.held.flatMap(({ interviewerEmail, candidateEmail, start, end }) =>
          [interviewerEmail, candidateEmail.toLowerCase()].map((email) => ({
            email,
            start,
            end,
            kind: 'other' as const,
          })),
        );
        return { ...sight, events, busy: [...sight.busy, ...busy] };
      });
    fc.assert(
      fc.property(touched, (sight) => {
        const events = new Map(
          [...sight.events]
            .reverse()
            .map(([id, event]) => [
              id,
              event === null ? null : { ...event, attendees: event.attendees.toReversed() },
            ]),
        );
        const turned = { ...sight, events, held: sight.held.toReversed(), busy: sight.busy.toReversed() };
        expect(conditionsOf(turned)).toEqual(conditionsOf(sight));
      }),
      { numRuns: 25 },
    );
  });
});
