import { onTestFinished } from 'vitest';
import type { Calendar } from '../../../src/calendar/calendar.ts';
import { CalendarError } from '../../../src/calendar/calendar.ts';
import { type CallCounts, CallTally } from '../../../src/calendar/calls.ts';
import { type GoogleCalendarOptions, openGoogleCalendar } from '../../../src/calendar/google/open.ts';
import { TestClock } from '../../booking/office.ts';
import {
  type GoogleStandIn,
  type GoogleStandInOptions,
  startGoogleStandIn,
} from '../../google/stand-in/google.ts';
import { MemoryPace } from './memory-pace.ts';

export const START = '2026-11-22T09:00:00-08:00';

/** A calendar behind the stand-in for Google, and all that can be seen of what goes on between them. */
export interface Scene {
  readonly google: GoogleStandIn;
  readonly calendar: Calendar;
  readonly clock: TestClock;
  readonly pace: MemoryPace;
  readonly tally: CallTally;
  /** What was logged, as text. */
  readonly logged: string[];
  /** Options of another adapter for the same account, as another process has it. */
  readonly options: GoogleCalendarOptions;
  /** Methods of the Calendar calls so far, in order, those of the token endpoint left out. */
  methods(): string[];
  /** What was counted of a method, without what is nought. */
  counted(method: string): Partial<CallCounts>;
}

export async function openScene(
  change: Partial<GoogleCalendarOptions> = {},
  standIn: Partial<GoogleStandInOptions> = {},
): Promise<Scene> {
  const clock = new TestClock(START);
  const google = await startGoogleStandIn({ clock, ...standIn });
  onTestFinished(() => google.close());
  const pace = new MemoryPace(clock.now);
  const tally = new CallTally();
  const logged: string[] = [];
  const options: GoogleCalendarOptions = {
    ...connectionTo(google),
    calendarId: google.calendarId,
    delaySeconds: 2,
    maxRetries: 3,
    clock,
    random: () => 0.5,
    pace,
    tally,
    log: logTo(logged),
    ...change,
  };
  return {
    google,
    calendar: openGoogleCalendar(options),
    clock,
    pace,
    tally,
    logged,
    options,
    methods: () => google.calls.map(({ method }) => method).filter((method) => method !== 'token'),
    counted: (method) =>
      Object.fromEntries(Object.entries(tally.byMethod()[method] ?? {}).filter(([, count]) => count !== 0)),
  };
}

export function connectionTo(google: GoogleStandIn) {
  const { apiRoot, tokenUrl, credentials } = google;
  return { account: { ...credentials }, apiRoot, tokenUrl };
}

function logTo(lines: string[]): GoogleCalendarOptions['log'] {
  const write = (...line: unknown[]) => {
    lines.push(JSON.stringify(line));
  };
  return { info: write, warn: write };
}

/** The `CalendarError` that something ends with; anything else fails the test. */
export async function errorOf(doing: Promise<unknown>): Promise<CalendarError> {
  const end = await doing.then(
    () => 'it succeeded',
    (error: unknown) => error,
  );
  if (end instanceof CalendarError) return end;
  throw end instanceof Error ? end : new Error(String(end));
}
