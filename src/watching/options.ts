import type { MockMove } from '../booking/change-order.ts';
import { clashesOf } from '../booking/clashes.ts';
import { WAYS } from '../sop/model.ts';
import type { PlannedBooking } from '../store/rows.ts';
import { outlookOf } from './conditions/outlook.ts';
import { standOf } from './conditions/stand.ts';
import type { AtMock, Decision, Noted, Option, ToAsk } from './decision-model.ts';
import { type Mended, mend, type NotMended, whyNotMended } from './mend.ts';
import type { ConditionKind, HandPlace, Sight } from './model.ts';
import { acceptMove, cancelOrderOf, deleteOrderOf, moveOrderOf, putBackMove } from './orders.ts';
import { observationsOf } from './policy.ts';
import { isThere } from './standing.ts';

/** New ids, for orders and for events. */
export interface NewIds {
  readonly order: () => string;
  readonly event: () => string;
}

const BY_HAND: readonly ConditionKind[] = ['moved', 'interviewer-changed', 'deleted', 'edited'];

/** So many reasons why there is no way are said; people look at the calendar then. */
const REASONS_MAX = 3;

/** People may do what is never done by itself: move a mock that starts soon. */
const BY_PEOPLE = { ways: WAYS, notWithin: 0 };

/**
 * The ways out for what people are asked about, each tried: for all of it together, and for each mock by
 * itself where there are several.
 */
export function optionsFor(
  sight: Sight,
  decision: Decision,
  about: readonly ToAsk[],
  ids: NewIds,
): readonly Option[] {
  const mocks = about.flatMap((mock) => withNoted(mock, isOfTheMock));
  const copied = about.flatMap((mock) => withNoted(mock, (each) => !isOfTheMock(each)));
  return [
    ...groupsOf(mocks).flatMap((group) => optionsForGroup(sight, decision, group, ids)),
    ...groupsOf(copied).flatMap((group) => deletingOption(sight, group, ids)),
  ];
}

function groupsOf<T>(all: readonly T[]): (readonly T[])[] {
  return all.length > 1 ? [all, ...all.map((each) => [each])] : all.length === 1 ? [all] : [];
}

/** What is not of the mock itself, but of a copy of its event, is settled by itself. */
function isOfTheMock({ condition }: Noted): boolean {
  return condition.kind !== 'double';
}

function withNoted(mock: ToAsk, isWanted: (noted: Noted) => boolean): ToAsk[] {
  const noted = mock.noted.filter(isWanted);
  return noted.length === 0 ? [] : [{ ...mock, noted }];
}

function optionsForGroup(
  sight: Sight,
  decision: Decision,
  group: readonly ToAsk[],
  ids: NewIds,
): readonly Option[] {
  return [
    ...movingOption(sight, decision, group.filter(isMoreThanEdited), ids),
    ...placingOption(sight, 'putBack', group.filter(isByHand), ids),
    ...placingOption(
      sight,
      'accept',
      group.flatMap((mock) => atHandPlace(sight, mock)),
      ids,
    ),
    ...cancellingOption(sight, group.filter(isMoreThanEdited), ids),
  ];
}

function movingOption(sight: Sight, decision: Decision, group: readonly ToAsk[], ids: NewIds): Option[] {
  if (group.length === 0) return [];
  const found = mendAnyhow(sight, decision, group, ids);
  if (found.outcome === 'not-mended' || found.moves.length === 0) return [];
  return [optionOf(sight, 'move', found.moves, found.variant, group, ids)];
}

/** Where there is no way else, people may have moved along what they said to leave as it is. */
function mendAnyhow(
  sight: Sight,
  decision: Decision,
  group: readonly ToAsk[],
  ids: NewIds,
): Mended | NotMended {
  const found = mendAsked(sight, decision, group, ids);
  const rest = decision.fixed.filter(({ isLeft }) => isLeft !== true);
  if (found.outcome === 'mended' || rest.length === decision.fixed.length) return found;
  return mendAsked(sight, { ...decision, fixed: rest }, group, ids);
}

/** Whether, and how, mocks that people are asked about could be mended. */
function mendAsked(
  sight: Sight,
  { fixed, occupied }: Decision,
  group: readonly ToAsk[],
  ids: NewIds,
): Mended | NotMended {
  const own = new Set(group.map(({ booking }) => booking.id));
  const others = fixed.filter(({ booking }) => !own.has(booking.id));
  return mend(sight, { mend: group, fixed: others, occupied }, ids.event, BY_PEOPLE);
}

/** Why no other place was found for any of these; nothing where there is one, or none was looked for. */
export function whyNoPlace(sight: Sight, decision: Decision, about: readonly ToAsk[], ids: NewIds): string[] {
  const group = about.flatMap((mock) => withNoted(mock, isOfTheMock)).filter(isMoreThanEdited);
  if (group.length === 0) return [];
  const tried = mendAsked(sight, decision, group, ids);
  if (tried.outcome === 'mended') return [];
  const { reasons } = whyNotMended(sight, tried);
  // What stays where it is is what people can change; it says whether that alone would help.
  const first = [...reasons].sort((a, b) => Number(b.code === 'fixed') - Number(a.code === 'fixed'));
  return ['No right place was found:', ...first.slice(0, REASONS_MAX).map(({ message }) => `  ${message}`)];
}

