import { describe, expect, it } from 'vitest';
import { looksLikeDate, parseDate } from '../../src/time/written-date.ts';
import { parseInstant } from '../../src/time/written-instant.ts';

const ZONE = 'America/Los_Angeles';

describe('a written date', () => {
  it('is a day of the calendar', () => {
    expect(parseDate(' 2028-02-29 ')?.toString()).toBe('2028-02-29');
  });

  it.each(['2026-02-29', '2026-13-01', '2026-00-10', '2026-04-31'])(
    '%s looks like one, but is none',
    (text) => {
      expect(looksLikeDate(text)).toBe(true);
      expect(parseDate(text)).toBeNull();
    },
  );

  it.each([
    '',
    '20261201',
    '2026-12-1',
    '1 Dec',
    '2026-12-01T10:00',
    '+002026-12-01',
    '2026-12-01[u-ca=hebrew]',
  ])('%j is none', (text) => {
    expect(looksLikeDate(text)).toBe(false);
    expect(parseDate(text)).toBeNull();
  });
});

describe('a written instant', () => {
  it.each([
    ['2026-12-02T18:00:00-08:00', '2026-12-03T02:00:00Z'],
    ['2026-12-02T18:00-08:00', '2026-12-03T02:00:00Z'],
    ['2026-12-03T02:00:00.250Z', '2026-12-03T02:00:00.25Z'],
    ['2026-12-02 18:00+0530', '2026-12-02T12:30:00Z'],
    ['2026-12-02T18:00-08', '2026-12-03T02:00:00Z'],
  ])('%s is its own offset’s time', (text, instant) => {
    expect(parseInstant(text, ZONE)?.toString()).toBe(instant);
  });

  it('without an offset is the wall-clock time of the zone', () => {
    expect(parseInstant('2026-12-02T18:00', ZONE)?.toString()).toBe('2026-12-03T02:00:00Z');
    expect(parseInstant('2026-07-02T18:00', ZONE)?.toString()).toBe('2026-07-03T01:00:00Z');
  });

  it('that a clock change skips moves forward, and one that occurs twice is the first', () => {
    expect(parseInstant('2026-03-08T02:30', ZONE)?.toString()).toBe('2026-03-08T10:30:00Z');
    expect(parseInstant('2026-11-01T01:30', ZONE)?.toString()).toBe('2026-11-01T08:30:00Z');
  });

  it.each([
    '',
    '2026-12-02',
    '18:00',
    '2026-12-02T25:00Z',
    '2026-02-30T10:00Z',
    '2026-12-02T18:00+25:00',
    '2026-12-02T18:00[UTC]',
    'tomorrow',
    '1764700000',
  ])('%j is none', (text) => {
    expect(parseInstant(text, ZONE)).toBeNull();
  });
});
