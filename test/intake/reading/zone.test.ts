import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readZone } from '../../../src/intake/reading/zone.ts';
import { ZONE_BY_NAME } from '../../../src/intake/reading/zone-table.ts';
import { sameZone, zoneNamed } from '../../../src/time/zone.ts';

const NOW = Temporal.Instant.from('2026-11-22T20:00:00Z');

function zone(text: string): string {
  const read = readZone(text, NOW);
  return read.ok ? read.value : `refused: ${read.why}`;
}

describe('a time zone as people type it', () => {
  it.each([
    ['EST', 'America/New_York'],
    ['edt', 'America/New_York'],
    ['ET', 'America/New_York'],
    ['Eastern', 'America/New_York'],
    ['US Eastern Standard Time', 'America/New_York'],
    ['Eastern Time (US & Canada)', 'America/New_York'],
    ['CST', 'America/Chicago'],
    ['central time', 'America/Chicago'],
    ['MST', 'America/Denver'],
    ['Mountain', 'America/Denver'],
    ['PST', 'America/Los_Angeles'],
    ['PDT', 'America/Los_Angeles'],
    ['Pacific', 'America/Los_Angeles'],
    ['P.S.T.', 'America/Los_Angeles'],
    ['New York', 'America/New_York'],
    ['NYC', 'America/New_York'],
    ['San Francisco', 'America/Los_Angeles'],
    ['Phoenix', 'America/Phoenix'],
    ['IST', 'Asia/Kolkata'],
    ['India', 'Asia/Kolkata'],
    ['Bengaluru', 'Asia/Kolkata'],
    ['Calcutta', 'Asia/Kolkata'],
    ['London', 'Europe/London'],
    ['London time', 'Europe/London'],
    ['UK', 'Europe/London'],
    ['GMT', 'UTC'],
    ['CET', 'Europe/Paris'],
    ['Sao Paulo', 'America/Sao_Paulo'],
    ['america/new_york', 'America/New_York'],
    ['America/New York', 'America/New_York'],
    ['ASIA/KOLKATA', 'Asia/Kolkata'],
    ['Port-au-Prince', 'America/Port-au-Prince'],
    [' \u200eTokyo\n', 'Asia/Tokyo'],
  ])('%s is %s', (text, name) => {
    expect(zone(text)).toBe(name);
  });

  it('the four US zones keep their daylight time', () => {
    const summer = Temporal.Instant.from('2026-07-01T12:00:00Z').toZonedDateTimeISO(zone('EST'));
    expect(summer.offset).toBe('-04:00');
  });

  it.each([
    ['Kolkatta', ['Asia/Kolkata']],
    ['Londn', ['Europe/London']],
    ['San Fran', ['America/Los_Angeles']],
    ['pasific', ['America/Los_Angeles']],
    ['UTC+5:30', ['Asia/Kolkata', 'Asia/Colombo']],
    ['Argentna', ['America/Argentina/Buenos_Aires']],
    ['Narnia', []],
    ['xq', []],
  ])('%s is refused, and the nearest are offered', (text, offered) => {
    expect(readZone(text, NOW)).toMatchObject({ ok: false, suggestions: offered });
    expect(zone(text)).toMatch(/e\.g\. EST, IST, London or America\/New_York/);
  });

  it('an offset is refused because it does not say when the clocks change', () => {
    expect(zone('GMT+2')).toMatch(/“GMT\+2” does not say when the clocks change/);
  });

  it('an empty and an endless text are refused with an example', () => {
    expect(zone(' ')).toMatch(/I need a time zone, e\.g\./);
    expect(zone('New York '.repeat(1000))).toMatch(/too long/);
  });

  it('every zone of the table exists', () => {
    for (const name of ZONE_BY_NAME.values()) expect(zoneNamed(name)).toBe(name);
  });
});

describe('the canonical form of a zone', () => {
  it('is read back as the same zone, for every zone there is and every name for one', () => {
    for (const name of Intl.supportedValuesOf('timeZone'))
      expect(sameZone(zone(name), name), name).toBe(true);
    for (const name of [...Intl.supportedValuesOf('timeZone'), ...ZONE_BY_NAME.keys()]) {
      expect(zone(zone(name)), name).toBe(zone(name));
    }
  });

  it('does not depend on case', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Intl.supportedValuesOf('timeZone')), fc.boolean(), (name, upper) => {
        expect(zone(upper ? name.toUpperCase() : name.toLowerCase())).toBe(zone(name));
      }),
    );
  });
});
