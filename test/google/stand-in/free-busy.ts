import type { KeptCalendar, World } from './calendars.ts';
import { instantOf, knownZone, timestamp, written } from './event-times.ts';
import { listEntries } from './list-entries.ts';
import { invalid, invalidParameter, refusal, required, timeRangeEmpty } from './refusals.ts';

const CALENDARS_MAX = 50;

/** Not in the documentation; about this many days are reported, beyond them the whole query is refused. */
const SPAN_DAYS_MAX = 90;

interface Busy {
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
}

/**
 * `freebusy.query`: what is busy in each calendar within [timeMin, timeMax), ends exclusive, in UTC
 * unless a `timeZone` is asked for. A calendar that cannot be read has its errors inside the 200, and
 * a list of busy times that is empty all the same.
 */
export function freeBusy(world: World, body: Readonly<Record<string, unknown>>): object {
  const from = bound(body, 'timeMin');
  const to = bound(body, 'timeMax');
  if (Temporal.Instant.compare(from, to) >= 0) throw timeRangeEmpty();
  if (to.since(from).total('hours') > SPAN_DAYS_MAX * 24) {
    throw refusal(400, 'timeRangeTooLong', 'The requested time range is too long.', {
      domain: 'calendar',
      locationType: 'parameter',
      location: 'timeMax',
    });
  }
  const zone = body['timeZone'] ?? 'UTC';
  if (typeof zone !== 'string' || !knownZone(zone)) throw invalid('Invalid time zone.');
  const max = body['calendarExpansionMax'] ?? CALENDARS_MAX;
  if (typeof max !== 'number' || max < 1 || max > CALENDARS_MAX) {
    throw invalidParameter('calendarExpansionMax', `Values must be within the range: [1, ${CALENDARS_MAX}]`);
  }
  const ids = idsOf(body['items']);
  return {
    kind: 'calendar#freeBusy',
    timeMin: written(from, zone),
    timeMax: written(to, zone),
    calendars: Object.fromEntries(
      ids.map((id, index) => [
        id,
        index < max ? answerFor(world, id, from, to, zone) : failed('tooManyCalendarsRequested'),
      ]),
    ),
  };
}

function bound(body: Readonly<Record<string, unknown>>, name: string): Temporal.Instant {
  const value = body[name];
  if (value === undefined) throw required(`Missing ${name} parameter.`);
  const instant = typeof value === 'string' ? timestamp(value) : null;
  if (instant === null) throw refusal(400, 'badRequest', 'Bad Request');
  return instant;
}

function idsOf(items: unknown): string[] {
  if (items === undefined) return [];
  if (!Array.isArray(items)) throw invalid('Invalid items.');
  return items.map((item: unknown) => {
    const id =
      typeof item === 'object' && item !== null ? (item as Record<string, unknown>)['id'] : undefined;
    if (typeof id !== 'string') throw required('Missing calendar id.');
    return id;
  });
}

function answerFor(
  world: World,
  id: string,
  from: Temporal.Instant,
  to: Temporal.Instant,
  zone: string,
): object {
  const calendar = world.calendars.get(id === 'primary' ? world.account : id);
  if (calendar === undefined || calendar.accessRole === 'none') return failed('notFound');
  if (calendar.freeBusyError !== null) return failed(calendar.freeBusyError);
  return {
    busy: joined(busyIn(calendar, world, from, to)).map(({ start, end }) => ({
      start: written(start, zone),
      end: written(end, zone),
    })),
  };
}

function failed(reason: string): object {
  return { errors: [{ domain: reason === 'notFound' ? 'global' : 'calendar', reason }], busy: [] };
}

function busyIn(
  calendar: KeptCalendar,
  world: World,
  timeMin: Temporal.Instant,
  timeMax: Temporal.Instant,
): Busy[] {
  const events = listEntries(world, calendar, { singleEvents: true, timeMin, timeMax })
    .map(({ event }) => event)
    .filter(
      ({ status, transparency, eventType }) =>
        status !== 'cancelled' && transparency !== 'transparent' && eventType !== 'workingLocation',
    )
    .map(({ start, end }) => ({
      start: instantOf(start!, calendar.timeZone),
      end: instantOf(end!, calendar.timeZone),
    }));
  const given = calendar.busy.map(({ start, end }) => ({
    start: Temporal.Instant.from(start),
    end: Temporal.Instant.from(end),
  }));
  return [...events, ...given].filter(
    ({ start, end }) =>
      Temporal.Instant.compare(end, timeMin) > 0 && Temporal.Instant.compare(start, timeMax) < 0,
  );
}

/** Busy times that overlap or touch are one. */
function joined(busy: readonly Busy[]): Busy[] {
  const result: Busy[] = [];
  for (const one of busy.toSorted((a, b) => Temporal.Instant.compare(a.start, b.start))) {
    const last = result.at(-1);
    if (last === undefined || Temporal.Instant.compare(one.start, last.end) > 0) result.push(one);
    else if (Temporal.Instant.compare(one.end, last.end) > 0)
      result[result.length - 1] = { ...last, end: one.end };
  }
  return result;
}
