import { z } from 'zod';
import { type CallCounts, totalOf } from '../calendar/calls.ts';
import type { CalendarCallsRow, JsonObject } from '../store/rows.ts';
import { momentText } from '../time/spoken.ts';

/** What the calls of each account came to, in two lines, and with `byMethod` one more for each method. */
export function callsText(
  rows: readonly CalendarCallsRow[],
  zone: string,
  show: 'totals' | 'byMethod',
): string[] {
  const accounts = [...new Set(rows.map(({ account }) => account))];
  return accounts.flatMap((account) => {
    const own = rows.filter((row) => row.account === account);
    const since = own.map((row) => row.since).sort(Temporal.Instant.compare)[0]!;
    const pace = own[0]?.paceMs ?? null;
    const total = totalOf(Object.fromEntries(own.map((row) => [row.method, countsIn(row)])));
    return [
      `Calendar calls (${account}) since ${momentText(since, zone)}: ${countsText(total)}.`,
      `${capitalised(errorsText(total))}.${pace === null ? '' : ` Now at most one call every ${durationText(pace)}.`}`,
      ...(show === 'totals'
        ? []
        : own.map((row) => `• ${row.method}: ${countsText(row)}; ${errorsText(row)}`)),
    ];
  });
}

/** `16 calls, 15 went well, 1 retry, 14 waits (28 s in all)` */
export function countsText({ calls, successes, retries, waits, waitedMs }: CallCounts): string {
  return [
    counted(calls, 'call', 'calls'),
    `${successes} went well`,
    counted(retries, 'retry', 'retries'),
    `${counted(waits, 'wait', 'waits')} (${durationText(waitedMs)} in all)`,
  ].join(', ');
}

/** `no quota errors, 1 rate error, no other errors` */
export function errorsText({ quotaErrors, rateErrors, otherErrors }: CallCounts): string {
  return [
    counted(quotaErrors, 'quota error', 'quota errors'),
    counted(rateErrors, 'rate error', 'rate errors'),
    counted(otherErrors, 'other error', 'other errors'),
  ].join(', ');
}

const inDetails = z.object({
  calendar: z.object({
    calls: z.number(),
    successes: z.number(),
    waits: z.number(),
    waitedMs: z.number(),
    retries: z.number(),
    quotaErrors: z.number(),
    rateErrors: z.number(),
    otherErrors: z.number(),
  }),
});

/** What the calls for one candidate came to, as an audit row's details say; null where they do not. */
export function callsInDetails(details: JsonObject): CallCounts | null {
  const read = inDetails.safeParse(details);
  return read.success ? read.data.calendar : null;
}

function countsIn({ account, method, since, paceMs, ...counts }: CalendarCallsRow): CallCounts {
  return counts;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function counted(number: number, one: string, several: string): string {
  return `${number === 0 ? 'no' : number} ${number === 1 ? one : several}`;
}

/** `2 s`, `0.5 s`, `1 min 5 s`, `2 h 3 min` */
function durationText(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 100) / 10;
  if (seconds < 60) return `${seconds} s`;
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  return minutes < 60
    ? `${minutes} min ${whole % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
