import type { Busy } from '../request/model.ts';

/** Busy time, and whose it is where that is a mock of this program. */
export interface KnownBusy extends Busy {
  readonly ours?: Ours;
}

/** The mock that makes somebody busy. */
export interface Ours {
  readonly bookingId: string;
  readonly workspace: string;
  /**
   * Not where the mock is booked: its event was dragged there or given to somebody by hand, or is a copy of
   * it. Whoever put it there has to see to it; a mock that stands where it is booked has not to make room.
   */
  readonly isAstray: boolean;
}
