import { describe, expect, it } from 'vitest';
import { shownMocks } from '../../src/booking/shown-mocks.ts';
import type { CalendarEvent } from '../../src/calendar/event.ts';
import { booked, eventOf, guest, guests, movedTo, range } from '../watching/sight.ts';
import { procedureOf, SMALL_SOP } from './office.ts';

const SOP = procedureOf(
  SMALL_SOP.replace(
    'email: alpha@example.com,',
    'email: alpha@example.com, calendar: alpha.own@example.com,',
  ).replace('email: charlie@example.com,', 'email: charlie@example.com, calendar: charlie@example.com,'),
).base;
const MOCK = booked();
const LATER = range('2026-12-04', '18:30', '19:30');

const shown = (...events: CalendarEvent[]) =>
  shownMocks(SOP, events, [MOCK, booked({ id: 'two-1', interviewer: 'bravo' })]).map(
    ({ id, interviewer, start }) => `${id} ${interviewer} ${start}`,
  );
const AS_BOOKED = `one-1 alpha ${MOCK.start}`;

describe('mocks as the own calendars of interviewers show them', () => {
  it('are there where they are booked, with whoever has such a calendar', () => {
    expect(shown()).toEqual([AS_BOOKED]);
  });

  it('are there, too, where their events or copies of these stand, with whoever is invited', () => {
    const moved = { ...eventOf(MOCK), ...movedTo(LATER.start, LATER.end) };
    expect(shown(moved, { ...moved, id: 'copy' })).toEqual([
      AS_BOOKED,
      `one-1 alpha ${LATER.start}`,
      `one-1 alpha ${LATER.start}`,
    ]);
    const given = {
      ...eventOf(MOCK),
      ...guests(MOCK, { without: ['alpha@example.com'], and: [guest('Charlie@example.com')] }),
    };
    expect(shown(given)).toEqual([AS_BOOKED, `one-1 charlie ${MOCK.start}`]);
  });

  it('are not there for somebody who declined, nor of what is no mock or was deleted', () => {
    const declined = guests(MOCK, {
      without: ['alpha@example.com'],
      and: [guest('charlie@example.com', { response: 'declined' })],
    });
    expect(
      shown(
        { ...eventOf(MOCK), ...declined },
        { ...eventOf(MOCK), id: 'x', booking: null },
        { ...eventOf(MOCK), ...movedTo(LATER.start, LATER.end), status: 'cancelled' },
      ),
    ).toEqual([AS_BOOKED]);
  });
});
