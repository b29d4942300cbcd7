import { zoneNamed } from '../../time/zone.ts';
import { type Component, property } from './component.ts';
import { describedZone } from './described-zone.ts';
import { windowsZone } from './windows-zones.ts';

/** The IANA zone that a TZID stands for in the years from one on, or null. */
export type ZoneLookup = (tzid: string, year: number) => string | null;

/** A file with more home-made zones than that was not written by a calendar program. */
const DESCRIBED_MAX = 200;

/**
 * How a calendar's TZIDs are understood, first what answers: an IANA name, a Windows name, an IANA
 * name at the end of a path (`/softwarestudio.org/Olson_20011030_5/Europe/Berlin`), the name that
 * its VTIMEZONE gives as X-LIC-LOCATION, and the IANA zone whose clocks agree with the VTIMEZONE.
 */
export function zonesOf(calendar: Component, likely: string): ZoneLookup {
  const described = new Map<string, Component>();
  for (const zone of calendar.children) {
    const tzid = zone.name === 'VTIMEZONE' ? property(zone, 'TZID')?.value.trim() : undefined;
    if (tzid !== undefined && !described.has(tzid)) described.set(tzid, zone);
  }
  const known = new Map<string, string | null>();
  let tried = 0;
  return (tzid, year) => {
    const named = remembered(known, tzid, () => byName(tzid, described.get(tzid)));
    if (named !== null) return named;
    const zone = described.get(tzid);
    if (zone === undefined) return null;
    return remembered(known, `${year} ${tzid}`, () => {
      tried += 1;
      return tried > DESCRIBED_MAX ? null : describedZone(zone, year, likely);
    });
  };
}

function byName(tzid: string, zone: Component | undefined): string | null {
  const name = tzid.replace(/^"|"$/g, '');
  const path = name.split('/');
  const endings = [path.slice(-2).join('/'), path.slice(-3).join('/')].filter((ending) =>
    ending.includes('/'),
  );
  const location = zone === undefined ? undefined : property(zone, 'X-LIC-LOCATION')?.value;
  for (const candidate of [name, ...endings, location ?? '']) {
    const found = zoneNamed(candidate) ?? windowsZone(candidate);
    if (found !== null) return found;
  }
  return null;
}

function remembered<Value>(known: Map<string, Value>, key: string, find: () => Value): Value {
  const before = known.get(key);
  if (before !== undefined) return before;
  const found = find();
  known.set(key, found);
  return found;
}
