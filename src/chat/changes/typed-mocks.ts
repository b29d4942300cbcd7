import type { TypedEvent } from '../../booking/change-order.ts';
import type { Calendar } from '../../calendar/calendar.ts';
import { type CalendarEvent, instantsOf } from '../../calendar/event.ts';
import { typedMock } from '../../calendar/typed-mock.ts';

/** A mock that somebody typed into the calendar by hand, `Candidate : Interviewer Course MockN`. */
export interface TypedMockEvent extends TypedEvent {
  readonly candidate: string;
  /** Who is invited, in lower case. */
  readonly invited: readonly string[];
}

/** The mocks typed by hand that begin in a time, as they stand in the calendar, in time order. */
export async function typedMocks(
  calendar: Calendar,
  from: Temporal.Instant,
  to: Temporal.Instant,
): Promise<readonly TypedMockEvent[]> {
  const events = await calendar.events(from, to);
  return events
    .flatMap(typedIn)
    .filter(({ start }) => Temporal.Instant.compare(start, from) > 0)
    .sort((a, b) => Temporal.Instant.compare(a.start, b.start));
}

function typedIn({ id, title, when, status, booking, attendees }: CalendarEvent): TypedMockEvent[] {
  const typed = booking === null && status !== 'cancelled' ? typedMock(title) : null;
  if (typed === null) return [];
  const invited = attendees.map(({ email }) => email.toLowerCase());
  return [{ eventId: id, title, ...instantsOf(when), candidate: typed.candidate, invited }];
}

/**
 * Whether a typed mock is of this person: by the whole name, by the invitation, or by the first name alone
 * where nobody else among `people` has it.
 */
export function isOf(
  event: TypedMockEvent,
  person: { readonly name: string; readonly email: string },
  people: readonly { readonly name: string }[],
): boolean {
  const typed = spelling(event.candidate);
  if (typed === spelling(person.name) || event.invited.includes(person.email.toLowerCase())) return true;
  const namesakes = new Set(
    people.map(({ name }) => spelling(name)).filter((name) => firstOf(name) === typed),
  );
  return namesakes.size === 1 && namesakes.has(spelling(person.name));
}

export function spelling(name: string): string {
  return name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
}

function firstOf(name: string): string {
  return name.split(' ')[0] ?? '';
}
