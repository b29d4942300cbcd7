import type { DoneMock } from '../../request/model.ts';
import type { Sop } from '../../sop/model.ts';
import { clockText, dayText, spanText, zoneText } from '../../time/spoken.ts';
import type { PlannedPlace } from '../broken-rule.ts';

/** `One Mock1 with Alpha (Tue Dec 1 18:00–19:00 PST)` */
export function named(sop: Sop, mock: PlannedPlace): string {
  return `${shortName(mock)} with ${nameOf(sop, mock.interviewer)} (${rangeText(sop, mock)})`;
}

/** `One Mock1` */
export function shortName({ course, number }: PlannedPlace): string {
  return `${course} Mock${number}`;
}

/** A mock that is done, whose number nobody asked for: `the One mock with Alpha (Tue Dec 1 18:00–19:00 PST)` */
export function namedDone(sop: Sop, mock: DoneMock): string {
  return `the ${mock.course} mock with ${nameOf(sop, mock.interviewer)} (${rangeText(sop, mock)})`;
}

export function nameOf(sop: Sop, interviewer: string): string {
  return sop.interviewers.get(interviewer)?.name ?? interviewer;
}

/** `Tue Dec 1 18:00–19:00 PST`; with both days where it lasts beyond its own. */
export function rangeText(
  { timeZone }: Sop,
  range: { readonly start: Temporal.Instant; readonly end: Temporal.Instant },
): string {
  const { start, end } = range;
  const text =
    dayText(start, timeZone) === dayText(end, timeZone)
      ? spanText(range, timeZone)
      : `${dayText(start, timeZone)} ${clockText(start, timeZone)} – ${dayText(end, timeZone)} ${clockText(end, timeZone)}`;
  return `${text} ${zoneText(start, timeZone)}`;
}

/** `a`, `a and b`, `a, b and c` */
export function listed(texts: readonly string[], word: 'and' | 'or' = 'and'): string {
  return texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} ${word} ${texts.at(-1)}`;
}

/** `1 mock`, `2 mocks` */
export function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

/** With its first letter as sentences have it. */
export function capitalised(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
