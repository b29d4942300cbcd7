import { dateOfNumber } from '../../time/day-table.ts';
import { dayRange } from '../../time/zoned-day.ts';
import { addressesOf, type Desk, dayIn, weekIn } from './desk.ts';
import type { Claim, Placement } from './placement.ts';

// Requests of a batch may see the same person differently: variants have other caps and buffers, and
// each request brings the busy time that it knows of. A plan that is right beside an earlier one, as
// its own request sees things, may then make the earlier one wrong. Here each side has its say.

/**
 * Whether two candidates see everybody alike, so that where one plan is right beside the other, the
 * other is right beside it.
 */
export function seeAlike(a: Desk, b: Desk): boolean {
  if (a.address === b.address || a.peopleByAddress.has(b.address) || b.peopleByAddress.has(a.address))
    return false;
  const [ofA, ofB] = [a.problem.sop, b.problem.sop];
  if (ofA.rules.interviewerBuffer !== ofB.rules.interviewerBuffer) return false;
  return a.problem.people.every(({ id, dayLeft, weekLeft }) => {
    const other = b.personById.get(id);
    if (other === undefined) return true;
    const addresses = addressesOf(ofA.interviewers.get(id)!);
    const others = addressesOf(ofB.interviewers.get(id)!);
    if (addresses.size !== others.size || !addresses.isSubsetOf(others)) return false;
    if ([...addresses].some((address) => a.peopleByAddress.get(address)!.length > 1)) return false;
    const person = b.problem.people[other]!;
    return (
      sameWhereBoth(dayLeft, person.dayLeft, a.firstDay - b.firstDay) &&
      sameWhereBoth(weekLeft, person.weekLeft, (a.firstMonday - b.firstMonday) / 7)
    );
  });
}

function sameWhereBoth(a: Int32Array, b: Int32Array, shift: number): boolean {
  return a.every((left, index) => b[index + shift] === undefined || b[index + shift] === left);
}

/**
 * Time that a placed candidate would not see taken from their interviewers although another request
 * sees nothing against it: a longer buffer, and days and weeks that are full as they know them.
 * `claims` are all of the batch, but those of the candidate who is to be planned.
 */
export function objections(
  placed: { readonly desk: Desk; readonly placement: Placement },
  planning: Desk,
  claims: readonly Claim[],
): Claim[] {
  const { desk, placement } = placed;
  const { sop, people } = desk.problem;
  const more = sop.rules.interviewerBuffer - planning.problem.sop.rules.interviewerBuffer;
  return placement.mocks.flatMap(({ interviewer, address, start, end, day }) => {
    const person = desk.personById.get(interviewer)!;
    const { dayLeft, weekLeft } = people[person]!;
    const owner = placement.claims[0]!.owner;
    const taken = (from: number, to: number): Claim => {
      return { address, start: from, end: to, kind: 'other', day, owner };
    };
    const given = claims.filter(
      (claim) => claim.kind === 'mock' && (desk.peopleByAddress.get(claim.address) ?? []).includes(person),
    );
    const week = weekIn(desk, day);
    const onDay = given.filter((claim) => claim.day === day).length;
    const inWeek = given.filter((claim) => weekIn(desk, claim.day) === week).length;
    const monday = desk.firstMonday + week * 7;
    return [
      ...(more > 0 ? [taken(start - more, end + more)] : []),
      ...(onDay >= dayLeft[dayIn(desk, day)!]! ? wholeDays(planning, day, day, taken) : []),
      ...(inWeek >= weekLeft[week]! ? wholeDays(planning, monday, monday + 6, taken) : []),
    ];
  });
}

/** A claim on whole days that no buffer carries over to the days beside them. */
function wholeDays(
  { problem }: Desk,
  first: number,
  last: number,
  taken: (from: number, to: number) => Claim,
): Claim[] {
  const { timeZone, rules } = problem.sop;
  const from = dayRange(dateOfNumber(first), timeZone).start + rules.interviewerBuffer;
  const to = dayRange(dateOfNumber(last), timeZone).end - rules.interviewerBuffer;
  return from < to ? [taken(from, to)] : [];
}

/** Whether a placed candidate's plan is still right, as their own request sees it, beside claims of others. */
export function isRightBeside(desk: Desk, { mocks }: Placement, claims: readonly Claim[]): boolean {
  const { sop, people, candidateDayLeft } = desk.problem;
  const buffer = sop.rules.interviewerBuffer;
  const own = claims.filter(({ address }) => address === desk.address);
  return mocks.every((mock) => {
    const person = desk.personById.get(mock.interviewer)!;
    const { dayLeft, weekLeft } = people[person]!;
    const theirs = claims.filter(({ address }) => desk.peopleByAddress.get(address)?.includes(person));
    const given = mocks.filter(({ interviewer }) => interviewer === mock.interviewer);
    const [day, week] = [dayIn(desk, mock.day)!, weekIn(desk, mock.day)];
    const onDay = (all: readonly Dated[]) => all.filter((each) => each.day === mock.day).length;
    const inWeek = (all: readonly Dated[]) => all.filter((each) => weekIn(desk, each.day) === week).length;
    return (
      theirs.every(({ start, end }) => end + buffer <= mock.start || start - buffer >= mock.end) &&
      own.every(({ start, end }) => end <= mock.start || start >= mock.end) &&
      onDay(theirs) + onDay(given) <= dayLeft[day]! &&
      inWeek(theirs) + inWeek(given) <= weekLeft[week]! &&
      onDay(own) + onDay(mocks) <= candidateDayLeft[day]!
    );
  });
}

type Dated = { readonly day: number };
