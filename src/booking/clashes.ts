import type { Busy, Candidate } from '../request/model.ts';
import type { Sop } from '../sop/model.ts';
import type { PlannedBooking } from '../store/rows.ts';
import { overlaps } from '../time/interval.ts';
import { clockText, dayText, spanText, zoneText } from '../time/spoken.ts';
import { dateAt, minuteCeil, minuteFloor } from '../time/zoned-day.ts';

/** Mocks that cannot all stay: so many of them, at least, have to go elsewhere. */
export interface Clash {
  /** One that runs into busy time; all of a day or a week whose cap is passed. */
  readonly mocks: readonly PlannedBooking[];
  readonly tooMany: number;
  /** Who got busy when and which mock that concerns, as a sentence. */
  readonly why: string;
}

interface Asked {
  readonly sop: Sop;
  readonly candidate: Candidate;
  readonly mocks: readonly PlannedBooking[];
  readonly busy: readonly Busy[];
}

/**
 * Where mocks that were planned right are right no longer, since somebody is busy now who was not:
 * busy time of the interviewer (with the buffer) or of the candidate, and caps by day and week. `busy`
 * is without these mocks. Minutes are rounded as the planner rounds them, so that both always agree.
 * A mock that has begun is in no clash: it is too late to move it.
 */
export function clashesOf(
  sop: Sop,
  candidate: Candidate,
  mocks: readonly PlannedBooking[],
  busy: readonly Busy[],
  now: Temporal.Instant,
): Clash[] {
  const asked = { sop, candidate, mocks, busy };
  const clashes = [
    ...mocks.flatMap((mock) => overlapOf(asked, mock)),
    ...[...new Set(mocks.map(({ interviewer }) => interviewer))].flatMap((id) => capsOf(asked, id)),
    ...candidateCapOf(asked),
  ];
  return clashes.flatMap((clash) => {
    const coming = clash.mocks.filter(({ start }) => Temporal.Instant.compare(start, now) > 0);
    const tooMany = Math.min(clash.tooMany, coming.length);
    return tooMany === 0 ? [] : [{ ...clash, mocks: coming, tooMany }];
  });
}

function overlapOf({ sop, candidate, busy }: Asked, mock: PlannedBooking): Clash[] {
  const held = { start: minuteFloor(mock.start), end: minuteCeil(mock.end) };
  const addresses = addressesOf(sop, mock);
  const { interviewerBuffer: buffer } = sop.rules;
  const found = busy.find(({ email, start, end }) => {
    const isTheirs = addresses.has(email);
    if (!isTheirs && email !== candidate.email.toLowerCase()) return false;
    const room = isTheirs ? buffer : 0;
    return overlaps(held, { start: minuteFloor(start) - room, end: minuteCeil(end) + room });
  });
  if (found === undefined) return [];
  const isTheirs = addresses.has(found.email);
  const who = isTheirs ? mock.interviewerName : candidate.name;
  const during = overlaps(held, { start: minuteFloor(found.start), end: minuteCeil(found.end) });
  const where = during ? 'at the time of' : `less than ${buffer} minutes from`;
  return [
    {
      mocks: [mock],
      tooMany: 1,
      why: `${who} is busy ${span(sop, found)} now, ${where} ${named(sop, mock)}.`,
    },
  ];
}

function capsOf(asked: Asked, interviewer: string): Clash[] {
  const { sop, mocks, busy } = asked;
  const own = mocks.filter((mock) => mock.interviewer === interviewer);
  const [first] = own;
  if (first === undefined) return [];
  const addresses = addressesOf(sop, first);
  const others = busy.filter(({ email, kind }) => kind === 'mock' && addresses.has(email));
  const { maxPerInterviewerPerDay, maxPerInterviewerPerWeek } = sop.rules;
  const perDay = sop.interviewers.get(interviewer)?.maxPerDay ?? maxPerInterviewerPerDay;
  const who = first.interviewerName;
  return [
    ...over(sop, perDay, own, others, (date) => date).map((each) => ({
      ...each,
      why: `${who} has ${each.count} mocks on ${dayText(each.mocks[0]!.start, sop.timeZone)} now, of at most ${perDay} a day, ${listed(each.mocks)} among them.`,
    })),
    ...over(sop, maxPerInterviewerPerWeek, own, others, mondayOf).map((each) => ({
      ...each,
      why: `${who} has ${each.count} mocks in the week of ${dayText(each.mocks[0]!.start, sop.timeZone)} now, of at most ${maxPerInterviewerPerWeek} a week, ${listed(each.mocks)} among them.`,
    })),
  ];
}

function candidateCapOf({ sop, candidate, mocks, busy }: Asked): Clash[] {
  const cap = sop.rules.maxPerCandidatePerDay;
  const address = candidate.email.toLowerCase();
  const others = busy.filter(({ email, kind }) => kind === 'mock' && email === address);
  return over(sop, cap, mocks, others, (date) => date).map((each) => ({
    ...each,
    why: `${candidate.name} has ${each.count} mocks on ${dayText(each.mocks[0]!.start, sop.timeZone)} now, of at most ${cap} a day, ${listed(each.mocks)} among them.`,
  }));
}

/** The days or weeks whose cap is passed, with the mocks that may leave them. */
function over(
  sop: Sop,
  cap: number | null,
  mocks: readonly PlannedBooking[],
  others: readonly Busy[],
  periodOf: (date: Temporal.PlainDate) => Temporal.PlainDate,
): { mocks: PlannedBooking[]; tooMany: number; count: number }[] {
  if (cap === null) return [];
  const period = ({ start }: { readonly start: Temporal.Instant }) =>
    periodOf(dateAt(minuteFloor(start), sop.timeZone)).toString();
  const taken = others.map(period);
  return [...Map.groupBy(mocks, period)].flatMap(([when, here]) => {
    const count = here.length + taken.filter((other) => other === when).length;
    // A day that is over its cap without these mocks would be so without them, too: all of them leave.
    return count > cap ? [{ mocks: here, tooMany: Math.min(here.length, count - cap), count }] : [];
  });
}

function mondayOf(date: Temporal.PlainDate): Temporal.PlainDate {
  return date.subtract({ days: date.dayOfWeek - 1 });
}

/** The addresses under which a mock's interviewer is busy: their own, and that of their calendar. */
function addressesOf(sop: Sop, mock: PlannedBooking): ReadonlySet<string> {
  const calendar = sop.interviewers.get(mock.interviewer)?.calendar ?? mock.interviewerEmail;
  return new Set([mock.interviewerEmail.toLowerCase(), calendar.toLowerCase()]);
}

/** `One Mock1 with Alpha (Tue Dec 1 18:00–19:00 PST)` */
export function named(sop: Sop, mock: PlannedBooking): string {
  return `${mock.course} Mock${mock.number} with ${mock.interviewerName} (${span(sop, mock)})`;
}

function span(sop: Sop, range: { readonly start: Temporal.Instant; readonly end: Temporal.Instant }): string {
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
