import type { Draft } from '../draft.ts';
import { inAnyOrder, sequenceText, type Units, unitsOf } from '../sequence-units.ts';
import type { Situation } from '../situation.ts';
import { list } from '../wording.ts';

/** A course in another place of the sequence. */
interface Move {
  readonly units: Units;
  /** How many units it passes, or joins. */
  readonly distance: number;
  readonly text: string;
}

/** Beyond so many moves the sequence is left alone. */
const TRIED_MAX = 60;

/** One course moved as little as will do: past its neighbours, or to be in any order with them. */
export function sequenceDrafts(situation: Situation): Draft[] {
  if (situation.inConflict('sequence').length === 0) return [];
  const units = unitsOf(situation.sop.sequence);
  const patch = (moved: Units) => ({ sequence: sequenceText(moved) });
  if (!situation.isPossibleWith(patch(inAnyOrder(units)))) return [];
  const moves = movesOf(units).sort((a, b) => a.distance - b.distance);
  const move = moves
    .slice(0, TRIED_MAX)
    .find((each) => !situation.isSpent && situation.isPossibleWith(patch(each.units)));
  if (move === undefined) return [];
  return [
    {
      kind: 'sequence',
      agree: 'sop-owner',
      effort: 1,
      size: move.distance,
      say: () => move.text,
      confirm: () => situation.confirmPatch(patch(move.units)),
    },
  ];
}

function movesOf(units: Units): Move[] {
  return units.flatMap((unit, from) =>
    unit.flatMap((course) => {
      const rest = unit.filter((each) => each !== course);
      return units.flatMap((_, to) => (to === from ? [] : movesTo(units, course, rest, from, to)));
    }),
  );
}

function movesTo(units: Units, course: string, rest: readonly string[], from: number, to: number): Move[] {
  const distance = Math.abs(to - from);
  const target = units[to]!;
  const others = list(target);
  const without = units.map((unit, index) => (index === from ? rest : unit));
  const joined = without.map((unit, index) => (index === to ? [...unit, course] : unit));
  const isLater = to > from;
  const beyond = [
    ...without.slice(0, isLater ? to + 1 : to),
    [course],
    ...without.slice(isLater ? to + 1 : to),
  ];
  const filled = (all: Units) => all.filter((unit) => unit.length > 0);
  return [
    { units: filled(joined), distance: distance - 0.5, text: `Let ${course} be in any order with ${others}` },
    { units: filled(beyond), distance, text: `Move ${course} ${isLater ? 'after' : 'before'} ${others}` },
  ];
}
