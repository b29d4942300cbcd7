/** An event as the API writes it (the Events resource), as far as this project meets it. */
export interface RawEvent {
  readonly kind: 'calendar#event';
  /** With its quotes, as `If-Match` wants it. */
  readonly etag: string;
  readonly id: string;
  readonly status: 'confirmed' | 'tentative' | 'cancelled';
  readonly htmlLink?: string;
  readonly created?: string;
  readonly updated?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly location?: string;
  readonly colorId?: string;
  readonly creator?: RawPerson;
  readonly organizer?: RawPerson;
  readonly start?: RawTime;
  readonly end?: RawTime;
  readonly recurrence?: readonly string[];
  readonly recurringEventId?: string;
  readonly originalStartTime?: RawTime;
  readonly transparency?: 'opaque' | 'transparent';
  readonly visibility?: 'default' | 'public' | 'private' | 'confidential';
  readonly iCalUID?: string;
  readonly sequence?: number;
  readonly attendees?: readonly RawAttendee[];
  readonly attendeesOmitted?: boolean;
  readonly extendedProperties?: {
    readonly private?: Readonly<Record<string, string>>;
    readonly shared?: Readonly<Record<string, string>>;
  };
  readonly hangoutLink?: string;
  readonly conferenceData?: RawConference;
  readonly guestsCanInviteOthers?: boolean;
  readonly guestsCanModify?: boolean;
  readonly guestsCanSeeOtherGuests?: boolean;
  readonly reminders?: {
    readonly useDefault?: boolean;
    readonly overrides?: readonly { readonly method: string; readonly minutes: number }[];
  };
  readonly source?: { readonly url: string; readonly title?: string };
  readonly eventType?: string;
}

/** Timed (`dateTime`, RFC 3339) or whole days (`date`). */
export interface RawTime {
  readonly date?: string;
  readonly dateTime?: string;
  readonly timeZone?: string;
}

export interface RawPerson {
  readonly email: string;
  readonly displayName?: string;
  readonly self?: boolean;
}

export interface RawAttendee extends RawPerson {
  readonly optional?: boolean;
  readonly organizer?: boolean;
  readonly resource?: boolean;
  readonly comment?: string;
  readonly additionalGuests?: number;
  readonly responseStatus?: 'needsAction' | 'declined' | 'tentative' | 'accepted';
}

export interface RawConference {
  readonly createRequest?: {
    readonly requestId: string;
    readonly conferenceSolutionKey: { readonly type: string };
    readonly status: { readonly statusCode: 'pending' | 'success' | 'failure' };
  };
  readonly entryPoints?: readonly {
    readonly entryPointType: string;
    readonly uri: string;
    readonly label: string;
  }[];
  readonly conferenceSolution?: { readonly key: { readonly type: string }; readonly name: string };
  readonly conferenceId?: string;
}
