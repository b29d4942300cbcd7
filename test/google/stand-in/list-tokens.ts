import { createHash } from 'node:crypto';
import type { KeptCalendar, World } from './calendars.ts';
import type { ListKey } from './list-entries.ts';
import { fullSyncRequired, invalidParameter } from './refusals.ts';

/** Where the next page begins, and from when its list is. */
export interface PageMark {
  readonly after: ListKey;
  /** The revision at which the first page was given. */
  readonly asOf: number;
}

const PAGING = ['pageToken', 'maxResults', 'fields', 'alt', 'prettyPrint', 'key', 'quotaUser', 'userIp'];
const BOUNDS = ['syncToken', 'timeMin', 'timeMax'];

export function pageToken(calendar: KeptCalendar, query: URLSearchParams, mark: PageMark): string {
  return sealed({ ...mark, of: imprint(calendar, query, PAGING) });
}

/** Throws 400 for a token that is none, or of a list with other parameters. */
export function readPageToken(token: string, calendar: KeptCalendar, query: URLSearchParams): PageMark {
  const mark = opened(token);
  if (mark === null || mark['of'] !== imprint(calendar, query, PAGING) || !Array.isArray(mark['after'])) {
    throw invalidParameter('pageToken', 'Invalid page token value.');
  }
  return mark as unknown as PageMark;
}

export function syncToken(
  world: World,
  calendar: KeptCalendar,
  query: URLSearchParams,
  asOf: number,
): string {
  const { syncGeneration } = world;
  return sealed({ since: asOf, syncGeneration, of: imprint(calendar, query, [...PAGING, ...BOUNDS]) });
}

/**
 * The revision since which changes are asked for. Throws 410 for a token that the server has
 * forgotten, and 400 for one that is none, or of a list with other parameters: what Google calls
 * undefined behaviour is refused here, so that nobody comes to rely on it.
 */
export function readSyncToken(
  token: string,
  world: World,
  calendar: KeptCalendar,
  query: URLSearchParams,
): number {
  const mark = opened(token);
  if (mark === null || mark['of'] !== imprint(calendar, query, [...PAGING, ...BOUNDS])) {
    throw invalidParameter('syncToken', 'Invalid sync token value.');
  }
  if (mark['syncGeneration'] !== world.syncGeneration) throw fullSyncRequired();
  return mark['since'] as number;
}

function imprint(calendar: KeptCalendar, query: URLSearchParams, except: readonly string[]): string {
  const kept = [...query].filter(([name]) => !except.includes(name)).map((pair) => pair.join('='));
  return createHash('sha256')
    .update(JSON.stringify([calendar.id, kept.toSorted()]))
    .digest('hex')
    .slice(0, 12);
}

function sealed(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function opened(token: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(token, 'base64url').toString());
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
