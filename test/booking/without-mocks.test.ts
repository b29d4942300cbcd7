import { describe, expect, it } from 'vitest';
import { withoutMocks } from '../../src/booking/move-mocks.ts';
import { spanText } from '../../src/time/spoken.ts';
import { at, booked, range } from '../watching/sight.ts';
import { procedureOf, SMALL_SOP, ZONE } from './office.ts';

const SOP = procedureOf(
  SMALL_SOP.replace('name: Alpha,', 'name: Alpha, calendar: alpha@cal.example.com,'),
).base;
const MOCK = booked(range('2026-12-01', '18:00', '19:00'));
const NEXT = booked({ number: 2, ...range('2026-12-01', '19:00', '20:00') });

/** What is left of a time at which Alpha's own calendar shows Alpha busy, around mocks with Alpha. */
function left(start: string, end: string, mocks = [MOCK]): string[] {
  const entry = {
    email: 'alpha@cal.example.com',
    start: at(`2026-12-01 ${start}`),
    end: at(end),
    kind: 'other' as const,
  };
  return withoutMocks(SOP, { busy: [entry], unreadable: new Set(), warnings: [] }, mocks).map((busy) =>
    spanText(busy, ZONE),
  );
}

describe('what an interviewer’s own calendar shows besides their mocks', () => {
  it('is nothing at the very time of a mock', () => {
    expect(left('18:00', '2026-12-01 19:00')).toEqual([]);
  });

  it('is what is run together with a mock, before and after it', () => {
    expect(left('17:00', '2026-12-01 19:30')).toEqual(['Tue Dec 1 17:00–18:00', 'Tue Dec 1 19:00–19:30']);
  });

  it('is nothing at the time of two mocks in a row', () => {
    expect(left('18:00', '2026-12-01 20:00', [MOCK, NEXT])).toEqual([]);
  });

  it('is all of what covers a part of a mock alone, for that is no mock', () => {
    expect(left('18:30', '2026-12-01 19:30')).toEqual(['Tue Dec 1 18:30–19:30']);
    expect(left('17:00', '2026-12-01 18:30')).toEqual(['Tue Dec 1 17:00–18:30']);
    expect(left('18:15', '2026-12-01 18:45')).toEqual(['Tue Dec 1 18:15–18:45']);
  });

  it('is the part that is in the way of one mock, run together with another', () => {
    expect(left('18:00', '2026-12-01 19:30', [MOCK, NEXT])).toEqual(['Tue Dec 1 19:00–19:30']);
  });

  it('is a whole day away, mocks or not', () => {
    expect(left('00:00', '2026-12-02 00:00')).toHaveLength(1);
  });
});
