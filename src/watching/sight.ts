import { standsAt } from '../booking/look-again.ts';
import { withoutMocks } from '../booking/move-mocks.ts';
import {
  addressesOf,
  busyForMany,
  type ReadingRange,
  readingRange,
  readOwnCalendars,
} from '../booking/reading.ts';
import { shownMocks } from '../booking/shown-mocks.ts';
import type { Calendar } from '../calendar/calendar.ts';
import type { CalendarEvent } from '../calendar/event.ts';
import { candidateRequestFrom } from '../request/candidate-request.ts';
import type { Busy, CandidateRequest } from '../request/model.ts';
import { type Procedure, procedureFor, type Sop } from '../sop/model.ts';
import type { BookingRow, CandidateRow } from '../store/rows.ts';
import { daysInWindow } from '../time/zoned-day.ts';
import type { Sight } from './model.ts';
import { isWatched, onlyWatched } from './sight/astray.ts';
import { copiesOf } from './sight/copies.ts';
import type { WatchDesk } from './watch-desk.ts';

/** What the store alone says of those whose mocks are watched over. */
interface Known {
  readonly candidate: CandidateRow;
  readonly request: CandidateRequest;
  readonly held: readonly BookingRow[];
}

type IsOver = (mock: BookingRow) => boolean;

/** When people are busy, for a candidate, but for what the candidate holds. */
type BusyFor = ReturnType<typeof busyForMany>;

/** More than any workspace has scheduled at a time. */
const CANDIDATES_MAX = 10_000;

/**
 * Events that are not where they should be are asked for one by one, so many in a round at most: should a
 * whole calendar be emptied by mistake, the round is not an hour of calls. The others are asked for in the
 * next rounds.
 */
const FINDS_MAX = 25;

/**
 * Everything there is to see of the scheduled candidates of a workspace who have mocks to come. One call for
 * events, and one for free/busy where the SOP names calendars of interviewers' own (one for each 60 days that
 * it reaches over); besides, one for each event that is missing or elsewhere. What an event that was not
 * asked for looks like is not said.
 *
 * @param besides others to be seen with them, who are being changed
 */
export async function readSights(
  ports: Pick<WatchDesk, 'workspace' | 'store' | 'calendar' | 'log'>,
  procedure: Procedure,
  now: Temporal.Instant,
  besides: readonly CandidateRow[] = [],
): Promise<readonly Sight[]> {
  const { store, calendar } = ports;
  const all = await store.candidates({
    workspace: ports.workspace,
    state: 'scheduled',
    limit: CANDIDATES_MAX,
  });
  const scheduled = [...all, ...besides];
  if (scheduled.length === 0) return [];
  const everybody = withAllInterviewers(procedure);
  const people = addressesOf(everybody, ...scheduled);
  const bookings = await store.bookings({ workspace: null, people, from: firstOf(scheduled) });
  const dragged = await draggedOf(ports);
  const isOver: IsOver = ({ id, end }) => !dragged.has(id) && Temporal.Instant.compare(end, now) <= 0;
  const known = scheduled.flatMap((candidate) => knownOf(ports, candidate, bookings, isOver));
  if (known.length === 0) return [];
  const range = rangeOf(procedure, known, now);
  const events = await calendar.events(range.from, range.to);
  const own = await readOwnCalendars(calendar, everybody, { from: dayBefore(now), to: range.to });
  const found = await eventsOf(
    calendar,
    known.flatMap(({ held }) => held),
    events,
    { dragged, now },
  );
  const busyUnder = new Map<Sop, BusyFor>();
  for (const sop of new Set(known.map((each) => sopFor(procedure, each))))
    busyUnder.set(sop, busyForMany(sop, events, bookings));
  const copies = copiesOf(events, bookings);
  // A list may lag behind what was looked up.
  const latest = new Map(
    [...events, ...found.values()].flatMap((event) => (event === null ? [] : [[event.id, event]])),
  );
  const watched = bookings.filter((row) => isWatched(row, found.get(row.id), now));
  const read = {
    busyUnder,
    ownBusy: withoutMocks(everybody, own, shownMocks(everybody, [...latest.values()], bookings)),
    unreadable: own.unreadable,
    watched: new Set(watched.map(({ id }) => id)),
    found,
    copies,
    now,
  };
  return known.map((each) => sightOf(procedure, each, read));
}

/**
 * Entries that are under way may be given from where the reading begins: that is the same moment all day, and
 * so they stay the same entries, and long enough ago that who is away for the day is seen to be.
 */
function dayBefore(now: Temporal.Instant): Temporal.Instant {
  const { year, month, day } = now.subtract({ hours: 24 }).toZonedDateTimeISO('UTC');
  return Temporal.ZonedDateTime.from({ year, month, day, timeZone: 'UTC' }).toInstant();
}

