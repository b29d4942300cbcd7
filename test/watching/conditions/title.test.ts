import { describe, expect, it } from 'vitest';
import type { CalendarEvent } from '../../../src/calendar/event.ts';
import { conditionsOf } from '../../../src/watching/conditions.ts';
import { SMALL_SOP } from '../../booking/office.ts';
import { eventOf, FIRST, SECOND, sightOf, THIRD } from '../sight.ts';

const RETITLED = SMALL_SOP.replace(
  '{interviewer} {course} Mock{number}',
  '{course} {number} with {interviewer}',
);
const HELD = [FIRST, SECOND, THIRD];

/** Events as they were made by the procedure before; `of` says what somebody did to them. */
function asMade(of: (event: CalendarEvent) => CalendarEvent = (event) => event) {
  return Object.fromEntries(HELD.map((booking) => [booking.id, of(eventOf(booking, SMALL_SOP))]));
}

const kinds = (events: Readonly<Record<string, CalendarEvent>>) =>
  conditionsOf(sightOf({ sop: RETITLED, events })).map(({ bookingId, kind }) => `${bookingId} ${kind}`);

describe('another title in the SOP', () => {
  it('makes no edit by hand of the events that have the former one', () => {
    expect(kinds(asMade())).toEqual([]);
    expect(kinds(asMade((event) => ({ ...event, title: ` ${event.title}` })))).toEqual([]);
  });

  it('leaves it an edit where somebody wrote another title, and says nothing of the right one', () => {
    const first = { ...eventOf(FIRST), title: 'Chat' };
    const second = { ...eventOf(SECOND), title: 'Dana : One 2 with Alpha' };
    expect(kinds({ ...asMade(), [FIRST.id]: first, [SECOND.id]: second })).toEqual(['one-1 edited']);
  });

  it('is compared as it stands with events that do not carry which title they were given', () => {
    const { titleDigest: _, ...mark } = eventOf(FIRST).booking!;
    expect(kinds({ ...asMade(), [FIRST.id]: { ...eventOf(FIRST), booking: mark } })).toEqual([
      'one-1 edited',
    ]);
  });
});
