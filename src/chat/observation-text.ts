import type { ObservationRow } from '../store/rows.ts';
import { momentText } from '../time/spoken.ts';

/** What became of something that was seen, in a few words. */
export function observationState({ state, tries, settledAt }: ObservationRow, zone: string): string {
  switch (state) {
    case 'open':
      return tries === 0 ? 'to be dealt with' : `to be dealt with, ${triesText(tries)}`;
    case 'mending':
      return 'being mended';
    case 'asked':
      return 'waits for a decision';
    case 'kept':
      return 'left as it is';
    case 'settled':
      return settledAt === null ? 'settled' : `settled ${momentText(settledAt, zone)}`;
  }
}

function triesText(tries: number): string {
  return tries === 1 ? 'one try failed' : `${tries} tries failed`;
}
