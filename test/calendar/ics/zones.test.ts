import { describe, expect, it } from 'vitest';
import { componentsOf } from '../../../src/calendar/ics/component.ts';
import { windowsZone } from '../../../src/calendar/ics/windows-zones.ts';
import { zoneLines } from '../../../src/calendar/ics/zone-lines.ts';
import { zonesOf } from '../../../src/calendar/ics/zones.ts';
import { sameZone } from '../../../src/time/zone.ts';
import { at, ics, LOS_ANGELES } from '../builders.ts';

function zoneIn(text: string, tzid: string, year = 2026): string | null {
  const [calendar] = componentsOf(text, { tolerant: true });
  return calendar === undefined ? null : zonesOf(calendar, LOS_ANGELES)(tzid, year);
}

describe('The time zones of other programs', () => {
  it.each([
    ['America/Los_Angeles', 'America/Los_Angeles'],
    ['US/Pacific', 'America/Los_Angeles'],
    ['Pacific Standard Time', 'America/Los_Angeles'],
    ['pacific daylight time', 'America/Los_Angeles'],
    ['W. Europe Standard Time', 'Europe/Berlin'],
    ['Central Standard Time (Mexico)', 'America/Mexico_City'],
    ['India Standard Time', 'Asia/Kolkata'],
    ['UTC', 'UTC'],
    ['/softwarestudio.org/Olson_20011030_5/America/Argentina/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
  ])('%s is %s', (tzid, expected) => {
    const found = zoneIn(ics(), tzid);
    expect(found !== null && sameZone(found, expected)).toBe(true);
  });

  it.each(['Mars/Olympus', '', 'Customized Time Zone', '+02:00', 'Standard Time'])('"%s" is none', (tzid) => {
    expect(zoneIn(ics(), tzid)).toBeNull();
  });

  it('are all there under the names of Windows', () => {
    const names = ['Dateline', 'Greenwich', 'AUS Eastern', 'Line Islands', 'Nepal', 'Newfoundland'];
    for (const name of names) {
      const zone = windowsZone(`${name} Standard Time`);
      expect(zone).not.toBeNull();
      expect(() => at('2026-12-01T00:00', zone ?? '')).not.toThrow();
    }
    expect(windowsZone('No Such Standard Time')).toBeNull();
  });

  it.each([
    'America/New_York',
    'Europe/London',
    'Australia/Lord_Howe',
    'America/Santiago',
    'Asia/Kathmandu',
    'Asia/Tokyo',
  ])('a description that we write is understood as %s, or a zone with the same clocks', (zone) => {
    const lines = zoneLines(zone, at('2026-06-01T00:00')).map((line) =>
      line === `TZID:${zone}` ? 'TZID:Office' : line,
    );
    const found = zoneIn(ics(...lines), 'Office');
    expect(found).not.toBeNull();
    for (let day = at('2026-01-01T00:00Z'); `${day}` < '2027-06'; day = day.add({ hours: 24 * 3 })) {
      const offset = (name: string) => day.toZonedDateTimeISO(name).offset;
      expect(offset(found ?? '')).toBe(offset(zone));
    }
  });

  it.each([
    ['no observance', ['BEGIN:VTIMEZONE', 'TZID:Office', 'END:VTIMEZONE']],
    [
      'clocks that no zone has',
      [
        'BEGIN:VTIMEZONE',
        'TZID:Office',
        'BEGIN:STANDARD',
        'DTSTART:19700101T000000',
        'TZOFFSETFROM:+0017',
        'TZOFFSETTO:+0017',
        'END:STANDARD',
        'END:VTIMEZONE',
      ],
    ],
    [
      'a change every second',
      [
        'BEGIN:VTIMEZONE',
        'TZID:Office',
        'BEGIN:STANDARD',
        'DTSTART:19700101T000000',
        'TZOFFSETFROM:+0100',
        'TZOFFSETTO:+0100',
        'RRULE:FREQ=SECONDLY',
        'END:STANDARD',
        'END:VTIMEZONE',
      ],
    ],
  ])('a description with %s is none', (_, lines) => {
    expect(zoneIn(ics(...lines), 'Office')).toBeNull();
  });
});
