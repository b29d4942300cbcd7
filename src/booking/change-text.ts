import type { Sop } from '../sop/model.ts';
import type { PlannedBooking } from '../store/rows.ts';
import type { EscalationInput } from '../store/store.ts';
import { spanText, zoneText } from '../time/spoken.ts';
import type { TypedEvent } from './change-order.ts';

/** `goes to Wed Dec 2 18:00–19:00 PST`, `goes to Charlie at the same time` */
export function goesTo(sop: Sop, from: PlannedBooking, to: PlannedBooking): string {
  const when = `${spanText(to, sop.timeZone)} ${zoneText(to.start, sop.timeZone)}`;
  if (from.interviewer === to.interviewer) return `goes to ${when}`;
  return from.start.equals(to.start)
    ? `goes to ${to.interviewerName} at the same time`
    : `goes to ${to.interviewerName}, ${when}`;
}

/** `“Dana : Alpha FS1 Mock1” (Tue Dec 1 18:00–19:00 PST)`: an event typed by hand. */
export function quoted({ title, ...range }: Omit<TypedEvent, 'eventId'>, zone: string): string {
  return `“${title}” (${spanText(range, zone)} ${zoneText(range.start, zone)})`;
}

export function listed(texts: readonly string[]): string {
  return texts.join(', ');
}

/** A change that can neither be completed nor taken back: a person has to look; the mocks stand as the lines say. */
export function stuckChange(lines: readonly string[]): EscalationInput {
  return { code: 'change', message: lines.join('\n'), reasons: [], proposals: [] };
}
