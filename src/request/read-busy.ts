import { checkKeys, listIn, mapIn, textIn, wrong } from '../document/fields.ts';
import { quoted } from '../document/found.ts';
import { nearest } from '../document/nearest.ts';
import type { Path, PlainMap } from '../document/plain-data.ts';
import type { Problems } from '../document/problem.ts';
import { emailIn } from '../sop/email.ts';
import { parseInstant } from '../time/written-instant.ts';
import type { Busy } from './model.ts';
import { readEmail } from './read-candidate.ts';

const ENTRY_KEYS = ['email', 'start', 'end', 'kind'];
const KINDS = ['mock', 'other'];

/**
 * The busy times of a request. There may be hundreds, of few people, so that what is right is read
 * without building a path for it. A time without an offset is wall-clock time of `timeZone`.
 */
export function readBusy(value: unknown, timeZone: string, problems: Problems): Busy[] {
  const list = listIn(value, ['busy'], 'a list of busy times', problems) ?? [];
  const addresses = new Map<unknown, string | null>();
  const result: Busy[] = [];
  for (const [index, item] of list.entries()) {
    const map = mapIn(item, ['busy', index], 'a map with email, start, end and kind', problems);
    if (map === null) continue;
    const entry = readEntry(map, timeZone, addresses);
    if (entry === null) explain(map, ['busy', index], timeZone, problems);
    else result.push(entry);
  }
  return result;
}

/** A right entry, or null without a word. */
function readEntry(map: PlainMap, timeZone: string, addresses: Map<unknown, string | null>): Busy | null {
  const { email: address, start: from, end: to, kind } = map;
  let email = addresses.get(address);
  if (email === undefined) {
    email = typeof address === 'string' ? emailIn(address) : null;
    addresses.set(address, email);
  }
  if (email === null || (kind !== 'mock' && kind !== 'other')) return null;
  if (typeof from !== 'string' || typeof to !== 'string' || Object.keys(map).length !== ENTRY_KEYS.length)
    return null;
  const start = parseInstant(from, timeZone);
  const end = parseInstant(to, timeZone);
  if (start === null || end === null || Temporal.Instant.compare(start, end) >= 0) return null;
  return { email, start, end, kind };
}

/** Reports all that is wrong with an entry. */
function explain(map: PlainMap, path: Path, timeZone: string, problems: Problems): void {
  checkKeys(map, path, ENTRY_KEYS, problems);
  readEmail(map['email'], [...path, 'email'], problems);
  const start = readInstant(map['start'], [...path, 'start'], timeZone, problems);
  const end = readInstant(map['end'], [...path, 'end'], timeZone, problems);
  if (start !== null && end !== null && Temporal.Instant.compare(start, end) >= 0) {
    problems.fault(
      [...path, 'end'],
      `the busy time ends ${map['end']}, not after its start ${map['start']}`,
      {
        expected: 'an end after the start',
      },
    );
  }
  const kind = map['kind'];
  if (typeof kind !== 'string') wrong(kind, [...path, 'kind'], 'mock or other', problems);
  else if (!KINDS.includes(kind)) {
    problems.fault([...path, 'kind'], `kind is the text ${quoted(kind)}`, {
      expected: 'mock or other',
      nearest: () => nearest(kind, KINDS),
    });
  }
}

/** An instant, null where a value is none, which is reported. */
export function readInstant(
  value: unknown,
  path: Path,
  timeZone: string,
  problems: Problems,
): Temporal.Instant | null {
  const expected = `an instant such as 2026-12-02T18:00:00-08:00; without an offset it is ${timeZone} time`;
  const text = textIn(value, path, expected, problems);
  if (text === null) return null;
  const instant = parseInstant(text, timeZone);
  if (instant === null) problems.fault(path, `${quoted(text)} is no instant`, { expected });
  return instant;
}