/** The procedure with those whom only a variant knows, too. */
function withAllInterviewers({ base, variants }: Procedure): Sop {
  const interviewers = [base, ...variants.map(({ sop }) => sop)].flatMap((sop) => [...sop.interviewers]);
  return { ...base, interviewers: new Map(interviewers) };
}

/** Nothing of theirs was booked before the first of them was queued. */
function firstOf(scheduled: readonly CandidateRow[]): Temporal.Instant {
  return scheduled
    .map(({ enqueuedAt }) => enqueuedAt)
    .reduce((a, b) => (Temporal.Instant.compare(a, b) <= 0 ? a : b));
}

/** Bookings whose events were seen elsewhere last: they may be to come when their booked time has passed. */
async function draggedOf({
  store,
  workspace,
}: Pick<WatchDesk, 'workspace' | 'store'>): Promise<ReadonlySet<string>> {
  const open = await store.observations({ workspace });
  return new Set(open.filter(({ kind }) => kind === 'moved').map(({ bookingId }) => bookingId));
}

/** Nothing where all is over, or where the request is none that can be read: somebody has to look at that. */
function knownOf(
  { log, workspace }: Pick<WatchDesk, 'log' | 'workspace'>,
  candidate: CandidateRow,
  bookings: readonly BookingRow[],
  isOver: IsOver,
): Known[] {
  const held = bookings
    .filter(({ candidateId }) => candidateId === candidate.id)
    .sort((a, b) => Temporal.Instant.compare(a.start, b.start));
  if (held.every(isOver)) return [];
  const reading = candidateRequestFrom(candidate.request);
  if (reading.ok) return [{ candidate, request: reading.request, held }];
  log.warn(
    { workspace, candidateId: candidate.id },
    'The request that is kept of a candidate cannot be read: nobody watches over what is booked for them',
  );
  return [];
}

function sopFor(procedure: Procedure, { request }: Known): Sop {
  const { start, end } = request.window;
  return procedureFor(procedure, daysInWindow(start, end)).sop;
}

/** All that is held to come and all windows, with what planning looks at around them. */
function rangeOf(procedure: Procedure, known: readonly Known[], now: Temporal.Instant): ReadingRange {
  const ends = known.flatMap((each) => {
    const { request, held } = each;
    const window = readingRange(sopFor(procedure, each), request);
    return [window.to, ...held.map((mock) => mock.end.add({ hours: 24 }))];
  });
  return {
    // Weekly caps count what the week has had.
    from: now.subtract({ hours: 7 * 24 }),
    to: ends.reduce((a, b) => (Temporal.Instant.compare(a, b) >= 0 ? a : b)),
  };
}

/** The events of mocks, by booking; without those that were not looked up in this round. */
async function eventsOf(
  calendar: Calendar,
  mocks: readonly BookingRow[],
  listing: readonly CalendarEvent[],
  { dragged, now }: { readonly dragged: ReadonlySet<string>; readonly now: Temporal.Instant },
): Promise<ReadonlyMap<string, CalendarEvent | null>> {
  const listed = new Map(listing.map((event) => [event.id, event]));
  const found = new Map<string, CalendarEvent | null>();
  const missing: BookingRow[] = [];
  for (const mock of mocks) {
    const event = listed.get(mock.eventId) ?? null;
    const hasBegun = !dragged.has(mock.id) && Temporal.Instant.compare(mock.start, now) <= 0;
    if (standsAt(event, mock) || (hasBegun && event !== null)) found.set(mock.id, event);
    else if (!hasBegun) missing.push(mock);
  }
  for (const { id, eventId } of inThisRound(missing, now)) {
    // A list may lag behind, or not reach as far as the event was moved.
    found.set(id, await calendar.find(eventId));
  }
  return found;
}

/** Others in each round, where there are too many: from one that the time says, so that none is left for long. */
function inThisRound(missing: readonly BookingRow[], now: Temporal.Instant): readonly BookingRow[] {
  if (missing.length <= FINDS_MAX) return missing;
  const first = Math.floor(now.epochMilliseconds / 60_000) % missing.length;
  return [...missing.slice(first), ...missing.slice(0, first)].slice(0, FINDS_MAX);
}

function sightOf(
  procedure: Procedure,
  known: Known,
  read: {
    readonly busyUnder: ReadonlyMap<Sop, BusyFor>;
    readonly ownBusy: readonly Busy[];
    readonly unreadable: ReadonlySet<string>;
    readonly watched: ReadonlySet<string>;
    readonly copies: Sight['copies'];
    readonly found: ReadonlyMap<string, CalendarEvent | null>;
    readonly now: Temporal.Instant;
  },
): Sight {
  const { candidate, request, held } = known;
  const sop = sopFor(procedure, known);
  const busy = read.busyUnder.get(sop)!(request.candidate, candidate.id);
  return {
    procedure,
    candidate,
    request,
    held,
    events: read.found,
    copies: read.copies,
    busy: [...onlyWatched(busy, read.watched), ...read.ownBusy],
    unreadable: read.unreadable,
    now: read.now,
  };
}
