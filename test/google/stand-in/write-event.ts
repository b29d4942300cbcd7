import { createHash } from 'node:crypto';
import { checkWritable, type KeptCalendar, type KeptEvent, type World } from './calendars.ts';
import { conferenceAfter } from './conference.ts';
import { checkedContent, isObject, patched, writablePart } from './event-content.ts';
import { findEvent } from './find-event.ts';
import { keepEvent } from './keep-event.ts';
import { audienceOf, tellGuests } from './mails.ts';
import type { RawEvent } from './raw-event.ts';
import { conditionNotMet, deleted, duplicate, invalid, invalidParameter, notFound } from './refusals.ts';

/** What a write brings with it. */
export interface Write {
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
  readonly ifMatch: string | undefined;
}

/** `events.insert`: under the caller's id, or one of the server's. A deleted event's id stays taken. */
export function insert(world: World, calendar: KeptCalendar, { query, body }: Write): RawEvent {
  checkWritable(calendar);
  audienceOf(query);
  const id = body['id'] ?? ownId(world);
  if (typeof id !== 'string' || !/^[a-v0-9]{5,1024}$/.test(id)) throw invalid('Invalid resource id value.');
  const content = checkedContent(writablePart(body), calendar.timeZone);
  if (calendar.events.has(id)) throw duplicate();
  const { part, lookupsLeft } = conferenceAfter(world, calendar, {}, conferenceWish(query, body));
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
  return rewrite(world, calendar, id, write, () => ({ ...write.body }));
}

/** `events.delete`: 410 the second time. */
export function remove(world: World, calendar: KeptCalendar, id: string, write: Omit<Write, 'body'>): void {
  checkWritable(calendar);
  audienceOf(write.query);
  const kept = findEvent(calendar, id);
  if (kept === null) throw notFound();
  if (kept.event.status === 'cancelled') throw deleted();
  checkEtag(kept, write.ifMatch);
  const { event } = keepEvent(world, calendar, { ...kept.event, status: 'cancelled' });
  tellGuests(world, calendar, write.query, kept.event, event);
}

function rewrite(
  world: World,
  calendar: KeptCalendar,
  id: string,
  { query, body, ifMatch }: Write,
  contentAfter: (old: RawEvent) => Record<string, unknown>,
): RawEvent {
  checkWritable(calendar);
  audienceOf(query);
  const kept = findEvent(calendar, id);
  if (kept === null) throw notFound();
  checkEtag(kept, ifMatch);
  const old = kept.event;
  // Reports differ on whether a deleted event can be written back; the cautious reading is that it cannot.
  if (old.status === 'cancelled') throw notFound();
  const content = checkedContent(writablePart(contentAfter(old)), calendar.timeZone);
  const { conferenceData, hangoutLink } = old;
  const had = {
    ...(conferenceData === undefined ? {} : { conferenceData }),
    ...(hangoutLink === undefined ? {} : { hangoutLink }),
  };
  const { part, lookupsLeft } = conferenceAfter(world, calendar, had, conferenceWish(query, body));
  const given = {
    created: old.created,
    creator: old.creator,
    organizer: old.organizer,
    iCalUID: old.iCalUID,
  };
  const { event } = keepEvent(
    world,
    calendar,
    { ...(given as Partial<RawEvent>), ...content, ...part, id },
    lookupsLeft,
  );
  tellGuests(world, calendar, query, old, event);
  return event;
}

function checkEtag(kept: KeptEvent, ifMatch: string | undefined): void {
  if (ifMatch !== undefined && ifMatch !== '*' && ifMatch !== kept.event.etag) throw conditionNotMet();
}

/** Without `conferenceDataVersion=1` the conference part of a body is ignored. */
function conferenceWish(query: URLSearchParams, body: Readonly<Record<string, unknown>>): unknown {
  const version = query.get('conferenceDataVersion') ?? '0';
  if (version !== '0' && version !== '1')
    throw invalidParameter('conferenceDataVersion', `Invalid value: ${version}`);
  return version === '1' && isObject(body['conferenceData']) ? body['conferenceData'] : undefined;
}

/** 26 characters of the alphabet that ids have, by number rather than by chance. */
export function ownId(world: World): string {
  const digest = createHash('sha256')
    .update(`event ${world.revision + 1}`)
    .digest();
  return [...digest.subarray(0, 26)].map((byte) => (byte % 32).toString(32)).join('');
}
