import { createHash } from 'node:crypto';
import type { KeptCalendar, KeptEvent, World } from './calendars.ts';
import { isObject } from './event-content.ts';
import { keepEvent } from './keep-event.ts';
import type { RawConference, RawEvent } from './raw-event.ts';
import { invalid, required } from './refusals.ts';

type ConferencePart = Pick<RawEvent, 'conferenceData' | 'hangoutLink'>;

/**
 * The conference of an event after a write. The part of the body counts only with
 * `conferenceDataVersion=1` (then null takes the conference away); a request id that was heard before is ignored. Making a conference is
 * asynchronous: it is pending until the event has been looked up a few times, then there is a link,
 * or it has failed.
 */
export function conferenceAfter(
  world: World,
  calendar: KeptCalendar,
  old: ConferencePart,
  wish: unknown,
): { part: ConferencePart; lookupsLeft?: number } {
  if (wish === null) return { part: {} };
  if (!isObject(wish) || wish['createRequest'] === undefined) return { part: old };
  const request = wish['createRequest'];
  const { requestId, conferenceSolutionKey } = isObject(request) ? request : {};
  if (typeof requestId !== 'string' || requestId === '') throw required('Missing conference request id.');
  const type = isObject(conferenceSolutionKey) ? conferenceSolutionKey['type'] : undefined;
  if (type !== 'hangoutsMeet') throw invalid('Invalid conference type value.');
  if (calendar.conferenceRequests.has(requestId)) return { part: old };
  calendar.conferenceRequests.add(requestId);
  const pending: RawConference = {
    createRequest: {
      requestId,
      conferenceSolutionKey: { type },
      status: { statusCode: 'pending' },
    },
  };
  const { pendingLookups } = world.conference;
  const part = pendingLookups === 0 ? settled(world, pending) : { conferenceData: pending };
  return { part, lookupsLeft: pendingLookups };
}

/** One look at an event: a pending conference comes a look nearer to its end. */
export function lookedAt(world: World, calendar: KeptCalendar, kept: KeptEvent): KeptEvent {
  const conference = kept.event.conferenceData;
  const pending = conference?.createRequest?.status.statusCode === 'pending';
  if (!pending || !calendar.events.has(kept.event.id)) return kept;
  if (kept.lookupsLeft > 1) {
    const nearer = { ...kept, lookupsLeft: kept.lookupsLeft - 1 };
    calendar.events.set(kept.event.id, nearer);
    return nearer;
  }
  return keepEvent(world, calendar, { ...kept.event, ...settled(world, conference) }, 0);
}

function settled(world: World, { createRequest }: RawConference): ConferencePart {
  const request = createRequest!;
  const ended = (statusCode: 'success' | 'failure') => ({ ...request, status: { statusCode } });
  if (world.conference.fails) return { conferenceData: { createRequest: ended('failure') } };
  const code = meetCode(request.requestId);
  const uri = `https://meet.google.com/${code}`;
  return {
    hangoutLink: uri,
    conferenceData: {
      createRequest: ended('success'),
      entryPoints: [{ entryPointType: 'video', uri, label: uri.slice('https://'.length) }],
      conferenceSolution: { key: { type: 'hangoutsMeet' }, name: 'Google Meet' },
      conferenceId: code,
    },
  };
}

/** Three, four and three letters, always the same for one request. */
function meetCode(requestId: string): string {
  const letters = [...createHash('sha256').update(requestId).digest()].map((byte) =>
    String.fromCharCode(97 + (byte % 26)),
  );
  return [letters.slice(0, 3), letters.slice(3, 7), letters.slice(7, 10)]
    .map((part) => part.join(''))
    .join('-');
}
