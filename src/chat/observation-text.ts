import type { ObservationRow } from '../store/rows.ts';
import { momentText, spanText, zoneText } from '../time/spoken.ts';

/** What became of something that was seen, in a few words. */
export function observationState(row: ObservationRow, zone: string): string {
  const { state, tries, settledAt } = row;
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
      return [
        settledAt === null ? 'settled' : `settled ${momentText(settledAt, zone)}`,
        ...howText(row, zone),
      ].join(': ');
  }
}

function triesText(tries: number): string {
  return tries === 1 ? 'one try failed' : `${tries} tries failed`;
}

/** How it was settled; nothing where nobody noted it. */
function howText({ settledHow, settledPlace: place }: ObservationRow, zone: string): string[] {
  switch (settledHow) {
    case null:
      return [];
    case 'accepted':
      return ['accepted as it stands in the calendar'];
    case 'exception':
      return ['kept as an exception'];
    case 'moved':
      return place === null
        ? ['the mock got another time']
        : [`moved to ${spanText(place, zone)} ${zoneText(place.start, zone)} with ${place.interviewerName}`];
    case 'given':
      return [`given to ${place?.interviewerName ?? 'somebody else'} at the same time`];
    case 'put-back':
      return ['put back as booked'];
    case 'new-event':
      return ['put back, with a new event'];
    case 'mended':
      return ['mended by a change to another mock'];
    case 'cancelled':
      return ['the mock is cancelled'];
    case 'copy-deleted':
      return ['the copy is deleted'];
    case 'gone':
      return ['no longer so'];
    case 'begun':
      return ['the mock has begun'];
    case 'closed':
      return ['all mocks are over'];
  }
}
