import type { MockMove } from '../booking/change-order.ts';
import { eventIdOf } from '../booking/event-id.ts';
import type { ObservationRow } from '../store/rows.ts';
import type { AtMock, Decision, ToAsk } from './decision-model.ts';
import { mendMost } from './mend-most.ts';
import type { Sight } from './model.ts';
import type { Observed } from './observed.ts';
import { canStand, type NewIds, optionsFor, whyNoException, whyNoPlace } from './options.ts';
import type { OrderedMock } from './ordered.ts';
import { acceptMove, cancelOrderOf, moveOrderOf, putBackMove, type WatchOrder } from './orders.ts';
import { askedInstead, decisionOf, observationsOf, questionAbout } from './policy.ts';
import { questionOf } from './question.ts';
import { endTelling } from './telling.ts';
import { WATCHER, type WatchDesk } from './watch-desk.ts';

/**
 * Does what is to be done about what is seen: one change is ordered, else people are asked, else told. What
 * is left by that is dealt with at a later look, when the change is over.
 *
 * @returns the mocks that a change was ordered for
 */
export async function deal(
  desk: WatchDesk,
  sight: Sight,
  { conditions, observations, isAskedTooMuch }: Observed,
): Promise<readonly OrderedMock[]> {
  const ids: NewIds = { order: desk.newId, event: () => eventIdOf(desk.newId()) };
  const decided = decisionOf(sight, observations, conditions);
  if (decided.cancel.length > 0) {
    await order(desk, sight, cancelOrderOf(sight, ids.order(), decided.cancel));
    return decided.cancel.map(({ booking }) => ({ from: booking, to: null }));
  }
  const { decision, moves, variant, about } = movesFor(sight, decided, ids);
  if (moves.length > 0) {
    await order(desk, sight, moveOrderOf(sight, ids.order(), moves, variant, about));
    return moves;
  }
  const asked = questionAbout(decision, isAskedTooMuch && isAllInSight(decision, observations));
  if (asked.length > 0) await ask(desk, sight, decision, asked, ids);
  else if (decision.tell.length > 0) await tell(desk, sight, decision.tell);
  return [];
}

/** Whether all that people are asked about was looked at: else it is not known what of it is so still. */
function isAllInSight(decision: Decision, observations: readonly ObservationRow[]): boolean {
  const inSight = new Set(observationsOf([...decision.asked, ...decision.ask, ...decision.tell]));
  return observations.every(({ id, state }) => state !== 'asked' || inSight.has(id));
}

interface Moves {
  /** Without what there is no way for: that is asked. */
  readonly decision: Decision;
  readonly moves: readonly MockMove[];
  readonly variant: string | null;
  readonly about: readonly AtMock[];
}

function movesFor(sight: Sight, decided: Decision, ids: NewIds): Moves {
  const placed = [
    ...decided.accept.map((mock) => ({ mock, move: acceptMove(sight, mock, ids.event) })),
    ...decided.putBack.map((mock) => ({ mock, move: putBackMove(sight, mock, ids.event) })),
  ];
  const impossible = placed.filter(({ move }) => !canStand(sight, [move]));
  const possible = placed.filter((each) => !impossible.includes(each));
  const stuck = new Set(impossible.map(({ mock }) => mock.booking.id));
  const rest = stuck.size === 0 ? decided : askedInstead(sight, decided, stuck);
  const { mended, about, hopeless } = mendMost(sight, rest, ids.event);
  const lost = new Set(hopeless.map(({ booking }) => booking.id));
  return {
    decision: lost.size === 0 ? rest : askedInstead(sight, rest, lost),
    moves: [...possible.map(({ move }) => move), ...(mended?.moves ?? [])],
    variant: mended?.variant ?? sight.candidate.variant,
    about: [...possible.map(({ mock }) => mock), ...about],
  };
}

async function order(desk: WatchDesk, { candidate }: Sight, { change, summary }: WatchOrder): Promise<void> {
  const { store, clock, log, workspace, wakeWorker } = desk;
  await store.orderChange({
    candidateId: candidate.id,
    // Where it has to wait, it is looked again whether there is reason for it still.
    change: { ...change, orderedAt: `${clock.now()}` },
    summary,
    actor: WATCHER,
    chat: null,
  });
  const { id, kind } = change;
  log.info(
    { workspace, candidateId: candidate.id, order: id, kind },
    'A change is ordered to mend what is seen',
  );
  wakeWorker();
}

async function ask(
  { store, log, workspace }: WatchDesk,
  sight: Sight,
  decision: Decision,
  about: readonly ToAsk[],
  ids: NewIds,
): Promise<void> {
  const candidateId = sight.candidate.id;
  const options = optionsFor(sight, decision, about, ids);
  const isMovable = options.some(({ kind }) => kind === 'move');
  const notes = [
    ...whyNoException(sight, about, ids),
    ...(isMovable ? [] : whyNoPlace(sight, decision, about, ids)),
  ];
  const question = questionOf(sight, about, options, notes);
  const { escalationId } = await store.ask({
    candidateId,
    question,
    observations: observationsOf(about),
    actor: WATCHER,
  });
  log.info({ workspace, candidateId, escalationId }, 'People are asked about what is seen');
}

/** Said once, and left as it is. */
async function tell(
  { store, log, workspace }: WatchDesk,
  sight: Sight,
  about: readonly ToAsk[],
): Promise<void> {
  const candidateId = sight.candidate.id;
  const question = { ...questionOf(sight, about, []), proposals: [] };
  await store.ask({ candidateId, question, observations: observationsOf(about), actor: WATCHER });
  await endTelling(store, candidateId);
  log.info({ workspace, candidateId }, 'People are told of what is seen');
}
