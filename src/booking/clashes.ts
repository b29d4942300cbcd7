import type { Candidate } from '../request/model.ts';
import type { Sop } from '../sop/model.ts';
import type { PlannedBooking } from '../store/rows.ts';
import { overlaps } from '../time/interval.ts';
import { clockText, dayText, spanText, zoneText } from '../time/spoken.ts';
import { dateAt, minuteCeil, minuteFloor } from '../time/zoned-day.ts';
import type { KnownBusy } from './known-busy.ts';

/** Mocks that cannot all stay: so many of them, at least, have to go elsewhere. */
export interface Clash {
  /** One that runs into busy time; all of a day or a week whose cap is passed. */
  readonly mocks: readonly PlannedBooking[];
  readonly tooMany: number;
  /** What they are in the way of: the entry that one runs into; of a cap, the other mocks of that day or week. */
  readonly others: readonly KnownBusy[];
  /** By how many a cap is passed, whosever mocks are to go; 1 for an entry that a mock runs into. */
  readonly excess: number;
  /** Who got busy when and which mock that concerns, as a sentence. */
  readonly why: string;
  readonly who: 'interviewer' | 'candidate';
  /** The person and the time of the entry near the mock, or the day or week: the same while this lasts, whatever else is. */
  readonly key: string;
}

interface Asked {
  readonly sop: Sop;
  readonly candidate: Candidate;
  readonly mocks: readonly PlannedBooking[];
  /** By address (lower case), in the order given. */
  readonly busyOf: (email: string) => readonly KnownBusy[];
  /** By booking id: those that stand where they are booked, and make no room for mocks of others gone astray. */
  readonly asBooked: ReadonlySet<string>;
}

const NONE: ReadonlySet<string> = new Set();
const NEAR = { hours: 24 };

/**
 * Where mocks that were planned right are right no longer, since somebody is busy now who was not:
 * busy time of the interviewer (with the buffer) or of the candidate, and caps by day and week. `busy`
 * is without these mocks. Minutes are rounded as the planner rounds them, so that both always agree.
 * A mock that has begun is in no clash: it is too late to move it.
 *
 * @param asBooked the ids of mocks that stand where they are booked already: events of other mocks of ours
 *   that somebody put in their way by hand are wrong there, and not they
 */
export function clashesOf(
  sop: Sop,
  candidate: Candidate,
  mocks: readonly PlannedBooking[],
  busy: readonly KnownBusy[],
  now: Temporal.Instant,
  asBooked: ReadonlySet<string> = NONE,
): Clash[] {
  const asked = { sop, candidate, mocks, busyOf: byPerson(busy), asBooked };
  const overlapping = mocks.flatMap((mock) => overlapsOf(asked, mock).slice(0, 1));
  return coming([...overlapping, ...everyCapOf(asked)], now);
}

/** As `clashesOf`, with every entry that a mock runs into, and not only the first of each mock. */
export function everyClash(
  sop: Sop,
  candidate: Candidate,
  mocks: readonly PlannedBooking[],
  busy: readonly KnownBusy[],
  now: Temporal.Instant,
  asBooked: ReadonlySet<string> = NONE,
): Clash[] {
  const asked = { sop, candidate, mocks, busyOf: byPerson(busy), asBooked };
  return coming([...mocks.flatMap((mock) => overlapsOf(asked, mock)), ...everyCapOf(asked)], now);
}

function coming(clashes: readonly Clash[], now: Temporal.Instant): Clash[] {
  return clashes.flatMap((clash) => {
    const mocks = clash.mocks.filter(({ start }) => Temporal.Instant.compare(start, now) > 0);
    const tooMany = Math.min(clash.tooMany, mocks.length);
    return tooMany === 0 ? [] : [{ ...clash, mocks, tooMany }];
  });
}

function byPerson(busy: readonly KnownBusy[]): Asked['busyOf'] {
  const people = Map.groupBy(busy, ({ email }) => email);
  return (email) => people.get(email) ?? [];
}

