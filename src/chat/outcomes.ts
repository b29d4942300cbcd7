import type { BookingRow } from '../store/rows.ts';
import type { ChatDesk } from './chat-desk.ts';
import type { Button, ChatReply } from './reply.ts';

/** Whose mocks they are. */
interface Person {
  readonly name: string;
  readonly email: string;
}

/** Every mock that a person holds, in time order, whichever time they were a candidate. */
export async function mocksOf(
  { store, workspace }: ChatDesk,
  { email }: Pick<Person, 'email'>,
): Promise<readonly BookingRow[]> {
  const concerned = await store.bookings({ workspace, people: [email] });
  return concerned.filter(({ candidateEmail }) => candidateEmail.toLowerCase() === email.toLowerCase());
}

/** Of mocks that have begun: what came of them. */
export interface Outcomes {
  readonly held: readonly BookingRow[];
  readonly missed: readonly BookingRow[];
  readonly unknown: readonly BookingRow[];
}

export function outcomesOf(mocks: readonly BookingRow[], now: Temporal.Instant): Outcomes {
  const begun = mocks.filter(
    ({ start, state }) => state === 'booked' && Temporal.Instant.compare(start, now) <= 0,
  );
  return {
    held: begun.filter(({ outcome }) => outcome === 'held'),
    missed: begun.filter(({ outcome }) => outcome === 'no-show'),
    unknown: begun.filter(({ outcome }) => outcome === null),
  };
}

/** `2 held, 1 missed (One Mock2), 3 not noted`; of no mock that has begun, `none has begun`. */
export function outcomesText({ held, missed, unknown }: Outcomes): string {
  const parts = [
    ...(held.length > 0 ? [`${held.length} held`] : []),
    ...(missed.length > 0 ? [`${missed.length} missed (${missed.map(mockName).join(', ')})`] : []),
    ...(unknown.length > 0 ? [`${unknown.length} not noted`] : []),
  ];
  return parts.length === 0 ? 'none has begun' : parts.join(', ');
}

/** `One Mock2` */
export function mockName({ course, number }: Pick<BookingRow, 'course' | 'number'>): string {
  return `${course} Mock${number}`;
}

/** What came of a person's mocks, with buttons to note it of each of which it is not known. */
export function outcomesReply(
  { name, email }: Person,
  head: string,
  outcomes: Outcomes,
  more: readonly Button[] = [],
): ChatReply {
  const { missed, unknown } = outcomes;
  const noting = unknown.map((mock): Button[] => [
    { label: `✓ ${mockName(mock)} held`, says: `/held ${email} ${mock.course} ${mock.number}` },
    { label: '✗ missed', says: `/noshow ${email} ${mock.course} ${mock.number}` },
  ]);
  const further = [...more, ...(missed.length > 0 ? [giveAgain(email)] : [])];
  return {
    text: [head, `Mocks of ${name} so far: ${outcomesText(outcomes)}.`].join('\n'),
    buttons: [...noting, ...(further.length > 0 ? [further] : [])],
    inPlace: `outcomes:${email}`,
  };
}

function giveAgain(email: string): Button {
  return { label: '📅 Give it again', says: `/reschedule ${email}` };
}
