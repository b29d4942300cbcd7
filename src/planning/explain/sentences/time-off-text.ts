import type { TimeOff } from '../../../sop/model.ts';
import { momentText } from '../../../time/spoken.ts';
import { dateText } from '../wording.ts';

/**
 * `on Thu Dec 24`, `from Thu Dec 24 to Sat Dec 26`: whole days with both ends included, else instants.
 *
 * @param thisYear days of any other year are said with it; without, all go without
 */
export function timeOffText({ from, to }: TimeOff, timeZone: string, thisYear?: number): string {
  const [first, next] = [from.toZonedDateTimeISO(timeZone), to.toZonedDateTimeISO(timeZone)];
  if (!first.equals(first.startOfDay()) || !next.equals(next.startOfDay())) {
    const moment = (instant: Temporal.Instant, { year }: Temporal.ZonedDateTime) =>
      `${momentText(instant, timeZone)}${yearText(year, thisYear)}`;
    return `from ${moment(from, first)} to ${moment(to, next)}`;
  }
  const last = next.toPlainDate().subtract({ days: 1 });
  if (last.equals(first.toPlainDate())) return `on ${dated(last, thisYear)}`;
  return `from ${dated(first.toPlainDate(), thisYear)} to ${dated(last, thisYear)}`;
}

function dated(date: Temporal.PlainDate, thisYear: number | undefined): string {
  return `${dateText(date)}${yearText(date.year, thisYear)}`;
}

function yearText(year: number, thisYear: number | undefined): string {
  return thisYear === undefined || year === thisYear ? '' : ` ${year}`;
}
