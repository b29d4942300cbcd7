import type { Busy } from '../../src/request/model.ts';
import { type Procedure, procedureFor } from '../../src/sop/model.ts';
import { daysInWindow } from '../../src/time/zoned-day.ts';
import { named } from '../../test/planning/people.ts';
import { brokenRules } from '../../test/planning/validator.ts';
import { whatIsLeft } from '../../test/planning/what-is-left.ts';
import type { DoneCall } from '../database.ts';
import { CALENDARS, type CalendarCall } from '../google.ts';
import type { Hands } from '../hands.ts';
import type { SimulatedProcess } from '../process.ts';
import type { World } from '../world.ts';
import { bookedFacts, type HeldMock, SEEN_MS } from './booked-facts.ts';
import { busyByEvents } from './busy-by-events.ts';
import { KeptExceptions } from './kept-exceptions.ts';
import { MovedMocks } from './moved-mocks.ts';

/** From the reading to the reservation may pass so long, and clocks are wrong by as much as they are. */
const PLANNING_MS = 15 * 60_000;

/** A plan that is booked is right by the rules, as a judge sees it who shares nothing with the planner. */
export class RightPlans {
  readonly #world: World;
  readonly #hands: Hands;
  /** The state of the calendars that a process saw last, by its lists and by its free/busy. */
  readonly #listed = new Map<SimulatedProcess, Map<string, number>>();
  readonly #exceptions = new KeptExceptions();
  readonly #moved = new MovedMocks();
  readonly #asked = new Map<SimulatedProcess, number>();
  /** By which procedure, and knowing what of people's own calendars, a candidate's plan was made. */
  readonly #planned = new Map<string, { procedure: Procedure | null; at: number; asked: number }>();

  constructor(world: World, hands: Hands) {
    this.#world = world;
    this.#hands = hands;
  }

  afterCalendarCall({ by, method, status, revision, calendarId }: CalendarCall): void {
    if (status !== 200) return;
    if (method === 'list' && calendarId !== null) {
      const listed = this.#listed.get(by) ?? new Map<string, number>();
      this.#listed.set(by, listed.set(calendarId, revision));
    }
    if (method === 'freebusy') this.#asked.set(by, revision);
  }

  async afterCall({ by, name, args, answer }: DoneCall): Promise<number> {
    const id = String(args['p_candidate_id']);
    const procedure = this.#world.procedures.get(by) ?? null;
    this.#exceptions.afterCall({ name, args });
    this.#moved.afterCall({ name, args });
    if (name === 'reserve_bookings' && (answer as { outcome: string }).outcome === 'reserved') {
      this.#planned.set(id, { procedure, at: this.#world.timeline.now, asked: this.#asked.get(by) ?? 0 });
    } else if (name === 'move_bookings') {
      const planned = this.#planned.get(id);
      // Somebody edited the procedure in between: by neither of the two the whole need be right.
      if (planned !== undefined && planned.procedure !== procedure) planned.procedure = null;
    } else if (name === 'finish_candidate') {
      await this.#judgePlan(id, by);
      return 1;
    } else if (name === 'finish_change' && args['p_done'] === true) {
      await this.#judgeChange(id, procedure);
      return 1;
    }
    return 0;
  }

  async #judgePlan(id: string, by: SimulatedProcess): Promise<void> {
    const planned = this.#planned.get(id);
    if (planned === undefined || planned.procedure === null) return;
    const { mine, others, request, calendarId } = await bookedFacts(this.#world, id);
    const listed = this.#listed.get(by)?.get(calendarId) ?? 0;
    const busy = [...others, ...this.#entries(calendarId, listed, planned.asked)];
    const now = Temporal.Instant.fromEpochMilliseconds(planned.at - PLANNING_MS);
    const { sop } = procedureFor(planned.procedure, daysInWindow(request.window.start, request.window.end));
    this.#tell(id, brokenRules(sop, { ...request, now, busy }, mine));
  }

  /** Of a plan that was changed later: the order, the times and the people are right. */
  async #judgeChange(id: string, procedure: Procedure | null): Promise<void> {
    const { mine, request } = await bookedFacts(this.#world, id);
    if (procedure === null || mine.length === 0) return;
    const now = Temporal.Instant.from('2026-01-01T00:00Z');
    const asked = { ...request, now, busy: [] };
    const { sop } = procedureFor(procedure, daysInWindow(request.window.start, request.window.end));
    const begun = mine.filter(({ start }) => start.epochMilliseconds <= this.#world.timeline.now).length;
    const reduced = whatIsLeft(sop, mine);
    const given = brokenRules(reduced.sop, asked, reduced.mocks.slice(0, begun));
    const found = brokenRules(reduced.sop, asked, reduced.mocks);
    const names = (isSo: (mock: HeldMock) => boolean) =>
      reduced.mocks.filter((_, index) => isSo(mine[index]!)).map((mock) => named(reduced.sop, mock));
    const kept = names((mock) => this.#exceptions.has(mock));
    const isKept = (fault: string) => kept.some((name) => fault.includes(name));
    const left = names((mock) => !this.#moved.has(id, mock.id));
    const isLeft = (fault: string) =>
      fault.startsWith('minGap') && left.filter((name) => fault.includes(name)).length === 2;
    // A mock that was cancelled leaves gaps that nobody asked for.
    const isGap = (fault: string) => /^(maxGap|courseGap|sequence|window|mockOrder)/.test(fault);
    this.#tell(
      id,
      found.filter((fault) => !given.includes(fault) && !isGap(fault) && !isKept(fault) && !isLeft(fault)),
    );
  }

  #tell(id: string, faults: readonly string[]): void {
    // Where mocks of others stand elsewhere by hand, caps are counted by where they stand.
    const isMoved = this.#hands.touched.size > 0;
    for (const fault of faults) {
      if (isMoved && /^(max|interviewerBuffer)/.test(fault)) continue;
      this.#world.failed('a plan that is booked is right', `${id}: ${fault}`);
    }
  }

  /** What stood in the calendars by then, for long enough to have been seen. */
  #entries(calendarId: string, listed: number, asked: number): Busy[] {
    const { google, timeline } = this.#world;
    const before = timeline.now - SEEN_MS;
    return [...google.world.calendars.values()].flatMap(({ id, events }) => {
      if (id !== calendarId && CALENDARS.some((each) => each === id)) return [];
      const revision = id === calendarId ? listed : asked;
      const seen = [...events.values()].filter(
        (kept) => kept.revision <= revision && Date.parse(kept.event.updated ?? '') < before,
      );
      return busyByEvents(seen, id === calendarId ? null : id);
    });
  }
}
