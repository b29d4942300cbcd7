import { join } from 'node:path';
import { type LocalCalendar, openLocalCalendar } from '../calendar/local/local-calendar.ts';
import type { Settings } from '../config/settings.ts';

/** The calendar in force: the local one. */
export function openCalendar(settings: Settings, timeZone: string): Promise<LocalCalendar> {
  return openLocalCalendar({ file: join(settings.dataDir, 'calendar.ics'), timeZone });
}
