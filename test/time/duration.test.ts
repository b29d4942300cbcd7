import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDuration, parseDuration } from '../../src/time/duration.ts';

describe('an elapsed time', () => {
  it.each([
    ['30m', 30],
    ['12h', 720],
    ['4d', 5760],
    ['1d12h', 2160],
    ['1d1h1m', 1501],
    ['0m', 0],
    ['0h', 0],
    [' 90m ', 90],
  ])('%s is so many minutes', (text, minutes) => {
    expect(parseDuration(text)).toBe(minutes);
  });

  it.each(['', ' ', '30', 'h', '12 h', '12H', '-1h', '1.5h', '1h1d', '1h1h', 'PT1H', '1w', '99999d'])(
    '%j is none',
    (text) => {
      expect(parseDuration(text)).toBeNull();
    },
  );

  it.each([
    [0, '0m'],
    [90, '1h30m'],
    [1440, '24h'],
    [2160, '36h'],
    [2880, '2d'],
    [5850, '4d1h30m'],
  ])('of %i minutes is written as people say it', (minutes, text) => {
    expect(formatDuration(minutes)).toBe(text);
  });

  it('is read back from how it is written', () => {
    fc.assert(
      fc.property(fc.nat(9999 * 1440), (minutes) => {
        expect(parseDuration(formatDuration(minutes))).toBe(minutes);
      }),
    );
  });
});
