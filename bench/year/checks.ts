import type { PlannedMock } from '../../src/planning/answer.ts';
import { readCandidateRequest } from '../../src/request/candidate-request.ts';
import type { Busy } from '../../src/request/model.ts';
import { procedureFor } from '../../src/sop/model.ts';
import type { BookingRow, CandidateRow, ObservationRow } from '../../src/store/rows.ts';
import { daysInWindow } from '../../src/time/zoned-day.ts';
import { brokenRules } from '../../test/planning/validator.ts';
import { whatIsLeft } from '../../test/planning/what-is-left.ts';
import type { Scene } from './deeds.ts';
import { WORKSPACE } from './office.ts';
import { ZONE } from './team.ts';

/** Something that must not be, with the day and what happened. */
export class Violation extends Error {
  override readonly name = 'Violation';

  constructor(at: Temporal.Instant, what: string) {
    super(`${at.toZonedDateTimeISO(ZONE).toString({ smallestUnit: 'minute' })}: ${what}`);
  }
}

/** How much was looked at by checks that share nothing with the watcher. */
export interface Checked {
  /** Pairs of times of one person that follow each other, and candidates whose plans were judged. */
  times: number;
  events: number;
  plans: number;
  /** Plans that are an exception by people's word, or not settled yet: not judged. */
  exceptions: number;
}

/** Nobody, interviewer or candidate, has two mocks at a time. */
export function nobodyTwice(at: Temporal.Instant, held: readonly BookingRow[], checked: Checked): void {
  const people = Map.groupBy(
    held.flatMap((mock) => [
      { who: mock.interviewerEmail, mock },
      { who: mock.candidateEmail, mock },
    ]),
    ({ who }) => who,
  );
  for (const [who, each] of people) {
    const mocks = each.map(({ mock }) => mock).sort((a, b) => Temporal.Instant.compare(a.start, b.start));
    for (const [index, next] of mocks.slice(1).entries()) {
      const before = mocks[index]!;
      checked.times += 1;
      if (Temporal.Instant.compare(before.end, next.start) > 0)
        throw new Violation(at, `${who} has two mocks at a time: ${textOf(before)} and ${textOf(next)}.`);
    }
  }
}

/**
 * Each mock to come has one event, at its time and with its people, and no event of the program's is without
 * its mock; except where the store knows that it is not so.
 */
export function eventsAsBooked(
  { office }: Scene,
  held: readonly BookingRow[],
  known: readonly ObservationRow[],
  checked: Checked,
): void {
  const now = office.clock.now();
  const excepted = new Set(known.map(({ bookingId }) => bookingId));
  const events = Map.groupBy(
    office.google.standing().filter(({ bookingId, start }) => bookingId !== null && isAfter(start, now)),
    ({ bookingId }) => bookingId!,
  );
  for (const mock of held.filter(({ start, id }) => isAfter(start, now) && !excepted.has(id))) {
    const own = events.get(mock.id) ?? [];
    checked.events += 1;
    if (own.length !== 1) throw new Violation(now, `${textOf(mock)} has ${own.length} events.`);
    const [event] = own;
    const guests = event!.attendees
      .filter(({ optional }) => optional !== true)
      .map(({ email }) => email.toLowerCase());
    const isRight =
      mock.eventId === event!.id &&
      event!.start.equals(mock.start) &&
      event!.end.equals(mock.end) &&
      [mock.interviewerEmail, mock.candidateEmail].every((email) => guests.includes(email));
    if (!isRight)
      throw new Violation(
        now,
        `${textOf(mock)} stands elsewhere: ${event!.start} to ${event!.end} with ${guests.join(', ')}.`,
      );
  }
  const ids = new Set(held.map(({ id }) => id));
  for (const [id, [event]] of events)
    if (!ids.has(id)) throw new Violation(now, `The event ${event!.title} of ${event!.start} has no mock.`);
}

/**
 * Each candidate's mocks to come are right by the domain's page, as the tests' own reading of it judges them:
 * with the procedure and the time off in force, what others have, and what people entered. What is wrong with
 * mocks that have begun alone is past.
 */
export async function plansRight(
  scene: Scene,
  facts: {
    readonly candidates: readonly CandidateRow[];
    readonly held: readonly BookingRow[];
    readonly observations: readonly ObservationRow[];
  },
  checked: Checked,
): Promise<void> {
  const { office, entries } = scene;
  const now = office.clock.now();
  const timeOff = await office.store.timeOff({ workspace: WORKSPACE });
  for (const candidate of facts.candidates) {
    const mine = facts.held.filter(({ candidateId }) => candidateId === candidate.id);
    if (mine.every(({ start }) => !isAfter(start, now))) continue;
    if (office.ledger.exceptions.has(candidate.id) || !isSettled(candidate, facts.observations)) {
      checked.exceptions += 1;
      continue;
    }
    const request = readCandidateRequest(candidate.request);
    const { sop } = procedureFor(office.procedure, daysInWindow(request.window.start, request.window.end));
    const emailOf = (id: string) => sop.interviewers.get(id)?.email ?? id;
    const busy: Busy[] = [
      ...facts.held
        .filter(({ candidateId }) => candidateId !== candidate.id)
        .map(({ interviewerEmail: email, start, end }) => ({ email, start, end, kind: 'mock' as const })),
      ...entries.from(mine[0]!.start).map((entry) => ({ ...entry, kind: 'other' as const })),
      ...timeOff.map(({ interviewer, from, to }) => ({
        email: emailOf(interviewer),
        start: from,
        end: to,
        kind: 'other' as const,
      })),
    ];
    const asked = {
      ...request,
      busy,
      unreadable: new Set<string>(),
      now: Temporal.Instant.fromEpochMilliseconds(0),
    };
    const mocks = mine.map(
      ({ course, number, interviewer, role, start, end }): PlannedMock => ({
        course,
        number,
        interviewer,
        role,
        start,
        end,
      }),
    );
    const left = whatIsLeft(sop, mocks);
    const begun = left.mocks.filter(({ start }) => !isAfter(start, now));
    const past = brokenRules(left.sop, asked, begun);
    // A mock that was cancelled leaves a gap that is nobody's fault.
    const isWhole = mocks.length === [...sop.courses.values()].flatMap((course) => course.mocks).length;
    const broken = brokenRules(left.sop, asked, left.mocks).filter(
      (fault) => !past.includes(fault) && (isWhole || !fault.startsWith('maxGap')),
    );
    checked.plans += 1;
    if (broken.length > 0) {
      const history = await office.store.audit({ workspace: WORKSPACE, candidateId: candidate.id });
      const lines = history.map(({ at, actor, action, summary }) => `  ${at} ${actor} ${action}: ${summary}`);
      throw new Violation(
        now,
        `The mocks of ${candidate.name} are not right, and nobody knows: ${broken.join('; ')}. They are ${mine.map(textOf).join(', ')}. What came before:\n${lines.join('\n')}`,
      );
    }
  }
}

/** Nothing is under way for them, and all is as booked as far as the store knows. */
function isSettled({ id, change, state }: CandidateRow, observations: readonly ObservationRow[]): boolean {
  return (
    state === 'scheduled' &&
    change === null &&
    observations.every((each) => each.candidateId !== id || each.state === 'settled')
  );
}

export function textOf({ candidateName, course, number, interviewer, start }: BookingRow): string {
  const time = start.toZonedDateTimeISO(ZONE).toPlainDateTime().toString({ smallestUnit: 'minute' });
  return `${course} ${number} of ${candidateName} with ${interviewer} at ${time}`;
}

function isAfter(moment: Temporal.Instant, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(moment, now) > 0;
}
