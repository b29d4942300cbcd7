import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cancelOrder, moveOrder } from '../../src/booking/change-order.ts';
import { readForChange } from '../../src/booking/read-for-change.ts';
import { replan } from '../../src/booking/replan.ts';
import { Worker } from '../../src/booking/worker.ts';
import { type Calendar, CalendarError } from '../../src/calendar/calendar.ts';
import { instantsOf } from '../../src/calendar/event.ts';
import { readCandidateRequest } from '../../src/request/candidate-request.ts';
import type { Busy, PlanRequest } from '../../src/request/model.ts';
import type { Sop } from '../../src/sop/model.ts';
import { brokenRules } from '../planning/validator.ts';
import { whatIsLeft } from '../planning/what-is-left.ts';
import { dyingAt, Killed } from './mortal.ts';
import {
  appointment,
  calendarWith,
  enqueue,
  openTestOffice,
  ownEvents,
  SMALL_SOP,
  type TestOffice,
  WORKSPACE,
  ZONE,
} from './office.ts';

const RUNS = Number(process.env['CHANGE_RUNS'] ?? 25);

const SOP = SMALL_SOP.replace('Two: { mocks: [90]', 'Two: { mocks: [90, 60]').replace(
  'maxGap: 4d',
  'maxGap: 4d, courseGap: { days: 1 }',
);

let office: TestOffice;
let sop: Sop;
let count = 0;
beforeAll(async () => {
  office = await openTestOffice(SOP);
  sop = office.desk.procedure.base;
});
afterAll(() => office.store.close());

/** What may go wrong while a worker carries a change out. */
type Trouble = { readonly kind: 'none' | 'death' | 'passing' | 'final'; readonly at: number };

type Action =
  | { readonly do: 'busy'; readonly who: string; readonly day: number; readonly hour: number }
  | { readonly do: 'wait'; readonly hours: number }
  | {
      readonly do: 'reschedule';
      readonly of: number;
      readonly later: boolean;
      readonly trouble: Trouble;
    }
  | {
      readonly do: 'delete';
      readonly of: number;
      readonly which: readonly boolean[];
      readonly trouble: Trouble;
    };

const trouble: fc.Arbitrary<Trouble> = fc.oneof(
  fc.constant({ kind: 'none', at: 0 } as const),
  // A call of any kind is the last one.
  fc.record({ kind: fc.constant('death' as const), at: fc.integer({ min: 1, max: 10 }) }),
  // The calendar refuses a change of an event.
  fc.record({
    kind: fc.constantFrom('passing' as const, 'final' as const),
    at: fc.integer({ min: 1, max: 3 }),
  }),
);
const busyHour = fc.record({
  do: fc.constant('busy' as const),
  who: fc.constantFrom('alpha', 'bravo', 'charlie', 'dana'),
  day: fc.nat({ max: 5 }),
  hour: fc.constantFrom(18, 18, 19),
});
const timePasses = fc.record({ do: fc.constant('wait' as const), hours: fc.constantFrom(26, 50, 98) });
const rescheduling = fc.record({
  do: fc.constant('reschedule' as const),
  of: fc.nat({ max: 1 }),
  later: fc.boolean(),
  trouble,
});
const deleting = fc.record({
  do: fc.constant('delete' as const),
  of: fc.nat({ max: 1 }),
  which: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
  trouble,
});
const action: fc.Arbitrary<Action> = fc.oneof(
  { arbitrary: busyHour, weight: 3 },
  { arbitrary: timePasses, weight: 1 },
  { arbitrary: rescheduling, weight: 4 },
  { arbitrary: deleting, weight: 1 },
);

interface Cast {
  readonly ids: readonly string[];
  readonly first: Temporal.PlainDate;
  readonly busy: Busy[];
}

