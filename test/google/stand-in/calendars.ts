import type { Channels } from './channels.ts';
import type { RawEvent } from './raw-event.ts';
import { needsWriter, notFound } from './refusals.ts';

/** An event, and what the server remembers of it beside what it shows. */
export interface KeptEvent {
  readonly event: RawEvent;
  /** Counts every change in all calendars; the sync tokens speak of it. */
  readonly revision: number;
  /** The revision with which it came to be: the stable order of a list. */
  readonly born: number;
  /** How many looks it takes until a pending conference has its link. */
  readonly lookupsLeft: number;
  /** Of a series: ids of occurrences that it once had. */
  readonly formerly: ReadonlySet<string>;
}

export interface KeptCalendar {
  readonly id: string;
  readonly summary: string;
  readonly timeZone: string;
  readonly accessRole: string;
  readonly primary: boolean;
  /** What free/busy says of it instead of its busy times. */
  readonly freeBusyError: string | null;
  /** Busy times beside those of its events. */
  readonly busy: readonly { readonly start: string; readonly end: string }[];
  /** Deleted ones too: an id stays taken for ever. */
  readonly events: Map<string, KeptEvent>;
  /** Conference requests that were heard once; the same id again is ignored. */
  readonly conferenceRequests: Set<string>;
}

export interface ConferenceManners {
  readonly pendingLookups: number;
  readonly fails: boolean;
}

/** All that the server knows. */
export interface World {
  readonly now: () => Temporal.Instant;
  /** The address of the account that the tokens act for. */
  readonly account: string;
  readonly calendars: Map<string, KeptCalendar>;
  readonly conference: ConferenceManners;
  readonly pageSize: number;
  readonly mails: Mail[];
  readonly channels: Channels;
  revision: number;
  /** Sync tokens of an older generation are forgotten. */
  syncGeneration: number;
}

/** A mail that a call made Google send. */
export interface Mail {
  readonly to: string;
  readonly what: 'invited' | 'updated' | 'cancelled';
  readonly eventId: string;
}

/** The calendar of that id, as far as the account may know of it; throws 404. */
export function calendarFor(world: World, id: string): KeptCalendar {
  const calendar = world.calendars.get(id === 'primary' ? world.account : id);
  if (calendar === undefined || calendar.accessRole === 'none') throw notFound();
  return calendar;
}

/** Throws 403 where the account may only read. */
export function checkWritable(calendar: KeptCalendar): void {
  if (!['owner', 'writer', 'writerWithoutPrivateAccess'].includes(calendar.accessRole)) throw needsWriter();
}