function overlapsOf({ sop, candidate, busyOf, asBooked }: Asked, mock: PlannedBooking): Clash[] {
  const held = { start: minuteFloor(mock.start), end: minuteCeil(mock.end) };
  const addresses = addressesOf(sop, mock);
  const { interviewerBuffer: buffer } = sop.rules;
  const concerned = [...addresses.union(new Set([candidate.email.toLowerCase()]))];
  return concerned.flatMap(busyOf).flatMap((entry): Clash[] => {
    if (entry.ours?.isAstray === true && asBooked.has(mock.id)) return [];
    const isTheirs = addresses.has(entry.email);
    const range = { start: minuteFloor(entry.start), end: minuteCeil(entry.end) };
    const room = isTheirs ? buffer : 0;
    if (!overlaps(held, { start: range.start - room, end: range.end + room })) return [];
    const name = isTheirs ? mock.interviewerName : candidate.name;
    const where = overlaps(held, range) ? 'at the time of' : `less than ${buffer} minutes from`;
    return [
      {
        mocks: [mock],
        tooMany: 1,
        others: [entry],
        excess: 1,
        why: `${name} is busy ${rangeText(sop, entry)} now, ${where} ${named(sop, mock)}.`,
        who: isTheirs ? 'interviewer' : 'candidate',
        key: `${isTheirs ? mock.interviewer : 'candidate'} ${partAround(mock, entry)}`,
      },
    ];
  });
}

/**
 * What of an entry lies within a day before and after a mock. Free/busy gives of long entries only as much as
 * was asked for, from another day each day, and for longer when there are more candidates; so much is always
 * asked for.
 */
function partAround(mock: PlannedBooking, entry: Pick<KnownBusy, 'start' | 'end'>): string {
  const [first, last] = [mock.start.subtract(NEAR), mock.end.add(NEAR)];
  const start = Temporal.Instant.compare(entry.start, first) < 0 ? first : entry.start;
  const end = Temporal.Instant.compare(entry.end, last) > 0 ? last : entry.end;
  return `${start}/${end}`;
}

function everyCapOf(asked: Asked): Clash[] {
  return [
    ...[...new Set(asked.mocks.map(({ interviewer }) => interviewer))].flatMap((id) => capsOf(asked, id)),
    ...candidateCapOf(asked),
  ];
}

function capsOf(asked: Asked, interviewer: string): Clash[] {
  const { sop, mocks, busyOf } = asked;
  const own = mocks.filter((mock) => mock.interviewer === interviewer);
  const [first] = own;
  if (first === undefined) return [];
  const others = [...addressesOf(sop, first)].flatMap(busyOf).filter(({ kind }) => kind === 'mock');
  const { maxPerInterviewerPerDay, maxPerInterviewerPerWeek } = sop.rules;
  const perDay = sop.interviewers.get(interviewer)?.maxPerDay ?? maxPerInterviewerPerDay;
  const who = first.interviewerName;
  return [
    ...over(sop, perDay, own, others, DAY).map((each) => ({
      ...capClash(each, `${interviewer} day`),
      who: 'interviewer' as const,
      why: `${who} has ${each.count} mocks on ${dayText(each.mocks[0]!.start, sop.timeZone)} now, of at most ${perDay} a day, ${listed(each.mocks)} among them.`,
    })),
    ...over(sop, maxPerInterviewerPerWeek, own, others, WEEK).map((each) => ({
      ...capClash(each, `${interviewer} week`),
      who: 'interviewer' as const,
      why: `${who} has ${each.count} mocks in the week of ${dayText(each.mocks[0]!.start, sop.timeZone)} now, of at most ${maxPerInterviewerPerWeek} a week, ${listed(each.mocks)} among them.`,
    })),
  ];
}

function candidateCapOf({ sop, candidate, mocks, busyOf }: Asked): Clash[] {
  const cap = sop.rules.maxPerCandidatePerDay;
  const address = candidate.email.toLowerCase();
  const others = busyOf(address).filter(({ kind }) => kind === 'mock');
  return over(sop, cap, mocks, others, DAY).map((each) => ({
    ...capClash(each, 'candidate day'),
    who: 'candidate' as const,
    why: `${candidate.name} has ${each.count} mocks on ${dayText(each.mocks[0]!.start, sop.timeZone)} now, of at most ${cap} a day, ${listed(each.mocks)} among them.`,
  }));
}