/** Two candidates whose weeks begin in a week from now. */
async function cast(): Promise<Cast> {
  const first = office.clock.now().toZonedDateTimeISO(ZONE).toPlainDate().add({ days: 7 });
  const window = { start: first.toString(), end: first.add({ days: 13 }).toString() };
  count += 1;
  const ids = [
    await enqueue(office.store, `Dana ${count}`, window),
    await enqueue(office.store, `Eli ${count}`, window),
  ];
  await worker(office.calendar).runUntilIdle();
  return { ids, first, busy: [] };
}

const worker = (calendar: Calendar, desk = office.desk) => new Worker({ ...desk, calendar }, randomUUID());
const candidateOf = async (id: string) => (await office.store.candidates({ workspace: WORKSPACE, id }))[0]!;
const heldOf = (candidateId: string) => office.store.bookings({ workspace: WORKSPACE, candidateId });

async function carryOut({ kind, at }: Trouble): Promise<void> {
  const fate = { calls: 0, at, when: 'after' as const };
  let writes = 0;
  const failing = async <Result>(call: () => Promise<Result>): Promise<Result> => {
    writes += 1;
    if (writes !== at || kind === 'none' || kind === 'death') return call();
    throw new CalendarError('It refuses', { kind, remedy: 'Wait.' });
  };
  const calendar = calendarWith(office.calendar, {
    move: (event) => failing(() => office.calendar.move(event)),
    remove: (id) => failing(() => office.calendar.remove(id)),
  });
  if (kind === 'death') {
    const mortal = { ...office.desk, store: dyingAt(office.store, fate) };
    await worker(dyingAt(calendar, fate), mortal)
      .runUntilIdle()
      .catch((error: unknown) => {
        if (!(error instanceof Killed)) throw error;
      });
  } else await worker(calendar).runUntilIdle();
  office.clock.pass({ minutes: 11 });
  await worker(calendar).runUntilIdle();
}

/** Whatever is stuck is left so by a person. */
async function settle(id: string): Promise<void> {
  const { state, change } = await candidateOf(id);
  if (state === 'escalated' && change !== null) {
    await office.store.dropChange({ candidateId: id, actor: 'Ann', note: '' });
  }
}

async function reschedule(id: string, later: boolean, trouble: Trouble): Promise<'right' | 'as it was'> {
  const { procedure } = office.desk;
  const candidate = await candidateOf(id);
  if (candidate.state !== 'scheduled') return 'as it was';
  const kept = readCandidateRequest(candidate.request);
  const end = later ? kept.window.end.add({ days: 3 }) : kept.window.end;
  const request = { ...kept, window: { ...kept.window, end } };
  const held = await heldOf(id);
  const now = office.clock.now();
  const reading = await readForChange(office, procedure, request, held, now);
  const found = replan({ procedure, request, held, now, ...reading });
  if (found.outcome !== 'planned') return 'as it was';
  if (found.moves.length === 0) return 'right';
  const edited = {
    ...candidate.request,
    window: { start: `${request.window.start}`, end: `${request.window.end}` },
  };
  await office.store.orderChange({
    candidateId: id,
    change: moveOrder(randomUUID(), found.moves, { request: edited as never, variant: found.variant }),
    summary: 'Planned anew.',
    actor: 'Ann',
    chat: null,
  });
  await carryOut(trouble);
  const isChanged = (await office.store.audit({ workspace: WORKSPACE, candidateId: id })).at(-1)!;
  await settle(id);
  return isChanged.action === 'changed' ? 'right' : 'as it was';
}

async function remove(id: string, which: readonly boolean[], trouble: Trouble): Promise<void> {
  if ((await candidateOf(id)).state !== 'scheduled') return;
  const now = office.clock.now();
  const chosen = (await heldOf(id)).filter(
    ({ start }, index) => which[index] === true && Temporal.Instant.compare(start, now) > 0,
  );
  if (chosen.length === 0) return;
  await office.store.orderChange({
    candidateId: id,
    change: cancelOrder(randomUUID(), chosen, []),
    summary: 'Some are cancelled.',
    actor: 'Ann',
    chat: null,
  });
  await carryOut(trouble);
  await settle(id);
}

