import type { BookingRow } from '../../../src/store/rows.ts';
import { spanText } from '../../../src/time/spoken.ts';
import { ZONE } from '../../booking/office.ts';
import type { GoogleStandIn, Mail, RawEvent } from '../../google/stand-in/google.ts';

/** A mock as it stands somewhere, and the link of its video call. */
export interface StandingMock {
  /** `Wed Dec 2 18:00–19:00 Dana : Alpha One Mock2 [dana, alpha]`; who declined is crossed out: `alpha ✗` */
  readonly line: string;
  readonly meet: string | null;
}

/** What the program made in Google's calendar for somebody, in time order. */
export function inGoogle(google: GoogleStandIn, candidateEmail: string): StandingMock[] {
  const events = google
    .events()
    .filter(({ extendedProperties: own }) => own?.private?.['candidateEmail'] === candidateEmail);
  return inTime(
    events.map((event) => {
      const guests = (event.attendees ?? []).filter(({ optional }) => optional !== true);
      const answers = guests.map(({ email, responseStatus }) =>
        responseStatus === 'declined' ? `${nameIn(email)} ✗` : nameIn(email),
      );
      return { ...timesOf(event), title: event.summary ?? '', who: answers, meet: event.hangoutLink ?? null };
    }),
  );
}

/** The same by the store. */
export function inStore(bookings: readonly BookingRow[]): StandingMock[] {
  return inTime(
    bookings.map((mock) => ({
      start: mock.start,
      end: mock.end,
      title: `${mock.candidateName} : ${mock.interviewerName} ${mockName(mock)}`,
      who: [mock.candidateEmail, mock.interviewerEmail].map(nameIn),
      meet: mock.meetLink,
    })),
  );
}

/** `One Mock2: alpha cancelled`, in the order of the alphabet; mails about other events are left out. */
export function mailLines(mails: readonly Mail[], bookings: readonly BookingRow[]): string[] {
  return mails
    .flatMap(({ to, what, eventId }) => {
      const mock = bookings.find((each) => each.eventId === eventId);
      return mock === undefined ? [] : [`${mockName(mock)}: ${nameIn(to)} ${what}`];
    })
    .sort();
}

export function mockName({ course, number }: Pick<BookingRow, 'course' | 'number'>): string {
  return `${course} Mock${number}`;
}

interface Stands {
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
  readonly title: string;
  readonly who: readonly string[];
  readonly meet: string | null;
}

function inTime(mocks: readonly Stands[]): StandingMock[] {
  return mocks
    .toSorted((a, b) => Temporal.Instant.compare(a.start, b.start))
    .map(({ title, who, meet, ...when }) => ({
      line: `${spanText(when, ZONE)} ${title} [${who.join(', ')}]`,
      meet,
    }));
}

function timesOf({ start, end }: RawEvent): Pick<Stands, 'start' | 'end'> {
  return { start: Temporal.Instant.from(start!.dateTime!), end: Temporal.Instant.from(end!.dateTime!) };
}

function nameIn(email: string): string {
  return email.split('@')[0]!;
}
