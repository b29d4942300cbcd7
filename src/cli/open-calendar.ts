import { join } from 'node:path';
import type { Calendar } from '../calendar/calendar.ts';
import { type LocalCalendar, openLocalCalendar } from '../calendar/local/local-calendar.ts';
import type { Settings } from '../config/settings.ts';

/** The calendar in force, and what of it only one kind has. */
export interface CalendarInForce {
  readonly calendar: Calendar;
  /** The same calendar where it is the local one. */
  readonly localCalendar: LocalCalendar | null;
  /** The account whose quota its calls use up; null for the local calendar, which makes none. */
  readonly calendarAccount: string | null;
}

/** The calendar that the settings ask for: the local one. */
export async function openCalendar(settings: Settings, timeZone: string): Promise<CalendarInForce> {
  const local = await openLocalCalendar({ file: join(settings.dataDir, 'calendar.ics'), timeZone });
  return { calendar: local, localCalendar: local, calendarAccount: null };
}
