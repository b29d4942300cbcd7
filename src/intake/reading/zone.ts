import { distance } from 'fastest-levenshtein';
import { zoneNamed } from '../../time/zone.ts';
import { lengthOf, quoted, simplified } from './plain-text.ts';
import { type Reading, type Refusal, refused, understood } from './reading.ts';
import { COMMON_ZONES, ZONE_BY_NAME } from './zone-table.ts';

const EXAMPLES = 'EST, IST, London or America/New_York';
const SUGGESTIONS_MAX = 3;
const ZONE_LENGTH_MAX = 200;

/** The last part of every IANA name, as people write a city: `new york` → `America/New_York`. */
const ZONE_BY_CITY: ReadonlyMap<string, string> = new Map(
  Intl.supportedValuesOf('timeZone').map((zone) => [spaced(zone.slice(zone.lastIndexOf('/') + 1)), zone]),
);

/**
 * The IANA name of a zone as people type it: a short name (`EST`, `PDT`, `IST`), a US zone's name
 * (`Eastern`, `Pacific time`), a city, a country with one zone, or an IANA name in any case. Short
 * names that mean several zones are decided in `zone-table.ts`. Offsets (`UTC+2`) are refused, since
 * they know no daylight time. `now` only serves to offer zones that have such an offset today.
 */
export function readZone(typed: string, now: Temporal.Instant): Reading<string> {
  const zone = zoneCalled(simplified(typed.slice(0, ZONE_LENGTH_MAX)));
  return zone === null || typed.length > ZONE_LENGTH_MAX ? refusedZone(typed, now) : understood(zone);
}

/** Why a text is no zone, with the zones that may have been meant. */
export function refusedZone(typed: string, now: Temporal.Instant): Refusal {
  if (typed.length > ZONE_LENGTH_MAX)
    return refused(`That is too long for a time zone. Write e.g. ${EXAMPLES}.`);
  const text = simplified(typed);
  if (text === '') return refused(`I need a time zone, e.g. ${EXAMPLES}.`);
  const offset = /^(?:utc|gmt)? ?([+-]) ?(\d{1,2}):?(\d{2})?$/.exec(text);
  if (offset !== null) return refusedOffset(typed, offset, now);
  const near = nearest(bareName(text));
  const hint = near.length === 0 ? '' : ` Did you mean ${listed(near)}?`;
  return refused(`I know no time zone ${quoted(typed)}.${hint} Write e.g. ${EXAMPLES}.`, near);
}

/** The same without an explanation: the zone of a simplified text, or null. */
export function zoneCalled(text: string): string | null {
  const name = bareName(text);
  const known = ZONE_BY_NAME.get(name) ?? ZONE_BY_CITY.get(name);
  if (known !== undefined) return known;
  return zoneNamed(text.replaceAll(' ', '_'));
}

/** `u.s. eastern standard time` → `us eastern`; `new_york` → `new york`. */
function bareName(text: string): string {
  return spaced(text)
    .replace(/ ?\((?:us|usa|us & canada)\)$/, '')
    .replace(/(?: (?:standard|daylight|summer))?(?: time)?(?: zone)?$/, '')
    .trim();
}

function spaced(name: string): string {
  return name
    .toLowerCase()
    .replace(/[._]/g, (sign) => (sign === '_' ? ' ' : ''))
    .trim();
}

function refusedOffset(
  typed: string,
  [, sign, hours, minutes]: RegExpExecArray,
  now: Temporal.Instant,
): Refusal {
  const size = (Number(hours) * 60 + Number(minutes ?? 0)) * 60_000_000_000;
  const offset = sign === '-' ? -size : size;
  const here = COMMON_ZONES.filter((zone) => now.toZonedDateTimeISO(zone).offsetNanoseconds === offset);
  return refused(
    `${quoted(typed)} does not say when the clocks change. Name the city or the zone, e.g. ${EXAMPLES}.`,
    here.slice(0, SUGGESTIONS_MAX),
  );
}

/** Zones whose name begins with the text; else those a few letters away, then those that hold it. */
function nearest(name: string): string[] {
  if (name.length < 2) return [];
  const reach = Math.max(1, Math.floor(lengthOf(name) / 4));
  const ranked = [...ZONE_BY_NAME, ...ZONE_BY_CITY]
    .map(([known, zone]) => ({ zone, known, rank: rank(name, known, zone, reach) }))
    .filter((entry): entry is typeof entry & { rank: number } => entry.rank !== null)
    .sort((a, b) => a.rank - b.rank || (a.known < b.known ? -1 : 1));
  const begun = ranked.filter((entry) => entry.rank === 0);
  return [...new Set((begun.length > 0 ? begun : ranked).map((entry) => entry.zone))].slice(
    0,
    SUGGESTIONS_MAX,
  );
}

function rank(name: string, known: string, zone: string, reach: number): number | null {
  if (known.length >= 3 && known.startsWith(name)) return 0;
  const away = distance(name, known);
  // A slip in a name of three letters is a wrong letter; `la` is not near `bla`.
  const comparable = known.length >= 4 || known.length === name.length;
  if (comparable && away <= reach) return away;
  if (name.length >= 4 && spaced(zone).includes(name)) return reach + 1;
  return null;
}

function listed(zones: readonly string[]): string {
  return zones.length === 1 ? String(zones[0]) : `${zones.slice(0, -1).join(', ')} or ${zones.at(-1)}`;
}
