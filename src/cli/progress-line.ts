import type { Progress, Watched } from '../booking/progress.ts';
import { dateText } from '../time/spoken.ts';

/** A line of progress for the terminal; null for an end, of which a notice tells more. */
export function progressLine({ name }: Watched, progress: Progress): string | null {
  switch (progress.step) {
    case 'claimed':
      return `${name}: reading the calendar and planning …`;
    case 'planned':
      return `${name}: planned, ${progress.mocks} mocks, the last on ${dateText(progress.finishDay)}`;
    case 'booked':
      return `${name}: ${bar(progress.done, progress.mocks)} ${progress.done} of ${progress.mocks}  ${progress.title}`;
    case 'takenBack':
      return `${name}: taken back ${progress.done} of ${progress.mocks}`;
    default:
      return null;
  }
}

function bar(done: number, all: number): string {
  return '█'.repeat(done) + '░'.repeat(all - done);
}
