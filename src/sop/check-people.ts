import { type Loose, looseEntries } from '../document/blanked.ts';
import { quoted } from '../document/found.ts';
import type { Path } from '../document/plain-data.ts';
import type { Problems } from '../document/problem.ts';
import type { WeeklySlots } from '../time/weekly-slots.ts';
import { looksLikeDate } from '../time/written-date.ts';
import { emailIn } from './email.ts';
import { readMoment } from './read-moment.ts';
import { DAY_KEYS, readWeeklySlots } from './read-weekly-slots.ts';
import type { InterviewerEntry, SopFile } from './shape.ts';
import { nameFault } from './shown-name.ts';

const ID = /^[a-z0-9][a-z0-9-]*$/;

/** The people of a file, by id, with their hours; null where these are faulty, which excuses further checks. */
export type HoursById = ReadonlyMap<string, WeeklySlots | null>;

/** Checks every interviewer by themselves, and that no two share an email or a Telegram chat. */
export function checkPeople(
  interviewers: Loose<SopFile['interviewers']>,
  timeZone: string,
  problems: Problems,
): HoursById {
  const hours = new Map<string, WeeklySlots | null>();
  const owners = new Map<string, string>();
  const chats = new Map<number, string>();
  for (const [id, entry] of looseEntries(interviewers)) {
    const path = ['interviewers', id];
    if (!ID.test(id)) {
      problems.fault(path, `${quoted(id)} is no id of an interviewer`, {
        at: 'key',
        expected: 'lower-case letters, digits and dashes',
        nearest: () => idFrom(id),
      });
    }
    const worked = entry === undefined ? null : checkPerson(entry, path, timeZone, problems);
    // One cause, one fault: courses may name the person as it is written or as it should be.
    for (const name of ID.test(id) ? [id] : [id, idFrom(id)]) {
      if (name !== undefined && (name === id || !hours.has(name))) hours.set(name, worked);
    }
    const email = entry?.email === undefined ? null : emailIn(entry.email);
    const owner = email === null ? undefined : owners.get(email);
    if (owner !== undefined) {
      problems.fault([...path, 'email'], `${id} has the email of ${owner}, ${quoted(email ?? '')}`, {
        also: [['interviewers', owner, 'email']],
        expected: 'one of their own',
      });
    } else if (email !== null) owners.set(email, id);
    const chat = entry?.telegram;
    const reader = chat === undefined ? undefined : chats.get(chat);
    if (reader !== undefined) {
      problems.fault([...path, 'telegram'], `${id} has the Telegram chat of ${reader}, ${chat}`, {
        also: [['interviewers', reader, 'telegram']],
        expected: 'one of their own',
      });
    } else if (chat !== undefined) chats.set(chat, id);
  }
  return hours;
}

function checkPerson(
  entry: Loose<InterviewerEntry>,
  path: Path,
  timeZone: string,
  problems: Problems,
): WeeklySlots | null {
  const { name, email, calendar } = entry;
  const why = name === undefined ? null : nameFault(name);
  if (why !== null) problems.fault([...path, 'name'], `the name ${why}`, { expected: 'a name to show' });
  if (email !== undefined) checkEmail(email, [...path, 'email'], problems);
  const whyNot = calendar === undefined ? null : nameFault(calendar);
  if (whyNot !== null) {
    problems.fault([...path, 'calendar'], `calendar ${whyNot}`, { expected: 'the id of a calendar' });
  }
  for (const [index, range] of (entry.timeOff ?? []).entries()) {
    if (range !== undefined) checkTimeOff(range, [...path, 'timeOff', index], timeZone, problems);
  }
  if (entry.hours === undefined) return null;
  const hours = readWeeklySlots(entry.hours, [...path, 'hours'], problems);
  // Behind an unknown key may be hours of a misspelt day.
  const isWhole = Object.keys(entry.hours).every((key) => (DAY_KEYS as readonly string[]).includes(key));
  return isWhole ? hours : null;
}

/** Reports a text that is no email address. */
export function checkEmail(text: string, path: Path, problems: Problems): void {
  if (emailIn(text) !== null) return;
  problems.fault(path, `${quoted(text)} is no email address`, { expected: 'one such as alpha@example.com' });
}

function checkTimeOff(
  range: { readonly from?: string | undefined; readonly to?: string | undefined },
  path: Path,
  timeZone: string,
  problems: Problems,
): void {
  const ends = (['from', 'to'] as const).map((end) => {
    const text = range[end];
    const moment = text === undefined ? null : readMoment(text, end, timeZone);
    if (text !== undefined && moment === null) {
      const what = looksLikeDate(text) ? 'is no day of the calendar' : 'is neither a date nor an instant';
      problems.fault([...path, end], `${quoted(text)} ${what}`, {
        expected: 'one such as 2026-12-24 or 2026-12-24T18:00-08:00',
      });
    }
    return moment;
  });
  const [from, to] = ends as [Temporal.Instant | null, Temporal.Instant | null];
  if (from === null || to === null || Temporal.Instant.compare(from, to) < 0) return;
  problems.fault([...path, 'to'], `time off to ${range.to} ends before it begins, ${range.from}`, {
    also: [[...path, 'from']],
    expected: 'an end after its start',
  });
}

function idFrom(text: string): string | undefined {
  const id = text
    .slice(0, 60)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return ID.test(id) ? id : undefined;
}
