import type { PlannedMock } from '../../src/planning/answer.ts';
import { readCandidateRequest } from '../../src/request/candidate-request.ts';
import type { Busy, PlanRequest } from '../../src/request/model.ts';
import { type Procedure, procedureFor, type Sop } from '../../src/sop/model.ts';
import { daysInWindow } from '../../src/time/zoned-day.ts';
import { named } from '../../test/planning/people.ts';
import { brokenRules } from '../../test/planning/validator.ts';
import { WORKSPACES } from '../crew.ts';
import type { DoneCall } from '../database.ts';
import { CALENDARS, type CalendarCall } from '../google.ts';
import type { Hands } from '../hands.ts';
import type { SimulatedProcess } from '../process.ts';
import type { World } from '../world.ts';
import { busyByEvents } from './busy-by-events.ts';
import { KeptExceptions } from './kept-exceptions.ts';
import { MovedMocks } from './moved-mocks.ts';

/** What came into a calendar within this time before the end need not have been seen. */
const SEEN_MS = 90_000;
/** From the reading to the reservation may pass so long, and clocks are wrong by as much as they are. */
const PLANNING_MS = 15 * 60_000;

interface BookingOf {
  readonly id: string;
  readonly candidate_id: string;
  readonly candidate_email: string;
  readonly course: string;
  readonly mock_number: number;
  readonly interviewer: string;
  readonly interviewer_email: string;
  readonly role: 'main' | 'backup';
  readonly starts_at: string;
  readonly ends_at: string;
  /** For so long that whoever looked saw it. */
  readonly is_known: boolean;
}

type Mine = PlannedMock & { readonly id: string };

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
    const { mine, others, request, calendarId } = await this.#facts(id);
    const listed = this.#listed.get(by)?.get(calendarId) ?? 0;
    const busy = [...others, ...this.#entries(calendarId, listed, planned.asked)];
    const now = Temporal.Instant.fromEpochMilliseconds(planned.at - PLANNING_MS);
    const { sop } = procedureFor(planned.procedure, daysInWindow(request.window.start, request.window.end));
    this.#tell(id, brokenRules(sop, { ...request, now, busy }, mine));
  }

  /** Of a plan that was changed later: the order, the times and the people are right. */
  async #judgeChange(id: string, procedure: Procedure | null): Promise<void> {
    const { mine, request } = await this.#facts(id);
    if (procedure === null || mine.length === 0) return;
    const now = Temporal.Instant.from('2026-01-01T00:00Z');
    const asked = { ...request, now, busy: [] };
    const { sop } = procedureFor(procedure, daysInWindow(request.window.start, request.window.end));
    const begun = mine.filter(({ start }) => start.epochMilliseconds <= this.#world.timeline.now).length;
    const reduced = withoutOthers(sop, mine);
    const given = brokenRules(reduced.sop, asked, reduced.mocks.slice(0, begun));
    const found = brokenRules(reduced.sop, asked, reduced.mocks);
    const names = (isSo: (mock: Mine) => boolean) =>
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

  async #facts(id: string): Promise<{
    readonly mine: readonly Mine[];
    readonly others: readonly Busy[];
    readonly request: Omit<PlanRequest, 'now' | 'busy'>;
    readonly calendarId: string;
  }> {
    const { server } = this.#world;
    const held = await server.rows<BookingOf>(
      `select id, candidate_id, candidate_email, course, mock_number, interviewer, interviewer_email, role,
         public.iso_instant(starts_at) as starts_at, public.iso_instant(ends_at) as ends_at,
         updated_at < '${Temporal.Instant.fromEpochMilliseconds(this.#world.timeline.now - SEEN_MS)}' as is_known
       from public.bookings where state <> 'released' order by starts_at, id`,
    );
    const [candidate] = await server.rows<{ request: object; workspace: string }>(
      `select request, workspace from public.candidates where id = '${id}'`,
    );
    const range = ({ starts_at, ends_at }: BookingOf) => ({
      start: Temporal.Instant.from(starts_at),
      end: Temporal.Instant.from(ends_at),
    });
    return {
      mine: held
        .filter(({ candidate_id }) => candidate_id === id)
        .map((row) => ({
          id: row.id,
          course: row.course,
          number: row.mock_number,
          interviewer: row.interviewer,
          role: row.role,
          ...range(row),
        })),
      others: held
        .filter(({ candidate_id, is_known }) => candidate_id !== id && is_known)
        .flatMap((row) =>
          [row.interviewer_email, row.candidate_email].map((email) => ({
            email: email.toLowerCase(),
            ...range(row),
            kind: 'mock' as const,
          })),
        ),
      request: { ...readCandidateRequest(candidate?.request), unreadable: new Set() },
      calendarId: candidate?.workspace === WORKSPACES[1] ? CALENDARS[1] : CALENDARS[0],
    };
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

/** The procedure with those mocks alone that are held, and these numbered by it. */
function withoutOthers(sop: Sop, mocks: readonly PlannedMock[]): { sop: Sop; mocks: readonly PlannedMock[] } {
  const numbers = (course: string) =>
    mocks
      .filter((mock) => mock.course === course)
      .map(({ number }) => number)
      .sort((a, b) => a - b);
  const courses = [...sop.courses.values()]
    .map((course) => ({
      ...course,
      mocks: numbers(course.id).map((number) => course.mocks[number - 1] ?? 0),
    }))
    .filter((course) => course.mocks.length > 0);
  const ids = new Set(courses.map(({ id }) => id));
  const sequence = sop.sequence
    .map((group) => ({ ...group, courses: group.courses.filter((id) => ids.has(id)) }))
    .filter((group) => group.courses.length > 0);
  return {
    sop: { ...sop, courses: new Map(courses.map((course) => [course.id, course])), sequence },
    mocks: mocks.map((mock) => ({ ...mock, number: numbers(mock.course).indexOf(mock.number) + 1 })),
  };
}
