import type { Entry, OccurrenceKey, Span } from './entry.ts';
import { ruleText } from './rule.ts';
import { dateText, instantOf, parseTime, utcText, type WallSecond, wallAt, wallText } from './wall.ts';
import { mailto, paramValue, textValue } from './write-line.ts';

export interface WriteOptions {
  /** Whether our private lines are written: for our own storage, not for other people's programs. */
  readonly private: boolean;
  /** DTSTAMP of entries that have none. */
  readonly stamp: Temporal.Instant;
}

/** The lines of one VEVENT, unfolded. `master` is the series that a changed occurrence belongs to. */
export function entryLines(entry: Entry, master: Entry | null, options: WriteOptions): string[] {
  const { span, repeats } = entry;
  return [
    'BEGIN:VEVENT',
    `UID:${textValue(entry.uid)}`,
    `DTSTAMP:${utcText(entry.stamp ?? options.stamp)}`,
    `SEQUENCE:${entry.sequence}`,
    ...(entry.replaces === null ? [] : [`RECURRENCE-ID${keyValue(entry.replaces, (master ?? entry).span)}`]),
    `DTSTART${timeValue(span, span.start)}`,
    endLine(span),
    ...(repeats === null
      ? []
      : [
          ...repeats.rules.map((rule) => `RRULE:${ruleText(rule, span)}`),
          ...repeats.alsoOn.map((start) => `RDATE${timeValue(span, start)}`),
          ...repeats.notOn.map((key) => `EXDATE${keyValue(key, span)}`),
        ]),
    `SUMMARY:${textValue(entry.title)}`,
    ...(entry.description === '' ? [] : [`DESCRIPTION:${textValue(entry.description)}`]),
    `STATUS:${entry.status.toUpperCase()}`,
    `TRANSP:${entry.markedFree ? 'TRANSPARENT' : 'OPAQUE'}`,
    ...(entry.type === 'default'
      ? []
      : [`X-MICROSOFT-CDO-BUSYSTATUS:${entry.type === 'outOfOffice' ? 'OOF' : 'WORKINGELSEWHERE'}`]),
    ...(entry.organizer === null ? [] : [`ORGANIZER:${mailto(entry.organizer)}`]),
    ...entry.attendees.map(attendeeLine),
    ...(options.private ? privateLines(entry) : []),
    'END:VEVENT',
  ];
}

const PARTSTAT = {
  needsAction: 'NEEDS-ACTION',
  accepted: 'ACCEPTED',
  declined: 'DECLINED',
  tentative: 'TENTATIVE',
} as const;

function attendeeLine({ email, name, optional, response }: Entry['attendees'][number]): string {
  const cn = name === null ? '' : `;CN=${paramValue(name)}`;
  const role = optional ? 'OPT-PARTICIPANT' : 'REQ-PARTICIPANT';
  return `ATTENDEE${cn};ROLE=${role};PARTSTAT=${PARTSTAT[response]}:${mailto(email)}`;
}

function privateLines(entry: Entry): string[] {
  const { booking, owner, span } = entry;
  const lines: [string, string][] = [];
  if (booking !== null) {
    lines.push(['BOOKING', booking.bookingId], ['CANDIDATE', booking.candidateEmail]);
    if (booking.titleDigest !== undefined) lines.push(['TITLE', booking.titleDigest]);
    lines.push(
      ['INTERVIEWER', booking.interviewerEmail],
      ['COURSE', booking.course],
      ['NUMBER', `${booking.number}`],
    );
  }
  if (owner !== null) lines.push(['OWNER', owner]);
  if (span.allDay) lines.push(['ZONE', span.timeZone]);
  return lines.map(([name, value]) => `X-MOCK-SCHEDULER-${name}:${textValue(value)}`);
}

/** With what follows a property's name: `;TZID=Europe/Berlin:20261201T180000`, `:20261201T170000Z`, `;VALUE=DATE:20261201`. */
function timeValue(span: Span, wall: WallSecond): string {
  if (span.allDay) return `;VALUE=DATE:${dateText(wall)}`;
  return span.timeZone === 'UTC' ? `:${wallText(wall)}Z` : `;TZID=${span.timeZone}:${wallText(wall)}`;
}

/** The line that ends an event: by the clock, or by its length where the clock shows that time twice. */
function endLine(span: Span): string {
  if (span.allDay) return `DTEND${timeValue(span, span.start + span.length)}`;
  const end = instantOf(span.start, span.timeZone).add({ seconds: span.length });
  const wall = wallAt(end, span.timeZone);
  return instantOf(wall, span.timeZone).equals(end)
    ? `DTEND${timeValue(span, wall)}`
    : `DURATION:PT${span.length}S`;
}

/**
 * An occurrence's key in the form that its series writes its starts in, as RFC 5545 asks; in UTC
 * where that form could mean two instants.
 */
function keyValue(key: OccurrenceKey, series: Span): string {
  const time = parseTime(key);
  if (time === null) throw new TypeError(`${key} is no occurrence`);
  if (time.form === 'date') return `;VALUE=DATE:${key}`;
  if (series.allDay) return `:${key}`;
  const original = instantOf(time.wall, 'UTC');
  const wall = wallAt(original, series.timeZone);
  return instantOf(wall, series.timeZone).equals(original) ? timeValue(series, wall) : `:${key}`;
}
