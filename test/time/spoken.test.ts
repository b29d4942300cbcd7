import { assert, constantFrom, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayText, momentText, spanText } from '../../src/time/spoken.ts';

const ZONES = ['America/Los_Angeles', 'Europe/Berlin', 'Asia/Kolkata', 'Pacific/Apia'];

describe('a time as people are told of it', () => {
  it('has the day as a calendar in English writes it, on every day in every zone', () => {
    const years = integer({ min: 0, max: 100 * 366 });
    assert(
      property(years, constantFrom(...ZONES), (days, zone) => {
        const instant = Temporal.Instant.from('2000-01-01T12:00:00Z').add({ hours: days * 24 });
        const written = instant
          .toZonedDateTimeISO(zone)
          .toLocaleString('en-US', { weekday: 'short', month: 'short', day: 'numeric' });
        expect(dayText(instant, zone)).toBe(written.replace(',', ''));
      }),
    );
  });

  it('names the zone as it is called at that moment, daylight time or not', () => {
    const zone = 'America/Los_Angeles';
    expect(momentText(Temporal.Instant.from('2026-12-02T02:00Z'), zone)).toBe('Tue Dec 1 18:00 PST');
    expect(momentText(Temporal.Instant.from('2026-07-02T01:00Z'), zone)).toBe('Wed Jul 1 18:00 PDT');
  });

  it('has its end by the clock alone', () => {
    const [start, end] = ['2026-12-02T02:00Z', '2026-12-02T03:30Z'].map((text) =>
      Temporal.Instant.from(text),
    );
    expect(spanText({ start: start!, end: end! }, 'America/Los_Angeles')).toBe('Tue Dec 1 18:00–19:30');
  });
});
