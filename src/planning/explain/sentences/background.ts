import type { Facts } from '../facts.ts';
import type { Relaxation } from '../relaxation.ts';
import type { Situation } from '../situation.ts';
import { dateText } from '../wording.ts';
import type { Work } from '../work.ts';

/** What the sentences about a conflict are made from. */
export interface Background {
  readonly situation: Situation;
  readonly relaxation: Relaxation;
  readonly facts: Facts;
  readonly work: Work;
}

/** `between Tue Dec 1 and Sat Dec 12` */
export function span({ situation }: Background): string {
  const { start, end } = situation.request.window;
  return start.equals(end) ? `on ${dateText(start)}` : `between ${dateText(start)} and ${dateText(end)}`;
}

export function isInWindow({ situation }: Background, day: Temporal.PlainDate): boolean {
  const { start, end } = situation.request.window;
  return Temporal.PlainDate.compare(day, start) >= 0 && Temporal.PlainDate.compare(day, end) <= 0;
}