/**
 * Why a place by hand that is not right cannot be kept as an exception either: nobody is booked twice. Nothing
 * where all can be kept together, as two that were exchanged.
 */
export function whyNoException(sight: Sight, about: readonly ToAsk[], ids: NewIds): string[] {
  const placed = about.flatMap((mock) => atHandPlace(sight, mock));
  const moves = placed.map((mock) => acceptMove(sight, mock, ids.event));
  if (canBeBooked(sight, moves)) return [];
  return placed.flatMap((mock, index) => {
    if (canBeBooked(sight, moves.slice(index, index + 1))) return [];
    return [
      `${mock.booking.course} Mock${mock.booking.number} cannot be kept as an exception where it stands: somebody is busy, too much is booked there, or it is too late.`,
    ];
  });
}

function placingOption(
  sight: Sight,
  kind: 'putBack' | 'accept',
  group: readonly AtMock[],
  ids: NewIds,
): Option[] {
  const moveOf = kind === 'putBack' ? putBackMove : acceptMove;
  const moves = group.map((mock) => moveOf(sight, mock, ids.event));
  if (moves.length === 0 || !canBeBooked(sight, moves)) return [];
  return [optionOf(sight, kind, moves, sight.candidate.variant, group, ids)];
}

function cancellingOption(sight: Sight, group: readonly AtMock[], ids: NewIds): Option[] {
  if (group.length === 0) return [];
  const { change } = cancelOrderOf(sight, ids.order(), group);
  const bookings = group.map(({ booking }) => booking);
  return [{ kind: 'cancel', settles: observationsOf(group), order: change, bookings }];
}

function deletingOption(sight: Sight, group: readonly AtMock[], ids: NewIds): Option[] {
  const copies = group.flatMap(({ noted }) => noted.flatMap(({ condition }) => condition.copy ?? []));
  const { change } = deleteOrderOf(sight, ids.order(), group, copies);
  return [{ kind: 'deleteCopy', settles: observationsOf(group), order: change, copies }];
}

function optionOf(
  sight: Sight,
  kind: 'move' | 'putBack' | 'accept',
  moves: readonly MockMove[],
  variant: string | null,
  about: readonly AtMock[],
  ids: NewIds,
): Option {
  const { change } = moveOrderOf(sight, ids.order(), moves, variant, about);
  return { kind, settles: observationsOf(about), order: change, moves };
}

function isByHand({ noted }: AtMock): boolean {
  return noted.some(({ condition }) => BY_HAND.includes(condition.kind));
}

/** Another title or another guest is no reason to move a mock. */
function isMoreThanEdited({ noted }: AtMock): boolean {
  return noted.some(({ condition }) => condition.kind !== 'edited');
}

/** A mock where somebody put it, right or wrong; a whole day is no place for one. */
function atHandPlace(sight: Sight, mock: ToAsk): AtMock[] {
  const stand = standOf(
    outlookOf(sight).sop,
    sight.candidate,
    mock.booking,
    sight.events.get(mock.booking.id),
  );
  if (stand.how !== 'there' || stand.isAllDay) return [];
  const place: HandPlace | undefined = mock.noted.find(({ condition }) => condition.place !== undefined)
    ?.condition.place;
  return place === undefined ? [] : [{ ...mock, place }];
}

/** Whether these alone can go there: the others stay where they are booked, and nobody is booked twice. */
function canBeBooked(sight: Sight, moves: readonly MockMove[]): boolean {
  const others = sight.held.filter(({ id }) => moves.every(({ to }) => to.id !== id));
  const all = [...others, ...moves.map(({ to }) => to)];
  const isTwice = moves.some(({ to }) => all.some((each) => each.id !== to.id && areAtOnce(each, to)));
  return !isTwice && canStand(sight, moves);
}

function areAtOnce(a: PlannedBooking, b: PlannedBooking): boolean {
  return Temporal.Instant.compare(a.start, b.end) < 0 && Temporal.Instant.compare(b.start, a.end) < 0;
}

/** Whether nobody is busy at these places, and no cap is passed; nothing else stops an order. */
export function canStand(sight: Sight, moves: readonly MockMove[]): boolean {
  const { sop } = outlookOf(sight);
  const after = new Map(moves.map(({ to }) => [to.id, to]));
  const mocks = sight.held.map((mock) => after.get(mock.id) ?? mock);
  const asBooked = new Set(moves.filter(({ from, to }) => isThere(from, to)).map(({ to }) => to.id));
  const clashes = clashesOf(sop, sight.request.candidate, mocks, sight.busy, sight.now, asBooked);
  const isLate = moves.some(({ to }) => Temporal.Instant.compare(to.start, sight.now) <= 0);
  return !isLate && clashes.every((clash) => clash.mocks.every(({ id }) => !after.has(id)));
}
