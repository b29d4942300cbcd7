import type { BookingRow, JsonObject, JsonValue, ObservationRow, SeenInput } from '../../store/rows.ts';
import type { Condition } from '../model.ts';

/**
 * A condition as the store notes it. Where something stands by hand, the place and the rules that it breaks
 * are kept with it: should people agree to that and the booking follow, the same rules are broken then, and
 * nobody is to be asked a second time.
 */
export function seenOf({ bookingId, kind, key, summary, place, broken }: Condition): SeenInput {
  return {
    bookingId,
    kind,
    key,
    summary,
    details: {
      broken,
      ...(place === undefined
        ? {}
        : { place: { interviewer: place.interviewer, start: `${place.start}`, end: `${place.end}` } }),
    },
  };
}

/** What people agreed to: mocks that are booked where somebody put them against the rules. */
export interface Agreed {
  readonly bookings: ReadonlySet<string>;
  /** What may be said of such places, and is no news. */
  readonly sentences: ReadonlySet<string>;
}

/**
 * The exceptions that people agreed to: what was observed, is settled, was wrong, and where the mock is
 * booked now all the same. Only a person's word can bring that about.
 */
export function agreedOf(held: readonly BookingRow[], observations: readonly ObservationRow[]): Agreed {
  const agreed = observations.filter(({ state, bookingId, details }) => {
    const booking = held.find(({ id }) => id === bookingId);
    return (
      state === 'settled' && booking !== undefined && brokenIn(details).length > 0 && isAt(booking, details)
    );
  });
  return {
    bookings: new Set(agreed.map(({ bookingId }) => bookingId)),
    sentences: new Set(agreed.flatMap(({ details }) => brokenIn(details))),
  };
}

/** Whether all that a condition says was agreed to. */
export function isAgreed({ sentences }: Agreed, { kind, summary, broken }: Condition): boolean {
  const said = kind === 'rule' ? broken : [summary];
  return said.every((sentence) => sentences.has(sentence));
}

function brokenIn({ broken }: JsonObject): string[] {
  return Array.isArray(broken) ? broken.filter((each) => typeof each === 'string') : [];
}

function isAt({ interviewer, start, end }: BookingRow, { place }: JsonObject): boolean {
  return (
    isObject(place) &&
    place['interviewer'] === interviewer &&
    place['start'] === `${start}` &&
    place['end'] === `${end}`
  );
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
