import { type Fault, firstFaults } from '../document/fault.ts';
import { checkKeys, listIn, mapIn } from '../document/fields.ts';
import { withoutMisspelt } from '../document/misspelt.ts';
import { isMap, type PlainMap } from '../document/plain-data.ts';
import { located } from '../document/positions.ts';
import { Problems } from '../document/problem.ts';
import { readJson } from '../document/read-json.ts';
import { type Procedure, procedureFor } from '../sop/model.ts';
import { daysInWindow } from '../time/zoned-day.ts';
import type { CandidateRequest, PlanRequest } from './model.ts';
import { readBusy, readInstant } from './read-busy.ts';
import { CANDIDATE_KEYS, readCandidate, readEmail } from './read-candidate.ts';
import { type KnownMocks, readFixed, readKept } from './read-placed.ts';

/** Far beyond a year of busy times of hundreds of people, and read in seconds. */
const REQUEST_LENGTH_MAX = 16 * 1024 * 1024;

const KEYS = [...CANDIDATE_KEYS, 'now', 'busy', 'unreadable', 'fixed', 'keep'];

/** What a request may leave unsaid. */
export interface RequestContext {
  /** The zone of times without an offset. */
  readonly sopTimeZone: string;
  /** Where the request has no `now`. */
  readonly now: Temporal.Instant;
  /** Says which courses and mocks there are to be fixed or kept; without it, any may be named. */
  readonly procedure?: Procedure;
}

export type ParsedRequests =
  | { readonly ok: true; readonly requests: readonly PlanRequest[] }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/**
 * Reads a request, or a file with one request per line, as JSON. Everything wrong in any of them is
 * a fault with its place in the file, and then no request is returned. `'detect'` takes a text for
 * lines where its name says so (`.jsonl`), or where it is not one JSON value but a line of it is a request.
 */
export function parseRequests(
  text: string,
  fileName: string,
  { jsonLines }: { readonly jsonLines: boolean | 'detect' },
  context: RequestContext,
): ParsedRequests {
  const byLine = jsonLines === 'detect' ? isLines(text, fileName) : jsonLines;
  const parts = byLine ? linesOf(text) : [{ text, line: 1 }];
  const requests: PlanRequest[] = [];
  const faults: Fault[] = [];
  for (const part of parts) {
    const request = readPart(part, fileName, context, faults);
    if (request !== null) requests.push(request);
  }
  if (parts.length === 0) {
    faults.push({
      file: fileName,
      line: 1,
      column: 1,
      path: '',
      message: 'the file is empty',
      expected: 'a request per line',
    });
  }
  return faults.length > 0 ? { ok: false, faults: firstFaults(faults) } : { ok: true, requests };
}

interface Part {
  readonly text: string;
  /** Where it begins in the file. */
  readonly line: number;
}

function linesOf(text: string): Part[] {
  return text
    .split('\n')
    .map((line, index) => ({ text: line, line: index + 1 }))
    .filter((part) => part.text.replace('\ufeff', '').trim() !== '');
}

function isLines(text: string, fileName: string): boolean {
  if (/\.(?:jsonl|ndjson)$/i.test(fileName)) return true;
  if (parsed(text) !== undefined) return false;
  const parts = linesOf(text);
  return parts.length > 1 && parts.some((part) => isRequest(parsed(part.text)));
}

function isRequest(value: unknown): boolean {
  return isMap(value) && Object.hasOwn(value, 'candidate');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function readPart(
  { text, line }: Part,
  file: string,
  context: RequestContext,
  faults: Fault[],
): PlanRequest | null {
  if (text.length > REQUEST_LENGTH_MAX) {
    const message = `the request has ${text.length} characters`;
    faults.push({ file, line, column: 1, path: '', message, expected: `at most ${REQUEST_LENGTH_MAX}` });
    return null;
  }
  const reading = readJson(text, file, line);
  if (!reading.ok) {
    faults.push(...reading.faults);
    return null;
  }
  const problems = new Problems();
  const map = mapIn(reading.data, [], 'a map with candidate, window and slots', problems);
  const request = map === null ? null : readRequest(map, context, problems);
  faults.push(...located(withoutMisspelt(problems.list, reading.data), reading.positions, file));
  return request;
}

function readRequest(map: PlainMap, context: RequestContext, problems: Problems): PlanRequest | null {
  checkKeys(map, [], KEYS, problems);
  const asked = readCandidate(map, problems);
  const said = (key: string) => Object.hasOwn(map, key);
  const now = said('now') ? readInstant(map['now'], ['now'], context.sopTimeZone, problems) : context.now;
  const busy = said('busy') ? readBusy(map['busy'], context.sopTimeZone, problems) : [];
  const unreadable = said('unreadable') ? readUnreadable(map['unreadable'], problems) : new Set<string>();
  const placed = { timeZone: context.sopTimeZone, known: knownMocks(asked, context) };
  const fixed = said('fixed') ? readFixed(map['fixed'], placed, problems) : [];
  const keep = said('keep') ? readKept(map['keep'], fixed, placed, problems) : [];
  if (asked === null || now === null) return null;
  return {
    ...asked,
    now,
    busy,
    unreadable,
    ...(fixed.length > 0 ? { fixed } : {}),
    // Who names what is to be kept plans anew what is booked: then as little as can be changes.
    ...(keep.length > 0 ? { keep, keeping: 'first' } : {}),
  };
}

/** The mocks of the variant that holds for the request's window. */
function knownMocks(asked: CandidateRequest | null, { procedure }: RequestContext): KnownMocks {
  if (asked === null || procedure === undefined) return null;
  const { sop } = procedureFor(procedure, daysInWindow(asked.window.start, asked.window.end));
  return new Map([...sop.courses].map(([id, { mocks }]) => [id, mocks.length]));
}

function readUnreadable(value: unknown, problems: Problems): ReadonlySet<string> {
  const list = listIn(value, ['unreadable'], 'a list of email addresses', problems) ?? [];
  const emails = list.map((item, index) => readEmail(item, ['unreadable', index], problems));
  return new Set(emails.filter((email) => email !== null));
}
