import {
  CALENDAR_FAILURES,
  LOOK_UP,
  type Method,
  type Row,
  TOKEN_FAILURES,
  type Verdict,
} from './failure-table.ts';
import type { Trouble } from './trouble.ts';

/** What a failure means, in words for admins: no address of anybody, no secret. */
export interface Failure {
  readonly verdict: Verdict;
  /** Google may say so by mistake: believed when it is said again. */
  readonly doubtful: boolean;
  readonly counted: 'quotaErrors' | 'rateErrors' | 'otherErrors';
  /** Without a full stop. */
  readonly message: string;
  readonly remedy: string;
  /** Status and reason alone, for logs and messages: `403 rateLimitExceeded`. */
  readonly code: string;
}

const FAILED: Readonly<Record<Method, string>> = {
  list: 'Google Calendar could not be read',
  freebusy: "The interviewers' own calendars could not be read",
  insert: 'An event could not be made in Google Calendar',
  get: 'An event could not be looked up in Google Calendar',
  patch: 'An event could not be changed in Google Calendar',
  delete: 'An event could not be deleted from Google Calendar',
  watch: 'Google Calendar could not be asked to tell of changes',
  stop: 'Google Calendar could not be asked to tell of changes no more',
  calendarList: "The account's calendars could not be listed",
};

/** Reads a Calendar call's trouble off the table. */
export function failureOf(method: Method, trouble: Trouble, calendarId: string): Failure {
  return failure(rowFor(CALENDAR_FAILURES, trouble, method), FAILED[method], trouble, calendarId);
}

/** Reads the token endpoint's trouble off its table. */
export function tokenFailureOf(trouble: Trouble): Failure {
  return failure(rowFor(TOKEN_FAILURES, trouble, null), 'Signing in to Google failed', trouble, '');
}

function failure(row: Row, failed: string, trouble: Trouble, calendarId: string): Failure {
  const { verdict } = row;
  const code = [trouble.status ?? '', trouble.reasons[0] ?? ''].filter((part) => part !== '').join(' ');
  const place = trouble.place === null ? '' : `, at ${trouble.place}`;
  return {
    verdict,
    doubtful: row.doubtful ?? false,
    counted:
      verdict === 'nextHour' || verdict === 'nextDay'
        ? 'quotaErrors'
        : verdict === 'slower'
          ? 'rateErrors'
          : 'otherErrors',
    message: `${failed}: ${row.what.replace('{calendar}', () => calendarId)} (${code}${place})`,
    remedy: row.remedy ?? LOOK_UP,
    code,
  };
}

function rowFor(table: readonly Row[], trouble: Trouble, method: Method | null): Row {
  const row = table.find(
    ({ status, reasons, methods }) =>
      statusFits(status, trouble.status) &&
      (reasons === undefined || reasons.some((reason) => trouble.reasons.includes(reason))) &&
      (methods === undefined || (method !== null && methods.includes(method))),
  );
  return row!;
}

function statusFits(wanted: Row['status'], status: number | null): boolean {
  if (wanted === undefined) return true;
  if (wanted === 'none') return status === null;
  if (typeof wanted === 'number') return status === wanted;
  return status !== null && `${Math.floor(status / 100)}xx` === wanted;
}
