import type { Progress, Watched } from '../booking/progress.ts';
import { dateText, momentText, sentence } from '../time/spoken.ts';

/** How a candidate comes on, as the one message that is edited while it goes. */
export function progressText({ name }: Watched, progress: Progress, zone: string): string | null {
  switch (progress.step) {
    case 'claimed':
      return `${name}: reading the calendar and planning …`;
    case 'planned':
      return `${name}: planned, ${progress.mocks} mocks, the last on ${dateText(progress.finishDay)}\n${bar(0, progress.mocks)}`;
    case 'booked':
      return `${name}: booked ${progress.done} of ${progress.mocks}\n${bar(progress.done, progress.mocks)}\n${progress.title}`;
    case 'takenBack':
      return `${name}: taken back ${progress.done} of ${progress.mocks}`;
    case 'scheduled':
      return `${name}: done, all ${progress.mocks} mocks are booked ✅\n${bar(progress.mocks, progress.mocks)}`;
    case 'changed':
      return `${name}: ${sentence(progress.summary)}`;
    case 'waiting':
      return `${name}: waits, and goes on by itself ${momentText(progress.until, zone)}. ${sentence(progress.why)}`;
    case 'escalated':
      return `${name}: could not be scheduled; a person has to decide ⚠️`;
    default:
      return null;
  }
}

/** As wide as a phone at most. */
const BAR_MAX = 20;

function bar(done: number, all: number): string {
  const width = Math.min(all, BAR_MAX);
  const full = all === 0 ? width : Math.floor((done / all) * width);
  return '█'.repeat(full) + '░'.repeat(width - full);
}
