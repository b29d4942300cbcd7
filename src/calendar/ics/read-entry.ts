import { createHash } from 'node:crypto';
import type { Attendee, BookingMark } from '../event.ts';
import { type Component, properties, property } from './component.ts';
import type { Entry } from './entry.ts';
import { IcsFault } from './fault.ts';
import { cleanText, type Property, textOf } from './property.ts';
import { readTimes, type TimeContext } from './read-times.ts';
import { instantOf, parseTime } from './wall.ts';

/** How the VEVENTs of one calendar are to be read. */
export interface EntryContext extends TimeContext {
  /** Whose personal calendar it is, where that is known. */
  readonly owner: string | null;
}

const TITLE_MAX = 1000;
const DESCRIPTION_MAX = 8000;
const ATTENDEES_MAX = 1000;

/**
 * Reads one VEVENT. Throws an `IcsFault` whose message says in plain words why it cannot be read.
 * From files of others, titles and descriptions are kept up to 1,000 and 8,000 characters.
 */
export function readEntry(component: Component, context: EntryContext): Entry {
  const times = readTimes(component, context);
  const title = cleanText(textOf(property(component, 'SUMMARY')));
  const description = cleanText(textOf(property(component, 'DESCRIPTION')));
  const shownAs = word(component, 'X-MICROSOFT-CDO-BUSYSTATUS');
  const status = word(component, 'STATUS');
  return {
    uid: uidIn(component),
    sequence: Math.min(Number(/^\d{1,9}$/.exec(word(component, 'SEQUENCE'))?.[0] ?? 0), 1e9),
    stamp: stampIn(component),
    title: context.trusted ? title : shortened(title, TITLE_MAX),
    description: context.trusted ? description : shortened(description, DESCRIPTION_MAX),
    ...times,
    status:
      status === 'CANCELLED'
        ? 'cancelled'
        : status === 'TENTATIVE' || shownAs === 'TENTATIVE'
          ? 'tentative'
          : 'confirmed',
    markedFree: word(component, 'TRANSP') === 'TRANSPARENT' || shownAs === 'FREE',
    type: typeOf(shownAs, title),
    organizer: emailIn(property(component, 'ORGANIZER')),
    attendees: attendeesIn(component),
    booking: context.trusted ? bookingIn(component) : null,
    owner: context.trusted ? ownerIn(component) : context.owner,
  };
}

/**
 * Outlook writes absences down; Google's export has no word for them, but gives each the title that
 * its dialogue offers.
 */
function typeOf(shownAs: string, title: string): Entry['type'] {
  if (shownAs === 'OOF' || /^out of office$/i.test(title.trim())) return 'outOfOffice';
  return shownAs === 'WORKINGELSEWHERE' ? 'workingLocation' : 'default';
}

/** The UID; where a program left it out, one derived from the event, so that importing twice imports once. */
function uidIn(component: Component): string {
  const uid = cleanText(textOf(property(component, 'UID'))).trim();
  if (uid !== '') return uid.length <= TITLE_MAX ? uid : `long-${hashOf(uid)}`;
  return `none-${hashOf(['DTSTART', 'DTEND', 'DURATION', 'SUMMARY'].map((name) => property(component, name)?.value))}`;
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32);
}

function stampIn(component: Component): Temporal.Instant | null {
  const time = parseTime(property(component, 'DTSTAMP')?.value ?? '');
  return time === null ? null : instantOf(time.wall, 'UTC');
}

const RESPONSES: Readonly<Record<string, Attendee['response']>> = {
  ACCEPTED: 'accepted',
  TENTATIVE: 'tentative',
  DECLINED: 'declined',
  // Somebody else goes in their place.
  DELEGATED: 'declined',
};

function attendeesIn(component: Component): Attendee[] {
  const attendees = new Map<string, Attendee>();
  for (const line of properties(component, 'ATTENDEE')) {
    const email = emailIn(line);
    if (email === null) continue;
    attendees.set(email.toLowerCase(), {
      email,
      name: cleanText(line.params.get('CN') ?? '').trim() || null,
      optional: /^(OPT|NON)-PARTICIPANT$/i.test(line.params.get('ROLE') ?? ''),
      response: RESPONSES[line.params.get('PARTSTAT')?.toUpperCase() ?? ''] ?? 'needsAction',
    });
    if (attendees.size > ATTENDEES_MAX)
      throw new IcsFault(`it has more than ${ATTENDEES_MAX} attendees`, line.line);
  }
  return [...attendees.values()];
}

/** The address of a `mailto:`; Apple's programs put it into a parameter instead. */
function emailIn(line: Property | null): string | null {
  if (line === null) return null;
  const email = line.params.get('EMAIL') ?? /^mailto:(.*)$/i.exec(line.value.trim())?.[1] ?? '';
  const cleaned = cleanText(email).trim();
  return /^[^\s@]+@[^\s@]+$/.test(cleaned) ? cleaned : null;
}

function bookingIn(component: Component): BookingMark | null {
  const text = (name: string) => textOf(property(component, `X-MOCK-SCHEDULER-${name}`));
  if (text('BOOKING') === '') return null;
  return {
    bookingId: text('BOOKING'),
    candidateEmail: text('CANDIDATE'),
    interviewerEmail: text('INTERVIEWER'),
    course: text('COURSE'),
    number: Number(text('NUMBER')),
    ...(text('TITLE') === '' ? {} : { titleDigest: text('TITLE') }),
  };
}

function ownerIn(component: Component): string | null {
  return textOf(property(component, 'X-MOCK-SCHEDULER-OWNER')) || null;
}

function word(component: Component, name: string): string {
  return property(component, name)?.value.trim().toUpperCase() ?? '';
}

function shortened(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max - 1).toWellFormed()}…`;
}
