import { createHash } from 'node:crypto';
import { checkWritable, type KeptCalendar, type KeptEvent, type World } from './calendars.ts';
import { conferenceAfter } from './conference.ts';
import { checkedContent, patched, writablePart } from './event-content.ts';
import { findEvent } from './find-event.ts';
import { keepEvent } from './keep-event.ts';
import { audienceOf, tellGuests } from './mails.ts';
import type { RawEvent } from './raw-event.ts';
import {
  conditionNotMet,
  deleted,
  duplicate,
  forbidden,
  invalid,
  invalidParameter,
  notFound,
} from './refusals.ts';

/** What a write brings with it. */
export interface Write {
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
  readonly ifMatch: string | undefined;
}

/** `events.insert`: under the caller's id, or one of the server's. A deleted event's id stays taken. */
export function insert(world: World, calendar: KeptCalendar, write: Write): RawEvent {
  const { query, body } = write;
  checkWritable(calendar);
  audienceOf(query);
  const id = body['id'] ?? ownId(world);
  if (typeof id !== 'string' || !/^[a-v0-9]{5,1024}$/.test(id)) throw invalid('Invalid resource id value.');
  const content = checkedContent(writablePart(body), calendar.timeZone);
  if (calendar.events.has(id)) throw duplicate();
  const { part, lookupsLeft } = conferenceAfter(world, calendar, {}, conferenceWish(write));
  const { event } = keepEvent(world, calendar, { ...content, ...part, id }, lookupsLeft);
  tellGuests(world, calendar, query, null, event);
  return event;
}

/** `events.patch`: only what the body names changes; lists are replaced whole. */
export function patch(world: World, calendar: KeptCalendar, id: string, write: Write): RawEvent {
  return rewrite(world, calendar, id, write, (old) => patched(writablePart({ ...old }), write.body));
}

/** `events.update`: the body is the whole event; what it does not name is gone. */
export function update(world: World, calendar: KeptCalendar, id: string, write: Write): RawEvent {
  const body = { conferenceData: null, ...write.body };
  return rewrite(world, calendar, id, { ...write, body }, () => body);
}

/** `events.delete`: 410 the second time. */
export function remove(world: World, calendar: KeptCalendar, id: string, write: Omit<Write, 'body'>): void {
  checkWritable(calendar);
  audienceOf(write.query);
  const kept = findEvent(world, calendar, id);
  if (kept === null) throw notFound();
  if (kept.event.status === 'cancelled') throw deleted();
  checkEtag(kept, write.ifMatch);
  const { event } = deleteEvent(world, calendar, kept);
  tellGuests(world, calendar, write.query, kept.event, event);
}

/** A deleted event stays readable; with a series go the exceptions that were made in it. */
export function deleteEvent(world: World, calendar: KeptCalendar, { event }: KeptEvent): KeptEvent {
  for (const { event: exception } of calendar.events.values()) {
    if (exception.recurringEventId === event.id && exception.status !== 'cancelled') {
      keepEvent(world, calendar, { ...exception, status: 'cancelled' });
    }
  }
  return keepEvent(world, calendar, { ...event, status: 'cancelled' });
}

function rewrite(
  world: World,
  calendar: KeptCalendar,
  id: string,
  write: Write,
  contentAfter: (old: RawEvent) => Record<string, unknown>,
): RawEvent {
  const { query, body, ifMatch } = write;
  checkWritable(calendar);
  audienceOf(query);
  const kept = findEvent(world, calendar, id);
  if (kept === null) throw notFound();
  checkEtag(kept, ifMatch);
  const old = kept.event;
  // "Cancelled events continue to expose event details so that they can be restored": by their status.
  if (old.status === 'cancelled' && body['status'] !== 'confirmed' && body['status'] !== 'tentative') {
    throw forbidden();
  }
  const content = checkedContent(writablePart(contentAfter(old)), calendar.timeZone);
  const { conferenceData, hangoutLink } = old;
  const had = onlyGiven({ conferenceData, hangoutLink });
  const { part, lookupsLeft } = conferenceAfter(world, calendar, had, conferenceWish(write));
  const given = onlyGiven({
    created: old.created,
    creator: old.creator,
    organizer: old.organizer,
    iCalUID: old.iCalUID,
    recurringEventId: old.recurringEventId,
    originalStartTime: old.originalStartTime,
  });
  const { event } = keepEvent(world, calendar, { ...given, ...content, ...part, id }, lookupsLeft);
  tellGuests(world, calendar, query, old, event);
  return event;
}

function onlyGiven(event: { readonly [K in keyof RawEvent]?: RawEvent[K] | undefined }): Partial<RawEvent> {
  return Object.fromEntries(Object.entries(event).filter(([, value]) => value !== undefined));
}

function checkEtag(kept: KeptEvent, ifMatch: string | undefined): void {
  if (ifMatch !== undefined && ifMatch !== '*' && ifMatch !== kept.event.etag) throw conditionNotMet();
}

/** Without `conferenceDataVersion=1` the conference part of a body is ignored: nothing is wished for. */
function conferenceWish({ query, body }: Write): unknown {
  const version = query.get('conferenceDataVersion') ?? '0';
  if (version !== '0' && version !== '1') {
    throw invalidParameter('conferenceDataVersion', `Invalid value: ${version}`);
  }
  return version === '1' ? body['conferenceData'] : undefined;
}

/** 26 characters of the alphabet that ids have, by number rather than by chance. */
export function ownId(world: World): string {
  const digest = createHash('sha256')
    .update(`event ${world.revision + 1}`)
    .digest();
  return [...digest.subarray(0, 26)].map((byte) => (byte % 32).toString(32)).join('');
}
