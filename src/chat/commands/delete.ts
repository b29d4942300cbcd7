import { cancelOrder } from '../../booking/change-order.ts';
import { turnsOutToBeOf } from '../../correlation.ts';
import type { BookingRow, CandidateRow } from '../../store/rows.ts';
import type { NewPerson } from '../../store/store.ts';
import { spanText, zoneText } from '../../time/spoken.ts';
import { answering, answersOf, previewPlace } from '../changes/answer-preview.ts';
import { bookedRow } from '../changes/booked-candidate.ts';
import { type DayRange, splitRange } from '../changes/delete-range.ts';
import { keepPreview, newPreviewId } from '../changes/kept-preview.ts';
import { countOfMocks, place } from '../changes/move-text.ts';
import { isOf, spelling, type TypedMockEvent, typedMocks } from '../changes/typed-mocks.ts';
import type { ChatDesk } from '../chat-desk.ts';
import type { Command } from '../command.ts';
import { withCountedCalls } from '../counted-calls.ts';
import { everyCandidate } from '../find-candidate.ts';
import { nearestPeople } from '../nearest-people.ts';
import { type ChatReply, inRows, plain } from '../reply.ts';
import { standing } from '../wording.ts';

/** How far ahead mocks are looked for that nobody booked here. */
const AHEAD = { hours: 366 * 24 };

/** One whose mocks may be deleted: a candidate, or somebody known by events typed by hand alone. */
interface Person {
  readonly name: string;
  /** Empty where it is not known. */
  readonly email: string;
  readonly candidate: CandidateRow | null;
}

/** A line of the list. */
interface Deletable {
  readonly id: string;
  readonly start: Temporal.Instant;
  readonly text: string;
  readonly booking: BookingRow | null;
  readonly typed: TypedMockEvent | null;
}

export const deleteMocks: Command = {
  name: 'delete',
  argument: 'NAME [FROM [TO]]',
  help: "delete a candidate's mocks still to come, all or those of some days; lists them before anything is done",
  example: '/delete dana 5 Dec to 10 Dec',
  async run(desk, _message, argument) {
    const { clock, procedure } = desk;
    const zone = procedure.base.timeZone;
    const now = clock.now();
    const asked = splitRange(argument, now.toZonedDateTimeISO(zone).toPlainDate());
    if (!asked.ok) return [plain(asked.why)];
    const { who, range } = asked.value;
    if (who === '') return [plain(`Whose mocks? For example: ${this.example}`)];
    const typed = await withCountedCalls(desk, (calendar) => typedMocks(calendar, now, now.add(AHEAD)));
    const everyone = await everyCandidate(desk);
    const people = nearestPeople(peopleOf(everyone, typed), who);
    const [person] = people;
    if (person === undefined)
      return [plain(`I know no candidate called “${who}”, in the queue or in the calendar.`)];
    if (people.length > 1) return [whichOf(who, people, range)];
    if (person.candidate !== null) turnsOutToBeOf(person.candidate.id);
    return [await listMocks(desk, person, everyone, typed, range)];
  },
};

export const [deleteYes, deleteNo] = answersOf('delete');

/** Candidates, and whoever else typed mocks name. */
function peopleOf(everyone: readonly CandidateRow[], typed: readonly TypedMockEvent[]): Person[] {
  const known = everyone.map(
    (candidate): Person => ({ name: candidate.name, email: candidate.email, candidate }),
  );
  const strangers = typed.filter((event) => !known.some((person) => isOf(event, person, everyone)));
  const names = new Map(strangers.map(({ candidate }) => [spelling(candidate), candidate]));
  return [...known, ...[...names.values()].map((name) => ({ name, email: '', candidate: null }))];
}

function whichOf(who: string, people: readonly Person[], range: DayRange | null): ChatReply {
  const days = range === null ? '' : ` from ${range.start} to ${range.end}`;
  const shown = people.slice(0, 8);
  return {
    text: [
      `“${who}” fits several:`,
      ...shown.map(({ name, email }) => `  ${name}${email === '' ? ' (typed by hand)' : `, ${email}`}`),
      'Please say which.',
    ].join('\n'),
    buttons: inRows(
      shown.map(({ name, email }) => ({
        label: name,
        says: `/delete ${email === '' ? name : email}${days}`,
      })),
    ),
  };
}

