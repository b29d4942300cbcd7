import type { KeptCalendar, Mail, World } from './calendars.ts';
import type { RawEvent } from './raw-event.ts';
import { invalidParameter } from './refusals.ts';

/**
 * Writes down the mails that a change sends: to those who were invited by it, taken off by it, or
 * stay. Nothing unless `sendUpdates` is `all` or `externalOnly`; left out, nobody hears of it.
 */
export function tellGuests(
  world: World,
  calendar: KeptCalendar,
  query: URLSearchParams,
  before: RawEvent | null,
  after: RawEvent,
): void {
  const audience = audienceOf(query);
  if (audience === 'none') return;
  const old = guests(before);
  const now = after.status === 'cancelled' ? [] : guests(after);
  const mails: Mail[] = [
    ...now.map((to) => ({ to, what: old.includes(to) ? 'updated' : 'invited', eventId: after.id }) as const),
    ...old
      .filter((to) => !now.includes(to))
      .map((to) => ({ to, what: 'cancelled', eventId: after.id }) as const),
  ];
  const inside = domainOf(calendar.id);
  world.mails.push(...mails.filter(({ to }) => audience === 'all' || domainOf(to) !== inside));
}

/** Throws 400 for a value that there is not; `sendNotifications=true` is the older way to say `all`. */
export function audienceOf(query: URLSearchParams): 'all' | 'externalOnly' | 'none' {
  const value = query.get('sendUpdates') ?? (query.get('sendNotifications') === 'true' ? 'all' : 'none');
  if (value === 'all' || value === 'externalOnly' || value === 'none') return value;
  throw invalidParameter('sendUpdates', `Invalid value: ${value}`);
}

function guests(event: RawEvent | null): string[] {
  if (event === null || event.status === 'cancelled') return [];
  return (event.attendees ?? [])
    .map(({ email }) => email)
    .filter((email) => email !== event.organizer?.email);
}

/** Who is a guest "outside Google Calendar" cannot be known here: those of other domains stand for them. */
function domainOf(address: string): string {
  return address.slice(address.indexOf('@') + 1).toLowerCase();
}
