import { CalendarError } from '../calendar.ts';
import { NOTHING } from './failure-table.ts';
import type { Failure } from './failures.ts';

/**
 * A failure as who sets things up hears of it: nothing goes on by itself then, so what passes is to be
 * tried again, and all else is for them to mend.
 */
export function setupError({ verdict, message, remedy }: Failure): CalendarError {
  const passing = ['again', 'slower', 'nextHour', 'nextDay'].includes(verdict);
  return new CalendarError(`${message}.`, {
    kind: passing ? 'passing' : 'person',
    remedy: passing ? remedy.replace(NOTHING, 'Try again in a while.') : remedy,
  });
}
