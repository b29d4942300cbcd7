import { Stopped } from '../booking/lease.ts';
import { procedureInForce } from '../booking/time-off.ts';
import { type Calendar, CalendarError } from '../calendar/calendar.ts';
import { CallTally } from '../calendar/calls.ts';
import { onBehalfOf } from '../correlation.ts';
import { UserError } from '../errors.ts';
import type { EscalationRow, ObservationRow } from '../store/rows.ts';
import { StoreUnavailable } from '../store/store.ts';
import { deal } from './deal.ts';
import type { Sight } from './model.ts';
import { observed } from './observed.ts';
import { isTelling, openQuestions } from './open-questions.ts';
import { type OrderedMock, withOrdered } from './ordered.ts';
import { readSights } from './sight.ts';
import { endTelling } from './telling.ts';
import { upkeep } from './upkeep.ts';
import type { WatchDesk } from './watch-desk.ts';
import { LostTurn, type WatchTurn } from './watch-turn.ts';

/**
 * One look at everything that is booked in a workspace: what is over is closed, and what is not as booked is
 * noted and dealt with. It does not matter at which instant an earlier look ended: all that counts is what
 * is to be seen now and what the store knows.
 */
export async function look(desk: WatchDesk, turn: WatchTurn): Promise<void> {
  await upkeep(desk);
  if (desk.everyMinutes === 0) return;
  const { store, workspace } = desk;
  const procedure = await procedureInForce(desk);
  const sights = await withCountedCalls(desk, turn, (calendar) =>
    readSights({ ...desk, calendar }, procedure, desk.clock.now()),
  );
  if (sights.length === 0) return;
  const known = await store.observations({ workspace });
  const questions = await openQuestions(desk, known);
  const ordered: OrderedMock[] = [];
  for (const sight of sights) {
    await turn.keep();
    const candidateId = sight.candidate.id;
    const own = known.filter((each) => each.candidateId === candidateId);
    await onBehalfOf({ workspace, candidateId }, async () => {
      ordered.push(
        ...(await lookAt(desk, withOrdered(sight, ordered), own, questions.get(candidateId) ?? null)),
      );
    });
  }
}

/** A fault of ours at one candidate is no reason to leave the others unwatched. */
async function lookAt(
  desk: WatchDesk,
  sight: Sight,
  known: readonly ObservationRow[],
  question: EscalationRow | null,
): Promise<readonly OrderedMock[]> {
  const { log, workspace, newId } = desk;
  const candidateId = sight.candidate.id;
  try {
    // Nobody was there any more to end it when people had been told.
    const isToEnd = question !== null && isTelling(question);
    if (isToEnd) await endTelling(desk.store, candidateId);
    const seen = await observed(desk, sight, known, isToEnd ? null : question);
    return seen === null ? [] : await deal(desk, sight, seen);
  } catch (error) {
    if (isOfTheLook(error)) {
      const isAway = error instanceof StoreUnavailable || error instanceof CalendarError;
      if (isAway)
        log.warn({ workspace, candidateId }, 'The look ends at this candidate; the next begins anew');
      throw error;
    }
    if (error instanceof UserError) {
      // What is said to people names them, and the log does not.
      log.info(
        { workspace, candidateId },
        'What is booked was changed meanwhile; it is looked at again next time',
      );
      return [];
    }
    const reference = newId().slice(0, 8);
    log.error({ workspace, candidateId, reference, err: error }, 'A look at a candidate failed unexpectedly');
    return [];
  }
}

/** Ends the look, whoever it is about. */
function isOfTheLook(error: unknown): boolean {
  return [StoreUnavailable, CalendarError, Stopped, LostTurn].some((kind) => error instanceof kind);
}

/** What a look asks of the calendar counts as everyone's calls do. */
async function withCountedCalls<Result>(
  { store, calendar, calendarAccount, log, workspace }: WatchDesk,
  turn: WatchTurn,
  work: (calendar: Calendar) => Promise<Result>,
): Promise<Result> {
  const tally = new CallTally();
  try {
    return await work(calendar.during({ keep: () => turn.keep(), tally }));
  } finally {
    const calls = tally.byMethod();
    if (calendarAccount !== null && Object.keys(calls).length > 0) {
      await store.recordCalendarCalls({ account: calendarAccount, calls }).catch((error: unknown) => {
        log.warn({ workspace, err: error }, 'The calendar calls of a look could not be recorded');
      });
    }
  }
}
