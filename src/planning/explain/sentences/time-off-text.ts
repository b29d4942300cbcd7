import type { TimeOff } from '../../../sop/model.ts';
import { momentText } from '../../../time/spoken.ts';
import { dateText } from '../wording.ts';

/** `on Thu Dec 24`, `from Thu Dec 24 to Sat Dec 26`: whole days with both ends included, else instants. */
export function timeOffText({ from, to }: TimeOff, timeZone: string): string {
  const [first, next] = [from.toZonedDateTimeISO(timeZone), to.toZonedDateTimeISO(timeZone)];
  if (!first.equals(first.startOfDay()) || !next.equals(next.startOfDay())) {
    return `from ${momentText(from, timeZone)} to ${momentText(to, timeZone)}`;
  }
  const last = next.toPlainDate().subtract({ days: 1 });
  if (last.equals(first.toPlainDate())) return `on ${dateText(last)}`;
  return `from ${dateText(first.toPlainDate())} to ${dateText(last)}`;
}
