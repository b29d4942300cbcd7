import { checkKeys, listIn, mapIn, textIn } from '../document/fields.ts';
import { quoted } from '../document/found.ts';
import type { Path, PlainMap } from '../document/plain-data.ts';
import type { Problems } from '../document/problem.ts';
import { emailIn } from '../sop/email.ts';
import { DAY_KEYS, readWeeklySlots } from '../sop/read-weekly-slots.ts';
import { nameFault } from '../sop/shown-name.ts';
import { nearestZone } from '../time/nearest-zone.ts';
import { looksLikeDate, parseDate } from '../time/written-date.ts';
import { zoneNamed } from '../time/zone.ts';
import { daysInWindow } from '../time/zoned-day.ts';
import type { Candidate, CandidateRequest, RequestSlots } from './model.ts';

/** The keys of a request's own part; a request to plan adds `now`, `busy` and `unreadable`. */
export const CANDIDATE_KEYS = ['candidate', 'window', 'slots'] as const;

/** The longest window in days, both ends counted: a year, leap day included. */
const WINDOW_DAYS_MAX = 366;

/**
 * What a candidate asks for, out of a request's plain data. Null where anything is wrong, each part
 * reported. The keys of `request` itself are the caller's to check.
 */
export function readCandidate(request: PlainMap, problems: Problems): CandidateRequest | null {
  const candidate = readPerson(request['candidate'], problems);
  const window = readWindow(request['window'], problems);
  const slots = readSlots(request['slots'], problems);
  return candidate && window && slots ? { candidate, window, slots } : null;
}

function readPerson(value: unknown, problems: Problems): Candidate | null {
  const path = ['candidate'];
  const map = mapIn(value, path, 'a map with name, email and timeZone', problems);
  if (map === null) return null;
  checkKeys(map, path, ['name', 'email', 'timeZone'], problems);
  const name = textIn(map['name'], [...path, 'name'], 'a name', problems);
  const why = name === null ? null : nameFault(name);
  if (why !== null) problems.fault([...path, 'name'], `the name ${why}`, { expected: 'a name to show' });
  const email = readEmail(map['email'], [...path, 'email'], problems);
  const timeZone = readZone(map['timeZone'], [...path, 'timeZone'], problems);
  if (name === null || why !== null || email === null || timeZone === null) return null;
  return { name: name.trim(), email, timeZone };
}

/** An email address in lower case, null where a value is none, which is reported. */
export function readEmail(value: unknown, path: Path, problems: Problems): string | null {
  const expected = 'an email address such as name@example.com';
  const text = textIn(value, path, expected, problems);
  if (text === null) return null;
  const email = emailIn(text);
  if (email === null) problems.fault(path, `${quoted(text)} is no email address`, { expected });
  return email;
}

function readZone(value: unknown, path: Path, problems: Problems): string | null {
  const expected = 'a time zone such as America/New_York or EST';
  const text = textIn(value, path, expected, problems);
  if (text === null) return null;
  const zone = zoneNamed(text);
  if (zone === null) {
    problems.fault(path, `${quoted(text)} is no time zone`, { expected, nearest: () => nearestZone(text) });
  }
  return zone;
}

function readWindow(value: unknown, problems: Problems): CandidateRequest['window'] | null {
  const path = ['window'];
  const map = mapIn(value, path, 'a map with start and end', problems);
  if (map === null) return null;
  checkKeys(map, path, ['start', 'end'], problems);
  const start = readDate(map['start'], [...path, 'start'], problems);
  const end = readDate(map['end'], [...path, 'end'], problems);
  if (start === null || end === null) return null;
  const days = daysInWindow(start, end);
  if (days < 1) {
    problems.fault([...path, 'end'], `the window ends on ${end}, before it starts on ${start}`, {
      expected: 'an end that is not before the start',
    });
    return null;
  }
  if (days > WINDOW_DAYS_MAX) {
    problems.fault([...path, 'end'], `the window has ${days} days`, {
      expected: `at most ${WINDOW_DAYS_MAX}`,
    });
    return null;
  }
  return { start, end };
}

function readDate(value: unknown, path: Path, problems: Problems): Temporal.PlainDate | null {
  const expected = 'a date such as 2026-12-01';
  const text = textIn(value, path, expected, problems);
  if (text === null) return null;
  const date = parseDate(text);
  if (date === null) {
    const what = looksLikeDate(text) ? 'is no day of the calendar' : 'is no date';
    problems.fault(path, `${quoted(text)} ${what}`, { expected });
  }
  return date;
}

function readSlots(value: unknown, problems: Problems): RequestSlots | null {
  const path = ['slots'];
  const map = mapIn(value, path, 'ranges by day, such as { "weekdays": ["18:00-22:00"] }', problems);
  if (map === null) return null;
  checkKeys(map, path, [...DAY_KEYS, 'timeZone'], problems);
  const texts: Record<string, readonly (string | undefined)[] | undefined> = {};
  for (const key of DAY_KEYS) {
    if (!Object.hasOwn(map, key)) continue;
    const list = listIn(map[key], [...path, key], 'a list of ranges such as ["18:00-22:00"]', problems);
    texts[key] = list?.map(
      (item, index) =>
        textIn(item, [...path, key, index], 'a range such as "18:00-22:00"', problems) ?? undefined,
    );
  }
  const weekly = readWeeklySlots(texts, path, problems);
  const zoned = Object.hasOwn(map, 'timeZone');
  const timeZone = zoned ? readZone(map['timeZone'], [...path, 'timeZone'], problems) : null;
  return weekly === null || (zoned && timeZone === null) ? null : { timeZone, weekly };
}
