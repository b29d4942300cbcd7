/** An event as a calendar holds it, ours or anyone's. */
export interface CalendarEvent {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly when: EventTime;
  readonly status: 'confirmed' | 'tentative' | 'cancelled';
  /** Marked free in the calendar: it blocks no time by itself. */
  readonly markedFree: boolean;
  readonly type: 'default' | 'outOfOffice' | 'workingLocation' | 'focusTime' | 'other';
  readonly organizer: string | null;
  readonly attendees: readonly Attendee[];
  /** Present on events that this program made. */
  readonly booking: BookingMark | null;
  /** Whether it has a video call; one that is `pending` gets its link a moment later. */
  readonly conference: 'none' | 'pending' | 'ready' | 'failed';
  readonly meetLink: string | null;
  readonly htmlLink: string | null;
}

export type EventTime =
  | { readonly kind: 'timed'; readonly start: Temporal.Instant; readonly end: Temporal.Instant }
  /** Days of the calendar's own zone, `end` exclusive. */
  | {
      readonly kind: 'allDay';
      readonly start: Temporal.PlainDate;
      readonly end: Temporal.PlainDate;
      readonly timeZone: string;
    };

export interface Attendee {
  readonly email: string;
  readonly name: string | null;
  readonly optional: boolean;
  readonly response: 'needsAction' | 'accepted' | 'declined' | 'tentative';
}

/** What an event of ours carries so that it is known again (private properties). */
export interface BookingMark {
  readonly bookingId: string;
  readonly candidateEmail: string;
  readonly interviewerEmail: string;
  readonly course: string;
  readonly number: number;
  /** `titleDigest` of the title that it was given; adapters write it, and events from before have none. */
  readonly titleDigest?: string;
}

/** An instant range in which somebody cannot take a mock. */
export interface BusyRange {
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
}

/** An event's time as instants; whole days run from the first's start to the last's end in their zone. */
export function instantsOf(when: EventTime): BusyRange {
  if (when.kind === 'timed') return { start: when.start, end: when.end };
  return {
    start: when.start.toZonedDateTime(when.timeZone).toInstant(),
    end: when.end.toZonedDateTime(when.timeZone).toInstant(),
  };
}
