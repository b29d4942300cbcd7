import { describe, expect, it } from 'vitest';
import { nearestZone } from '../../src/time/nearest-zone.ts';
import { sameZone, zoneNamed } from '../../src/time/zone.ts';

describe('a time zone', () => {
  it.each([
    ['EST', 'America/New_York'],
    ['cst', 'America/Chicago'],
    ['MST', 'America/Denver'],
    [' pst ', 'America/Los_Angeles'],
    ['america/los_angeles', 'America/Los_Angeles'],
    ['utc', 'UTC'],
    ['US/Pacific', 'US/Pacific'],
    ['Etc/GMT+5', 'Etc/GMT+5'],
  ])('%j is %s', (text, zone) => {
    expect(zoneNamed(text)).toBe(zone);
  });

  it.each([
    '',
    '+02:00',
    '-0800',
    'Z',
    'T10:00Z',
    'T10:00[+02:00]',
    'T10:00[Europe/Berlin]',
    '2026-01-01T00:00[UTC]',
    'Mars/Olympus',
    'constructor',
  ])('%j is none, since it names no zone with its own clock changes', (text) => {
    expect(zoneNamed(text)).toBeNull();
  });

  it('called by a US short name keeps its daylight time', () => {
    const july = Temporal.Instant.from('2026-07-01T12:00:00Z');
    expect(july.toZonedDateTimeISO(zoneNamed('EST') ?? 'UTC').offset).toBe('-04:00');
  });

  it('is the same under its other names', () => {
    expect(sameZone('US/Pacific', 'America/Los_Angeles')).toBe(true);
    expect(sameZone('America/Denver', 'America/Los_Angeles')).toBe(false);
  });

  it.each([
    ['America/Los_Angelos', 'America/Los_Angeles'],
    ['los angeles', 'America/Los_Angeles'],
    ['New York', 'America/New_York'],
    ['Europe/Londn', 'Europe/London'],
    ['PDT', 'PST'],
  ])('misspelt as %s was probably %s', (text, zone) => {
    expect(nearestZone(text)).toBe(zone);
  });

  it('misspelt beyond recognition is not guessed', () => {
    expect(nearestZone('somewhere far away from here')).toBeUndefined();
    expect(nearestZone('')).toBeUndefined();
    expect(nearestZone('x'.repeat(100_000))).toBeUndefined();
  });
});
