import { z } from 'zod';
import { joined } from '../../time/interval.ts';
import type { FreeBusy } from '../calendar.ts';
import type { Call } from './call.ts';
import { secondsDown, secondsUp } from './whole-seconds.ts';
import { instantWritten } from './written-moment.ts';

/** Google's own limit on the calendars of one query. */
const GROUP = 50;
/** Google's limit on the time of one query is not documented; some 90 days are known to be refused. */
const SPAN = { hours: 60 * 24 };

const Answer = z.object({
  calendars: z.record(
    z.string(),
    z.object({
      errors: z.array(z.unknown()).optional(),
      busy: z.array(z.object({ start: z.string(), end: z.string() })).optional(),
    }),
  ),
});

type Ranges = { start: number; end: number }[];

/**
 * When calendars are busy within `[from, to)`, asked in groups and in parts of the time. A calendar
 * counts as read only if every part said so of it: one with an error, or missing in an answer, is
 * unreadable, since an empty list there does not mean that its person is free.
 */
export async function readFreeBusy(
  call: Call,
  calendars: readonly string[],
  from: Temporal.Instant,
  to: Temporal.Instant,
): Promise<FreeBusy> {
  const wanted = [...new Set(calendars)];
  const busy = new Map<string, Ranges | null>(wanted.map((calendar) => [calendar, []]));
  for (const [timeMin, timeMax] of parts(from, to)) {
    for (let at = 0; at < wanted.length; at += GROUP) {
      const group = wanted.slice(at, at + GROUP);
      const answer = await ask(call, group, timeMin, timeMax);
      for (const calendar of group) {
        const sofar = busy.get(calendar) ?? null;
        const more = rangesOf(answer, calendar);
        busy.set(calendar, sofar === null || more === null ? null : [...sofar, ...more]);
      }
    }
  }
  return {
    busy: [...busy].flatMap(([calendar, ranges]) =>
      joined(ranges ?? []).map(({ start, end }) => ({
        calendar,
        start: Temporal.Instant.fromEpochMilliseconds(start),
        end: Temporal.Instant.fromEpochMilliseconds(end),
      })),
    ),
    unreadable: [...busy].filter(([, ranges]) => ranges === null).map(([calendar]) => calendar),
  };
}

type Calendars = z.infer<typeof Answer>['calendars'];

async function ask(
  call: Call,
  calendars: readonly string[],
  from: Temporal.Instant,
  to: Temporal.Instant,
): Promise<Calendars> {
  const requestBody = {
    timeMin: secondsDown(from),
    timeMax: secondsUp(to),
    calendarExpansionMax: GROUP,
    items: calendars.map((id) => ({ id })),
  };
  const answer = await call(
    'freebusy',
    (api) => api.freebusy.query({ requestBody, fields: 'calendars' }),
    (data) => Answer.safeParse(data).data ?? null,
  );
  return answer.outcome === 'done' ? answer.value.calendars : {};
}

/** Null where the answer does not say when the calendar is busy. */
function rangesOf(answer: Calendars, calendar: string): Ranges | null {
  const spelling = Object.keys(answer).find((key) => key.toLowerCase() === calendar.toLowerCase());
  const entry = spelling === undefined ? undefined : answer[spelling];
  if (entry?.busy === undefined || (entry.errors ?? []).length > 0) return null;
  try {
    const ranges = entry.busy.map(({ start, end }) => ({
      start: instantWritten(start).epochMilliseconds,
      end: instantWritten(end).epochMilliseconds,
    }));
    return ranges.some(({ start, end }) => start > end) ? null : ranges;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return null;
  }
}

function parts(from: Temporal.Instant, to: Temporal.Instant): [Temporal.Instant, Temporal.Instant][] {
  const result: [Temporal.Instant, Temporal.Instant][] = [];
  for (let start = from; Temporal.Instant.compare(start, to) < 0; ) {
    const end = start.add(SPAN);
    result.push([start, Temporal.Instant.compare(end, to) < 0 ? end : to]);
    start = end;
  }
  return result;
}
