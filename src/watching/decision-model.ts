import type { MockMove, TypedEvent } from '../booking/change-order.ts';
import type { Busy } from '../request/model.ts';
import type { BookingRow, JsonObject, ObservationRow, PlannedBooking } from '../store/rows.ts';
import type { Condition, HandPlace } from './model.ts';

/** A condition that is seen, and how the store knows it. */
export interface Noted {
  readonly condition: Condition;
  readonly observation: ObservationRow;
}

/** All that is to be dealt with at one mock, together. */
export interface AtMock {
  readonly booking: BookingRow;
  /**
   * Where it stands: as its event does where that was moved by hand and is right, else as booked. "The same
   * time" of a mock that is mended is the time of this place.
   */
  readonly place: HandPlace;
  /** At least one. */
  readonly noted: readonly Noted[];
}

/** A mock that is to be brought to a right place by planning. */
export interface ToMend extends AtMock {
  /** What speaks against where it stands and stands in no calendar and no SOP: somebody declined. */
  readonly forbids: readonly Busy[];
}

/**
 * Why people are asked. `policy`: the SOP says so. `wrong`: a change by hand breaks rules. `soon`: it is too
 * close to the start. `tries`: what was ordered could not be carried out, twice. `kept`: people said before
 * that this mock is to be left alone. `restless`: it was changed by itself several times within a day.
 * `noWay`: there is no right place. `told`: nothing is to be decided unless people want to. `again`: they
 * were asked already, and are asked about something else besides.
 */
export type AskedWhy =
  | 'policy'
  | 'wrong'
  | 'soon'
  | 'tries'
  | 'kept'
  | 'restless'
  | 'noWay'
  | 'told'
  | 'again';

export interface ToAsk extends AtMock {
  readonly why: AskedWhy;
  /** As of `ToMend`, for trying whether it could be mended. */
  readonly forbids: readonly Busy[];
}

/** A mock that the planning of others leaves where it stands. */
export interface Standing {
  readonly booking: BookingRow;
  readonly place: HandPlace;
  /** People said to leave it so where it is booked: where there is no way else, they are shown one that moves it. */
  readonly isLeft?: true;
}

/**
 * What is to be done about everything that is not as booked at one candidate. A mock is in one of the lists
 * only, the strongest that any of its conditions calls for (ask, cancel, mend, put back, accept, tell); what
 * is mended, put back or accepted is put right whole, so its order names all of its observations.
 *
 * One change at a time: `cancel` first where there is any (a change of its own kind), else all of `mend`,
 * `putBack` and `accept` together. What there is no way for goes to the question by `askedInstead`.
 */
export interface Decision {
  readonly mend: readonly ToMend[];
  /** Changed by hand and right: the bookings follow. */
  readonly accept: readonly AtMock[];
  /** The calendar is brought back to what is booked; a deleted event is made anew. */
  readonly putBack: readonly AtMock[];
  readonly cancel: readonly AtMock[];
  /** Left as it is; people are told once. Part of the question where there is one. */
  readonly tell: readonly ToAsk[];
  /** To be asked about and not asked yet; see `questionAbout`. */
  readonly ask: readonly ToAsk[];
  /** Asked about already, and not answered: only said again in a question about something else besides. */
  readonly asked: readonly ToAsk[];
  /**
   * What is not moved by mending others: mocks that are asked about or kept so, that are being mended, put
   * back or accepted, and those that start too soon.
   */
  readonly fixed: readonly Standing[];
  /**
   * Times at which events of mocks stand that people are asked about or left there, besides the times in
   * `fixed`, and times that somebody declined before: others of this candidate are not to be planned there.
   */
  readonly occupied: readonly Busy[];
}

/** A way out that was tried: its order can be carried out as things are now. */
export type Option = MovingOption | CancellingOption | DeletingOption;

interface OptionOf {
  /** The observations (ids) that it settles. */
  readonly settles: readonly string[];
  /** As `store.orderChange` takes it. */
  readonly order: JsonObject;
}

/** `move`: mended by planning. `putBack`: as booked again. `accept`: the booking follows the event. */
export interface MovingOption extends OptionOf {
  readonly kind: 'move' | 'putBack' | 'accept';
  readonly moves: readonly MockMove[];
}

export interface CancellingOption extends OptionOf {
  readonly kind: 'cancel';
  readonly bookings: readonly PlannedBooking[];
}

/** Copies of events go; the mocks stay as they are booked. */
export interface DeletingOption extends OptionOf {
  readonly kind: 'deleteCopy';
  readonly copies: readonly TypedEvent[];
}
