import { formatDay, formatWindow } from '../intake/canonical.ts';
import type { CandidateRequest } from '../request/model.ts';
import { slotsText } from './editing/edit-text.ts';

/** What a candidate asks for, a line each. */
export function requestLines({ candidate, window, slots }: CandidateRequest, sopZone: string): string[] {
  return [
    `Window: ${formatDay(window.start)} to ${formatDay(window.end)} (${formatWindow(window.start, window.end)})`,
    `Slots: ${slotsText(slots, sopZone)}`,
    `Time zone: ${candidate.timeZone}`,
  ];
}