/** A day, or a week by its Monday, whose cap is passed. */
interface Over {
  readonly mocks: PlannedBooking[];
  readonly tooMany: number;
  readonly others: readonly KnownBusy[];
  readonly excess: number;
  readonly count: number;
  readonly when: string;
}

function capClash({ mocks, tooMany, others, excess, when }: Over, what: string): Omit<Clash, 'why' | 'who'> {
  return { mocks, tooMany, others, excess, key: `${what} ${when}` };
}

/** What a cap is for. */
interface Period {
  readonly days: number;
  /** The first day of the period that a date lies in. */
  readonly firstDay: (date: Temporal.PlainDate) => Temporal.PlainDate;
}

const DAY: Period = { days: 1, firstDay: (date) => date };
const WEEK: Period = { days: 7, firstDay: (date) => date.subtract({ days: date.dayOfWeek - 1 }) };

/** The days or weeks whose cap is passed, with the mocks that may leave them. */
function over(
  sop: Sop,
  cap: number | null,
  mocks: readonly PlannedBooking[],
  others: readonly KnownBusy[],
  { days, firstDay }: Period,
): Over[] {
  if (cap === null) return [];
  const period = ({ start }: { readonly start: Temporal.Instant }) =>
    firstDay(dateAt(minuteFloor(start), sop.timeZone)).toString();
  const taken = Map.groupBy(others.filter(isNear(mocks, days)), period);
  return [...Map.groupBy(mocks, period)].flatMap(([when, here]) => {
    const there = taken.get(when) ?? [];
    const count = here.length + there.length;
    const excess = count - cap;
    // A day that is over its cap without these mocks would be so without them, too: all of them leave.
    const tooMany = Math.min(here.length, excess);
    return excess > 0 ? [{ mocks: here, tooMany, others: there, excess, count, when }] : [];
  });
}

/** Whether something may begin in the same period as one of these: dates are had much more slowly. */
function isNear(mocks: readonly PlannedBooking[], days: number): (other: KnownBusy) => boolean {
  const starts = mocks.map(({ start }) => start.epochMilliseconds);
  // A day of 25 hours is the longest there is.
  const reach = days * 25 * 3_600_000;
  return (other) => {
    const start = other.start.epochMilliseconds;
    return starts.some((each) => Math.abs(each - start) < reach);
  };
}

/** The addresses under which a mock's interviewer is busy: their own, and that of their calendar. */
function addressesOf(sop: Sop, mock: PlannedBooking): ReadonlySet<string> {
  const calendar = sop.interviewers.get(mock.interviewer)?.calendar ?? mock.interviewerEmail;
  return new Set([mock.interviewerEmail.toLowerCase(), calendar.toLowerCase()]);
}

/** `One Mock1 with Alpha (Tue Dec 1 18:00–19:00 PST)` */
export function named(sop: Sop, mock: PlannedBooking): string {
  return `${mock.course} Mock${mock.number} with ${mock.interviewerName} (${rangeText(sop, mock)})`;
}

/** `Tue Dec 1 18:00–19:00 PST`; `Tue Dec 1 00:00 – Thu Dec 3 00:00 PST` where it lasts longer than its day. */
export function rangeText(
  sop: Sop,
  range: { readonly start: Temporal.Instant; readonly end: Temporal.Instant },
): string {
  const zone = sop.timeZone;
  const { start, end } = range;
  const lastsDays = dayText(start, zone) !== dayText(end, zone);
  const text = lastsDays
    ? `${dayText(start, zone)} ${clockText(start, zone)} – ${dayText(end, zone)} ${clockText(end, zone)}`
    : spanText(range, zone);
  return `${text} ${zoneText(start, zone)}`;
}

function listed(mocks: readonly PlannedBooking[]): string {
  return mocks.map(({ course, number }) => `${course} Mock${number}`).join(', ');
}