async function listMocks(
  desk: ChatDesk,
  person: Person,
  everyone: readonly CandidateRow[],
  typed: readonly TypedMockEvent[],
  range: DayRange | null,
): Promise<ChatReply> {
  const zone = desk.procedure.base.timeZone;
  const { name, email } = person;
  const head = email === '' ? name : `${name} <${email}>`;
  const booked = person.candidate === null ? null : await bookedRow(desk, person.candidate);
  const candidate = booked?.candidate ?? null;
  const now = desk.clock.now();
  const isInRange = ({ start }: { readonly start: Temporal.Instant }) => {
    const day = start.toZonedDateTimeISO(zone).toPlainDate();
    const { compare } = Temporal.PlainDate;
    return range === null || (compare(range.start, day) <= 0 && compare(day, range.end) <= 0);
  };
  const held = booked?.held ?? [];
  const asked = held.filter(isInRange);
  const coming = asked.filter(
    ({ start, state }) => state !== 'booked' || Temporal.Instant.compare(start, now) > 0,
  );
  const own = typed.filter(
    (event) =>
      isInRange(event) &&
      (candidate === null ? spelling(event.candidate) === spelling(name) : isOf(event, candidate, everyone)),
  );
  const list = [
    ...coming.map((booking) => bookedMock(booking, zone)),
    ...own.map((event) => typedMockOf(event, zone)),
  ];
  list.sort((a, b) => Temporal.Instant.compare(a.start, b.start));
  const begun = asked.length - coming.length;
  const stays =
    begun === 0
      ? []
      : [
          `${countOfMocks(begun)} of that time ${begun === 1 ? 'has' : 'have'} begun and ${begun === 1 ? 'stays' : 'stay'}.`,
        ];
  if (list.length === 0) {
    const when = range === null ? 'to come' : `from ${range.start} to ${range.end}`;
    return plain([`${head}: no mock ${when} is in the calendar.`, ...stays].join('\n'));
  }
  const why = candidate === null ? null : whyNot(desk, candidate, coming.length, held.length);
  if (why !== null) return plain(why);

  const id = newPreviewId(desk);
  const isNew = candidate === null || candidate.state === 'cancelled' || candidate.state === 'closed';
  await keepPreview(desk, {
    id,
    kind: 'delete',
    candidateId: isNew ? desk.newId() : candidate.id,
    name,
    email,
    change: cancelOrder(id, coming, own),
    listed: list.map((each) => ({ id: each.id, text: each.text })),
    person: isNew ? newPerson(desk, person, own) : null,
  });
  const left = held.length - coming.length;
  return {
    text: [
      `${head}: ${countOfMocks(list.length)} would be deleted${left > 0 ? `, ${left} of those booked would stay` : ''}.`,
      ...list.map(({ text }, index) => `${index + 1}. ${text}`),
      ...stays,
      'Nothing is deleted yet. The attendees are told by the calendar, and the time is free again.',
      ...(list.length > 1 ? [`Only some of them: /delete_yes ${id} 1 2`] : []),
    ].join('\n'),
    ...answering('delete', id, `🗑 Yes, delete ${countOfMocks(list.length)}`),
    inPlace: previewPlace(id),
  };
}

function bookedMock(booking: BookingRow, zone: string): Deletable {
  const { id, start, course, number } = booking;
  return { id, start, booking, typed: null, text: `${course} Mock${number}, ${place(booking, zone)}` };
}

function typedMockOf(event: TypedMockEvent, zone: string): Deletable {
  const { eventId, start, title } = event;
  const when = `${spanText(event, zone)} ${zoneText(start, zone)}`;
  return { id: eventId, start, booking: null, typed: event, text: `“${title}”, ${when}, typed by hand` };
}

/** Why nothing can be deleted now; null where it can. */
function whyNot(
  { procedure }: ChatDesk,
  candidate: CandidateRow,
  listed: number,
  held: number,
): string | null {
  const { name, email, state, change } = candidate;
  const stands = standing(candidate, procedure.base.timeZone);
  if (change !== null) return state === 'escalated' ? null : `A change for ${name} is under way: ${stands}.`;
  switch (state) {
    case 'scheduled':
    case 'cancelled':
    case 'closed':
      return null;
    case 'waiting':
      return listed === held && held > 0
        ? null
        : `${name} is ${stands}. Half a plan is none: only all mocks together can be deleted, /delete ${email}`;
    case 'queued':
    case 'escalated':
      return `${name} is ${stands}. First /dismiss ${email} WHY, then events typed by hand can be deleted.`;
    case 'scheduling':
      return `${name} is ${stands}; mocks can be deleted once that is over.`;
  }
}

/** Nobody becomes a candidate without an address: that of the invitation, or one that says that there is none. */
function newPerson(
  { workspace, procedure }: ChatDesk,
  person: Person,
  own: readonly TypedMockEvent[],
): NewPerson {
  const { name, candidate } = person;
  const { interviewers, event, timeZone } = procedure.base;
  const ours = new Set(
    [
      ...[...interviewers.values()].flatMap(({ email, calendar }) => [email, calendar ?? email]),
      ...event.optionalAttendees,
    ].map((email) => email.toLowerCase()),
  );
  const invited = new Set(own.flatMap((each) => each.invited).filter((email) => !ours.has(email)));
  const [only] = invited.size === 1 ? invited : [];
  const words = spelling(name).replaceAll(/[^\p{L}\p{N}]+/gu, '.');
  return {
    workspace,
    name,
    email: candidate?.email ?? only ?? `${words}@by-hand.invalid`,
    timeZone: candidate?.timeZone ?? timeZone,
  };
}