/** Events and bookings tell the same story, and nothing is on its way. */
async function expectOneStory(id: string): Promise<void> {
  const candidate = await candidateOf(id);
  const held = await heldOf(id);
  expect(candidate).toMatchObject({ change: null, state: held.length > 0 ? 'scheduled' : 'cancelled' });
  expect(held.filter(({ state }) => state !== 'booked')).toEqual([]);
  const events = (await ownEvents(office.calendar)).filter(
    ({ booking }) => booking!.candidateEmail === candidate.email,
  );
  const story = (parts: readonly (string | Temporal.Instant)[]) => parts.join(' ');
  expect(
    events.map((event) => story([event.id, instantsOf(event.when).start, event.attendees[1]!.email])).sort(),
  ).toEqual(
    held.map(({ eventId, start, interviewerEmail }) => story([eventId, start, interviewerEmail])).sort(),
  );
}

/** What is to come breaks no rule that what is done did not break by itself. */
async function expectRight({ ids, busy }: Cast, id: string): Promise<void> {
  const held = await heldOf(id);
  if (held.length === 0) return;
  const others = (await Promise.all(ids.filter((other) => other !== id).map(heldOf))).flat();
  const request: PlanRequest = {
    ...readCandidateRequest((await candidateOf(id)).request),
    now: Temporal.Instant.from('2026-01-01T00:00Z'),
    unreadable: new Set(),
    busy: [
      ...busy,
      ...others.map(({ interviewerEmail, start, end }): Busy => {
        return { email: interviewerEmail, start, end, kind: 'mock' };
      }),
    ],
  };
  const now = office.clock.now();
  const done = held.filter(({ start }) => Temporal.Instant.compare(start, now) <= 0);
  const { sop: inForce, mocks } = whatIsLeft(sop, held);
  const given = brokenRules(inForce, request, mocks.slice(0, done.length));
  expect(brokenRules(inForce, request, mocks).filter((fault) => !given.includes(fault))).toEqual([]);
}

describe('after any sequence of changes, whatever goes wrong in between', () => {
  it('what is booked is right by the rules, and the calendar shows exactly that', {
    timeout: 60_000 + RUNS * 4_000,
  }, async () => {
    const seen = { right: 0, 'as it was': 0 };
    const property = fc.asyncProperty(fc.array(action, { minLength: 6, maxLength: 12 }), async (actions) => {
      const here = await cast();
      for (const each of actions) {
        switch (each.do) {
          case 'wait':
            office.clock.pass({ hours: each.hours });
            break;
          case 'busy': {
            const start = here.first
              .add({ days: each.day })
              .toZonedDateTime({ timeZone: ZONE, plainTime: `${each.hour}:00` })
              .toInstant();
            const email = `${each.who === 'dana' ? `dana.${count}` : each.who}@example.com`;
            here.busy.push({ email, start, end: start.add({ hours: 1 }), kind: 'other' });
            await appointment(office.calendar, { who: email, start: start.toString() });
            break;
          }
          case 'delete':
            await remove(here.ids[each.of]!, each.which, each.trouble);
            break;
          case 'reschedule': {
            const id = here.ids[each.of]!;
            const outcome = await reschedule(id, each.later, each.trouble);
            seen[outcome] += 1;
            if (outcome === 'right') await expectRight(here, id);
            break;
          }
        }
        for (const id of here.ids) await expectOneStory(id);
      }
    });
    await fc.assert(property, { numRuns: RUNS, seed: 20261201 });
    expect(Math.min(seen.right, seen['as it was'])).toBeGreaterThan(0);
    const rows = await office.store.audit({ workspace: WORKSPACE, limit: 100_000 });
    const actions = new Set(rows.map((row) => row.action));
    // The run is of use only where all of this happened.
    for (const action of ['changed', 'unchanged', 'taking-back', 'waiting', 'taken-over', 'change-dropped']) {
      expect(actions).toContain(action);
    }
  });
});
