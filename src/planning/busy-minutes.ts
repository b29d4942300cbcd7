import type { Busy } from '../request/model.ts';
import type { Interval } from '../time/interval.ts';
import { minuteCeil, minuteFloor } from '../time/zoned-day.ts';

/** A busy entry in whole minutes, which loses no overlap. */
export interface BusyMinutes extends Interval {
  readonly isMock: boolean;
}

/** Asked for once for each entry: a year of hundreds of people is many of them, and instants are slow to read. */
export function busyMinutes({ start, end, kind }: Busy): BusyMinutes {
  return { start: minuteFloor(start), end: minuteCeil(end), isMock: kind === 'mock' };
}
