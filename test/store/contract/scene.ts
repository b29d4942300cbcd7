import { randomUUID } from 'node:crypto';
import type {
  BookingRow,
  CandidateState,
  Claim,
  JsonObject,
  PlannedBooking,
} from '../../../src/store/rows.ts';
import type { EscalationInput, Store } from '../../../src/store/store.ts';

/** Time that passes only when a test says so. */
export interface TestClock {
  now(): Temporal.Instant;
  advance(duration: Temporal.DurationLike): void;
}

export function testClock(start = '2026-11-23T09:00:00Z'): TestClock {
  let now = Temporal.Instant.from(start);
  return {
    now: () => now,
    advance: (duration) => {
      now = now.add(duration);
    },
  };
}

/** What the contract is checked against: a store whose time is the clock's. */
export interface StoreUnderTest {
  readonly store: Store;
  readonly clock: TestClock;
}

export const noSlots: JsonObject = {
  window: { start: '2026-12-01', end: '2026-12-28' },
  slots: { weekdays: ['18:00-22:00'] },
};

export const infeasible: EscalationInput = {
  code: 'infeasible',
  message: 'No evening is free.',
  reasons: [{ code: 'slots', message: 'No evening is free.' }],
  proposals: [{ kind: 'window', message: 'One week more.', change: { request: {} } }],
};

/** What a test says of a mock; the rest is made up. */
export type MockOver = Partial<Omit<PlannedBooking, 'start' | 'end'>> & { minutes?: number };

export type Scene = ReturnType<typeof scene>;

/**
 * A workspace that no other test uses, with people that no other test knows: tests share one
 * database, which a real one may keep between runs, and never meet.
 */
export function scene({ store, clock }: StoreUnderTest) {
  const key = randomUUID().slice(0, 8);
  const workspace = `workspace ${key}`;
  let count = 0;

  const self = {
    store,
    clock,
    workspace,

    enqueue: async (over: { name?: string; email?: string; id?: string; chat?: string | null } = {}) => {
      count += 1;
      const id = over.id ?? `candidate-${key}-${count}`;
      await store.enqueue({
        workspace,
        candidateId: id,
        name: over.name ?? `Candidate ${count}`,
        email: over.email ?? `${id}@example.com`,
        timeZone: 'America/New_York',
        request: noSlots,
        chat: over.chat === undefined ? 'terminal' : over.chat,
        actor: 'Ann',
      });
      return id;
    },

    claim: async (worker = 'worker 1'): Promise<Claim> => {
      const claim = await store.claim({ workspace, worker, leaseSeconds: 60 });
      if (claim === null) {
        throw new Error('nobody to claim');
      }
      return claim;
    },

    /** Queued and taken at once. */
    claimed: async (over: { name?: string; email?: string; chat?: string | null } = {}): Promise<Held> => {
      await self.enqueue(over);
      return holding(await self.claim());
    },

    /** A mock of 90 minutes, by an interviewer of this scene unless another address is named. */
    mock: (start: string, over: MockOver = {}): PlannedBooking => {
      count += 1;
      const from = Temporal.Instant.from(start);
      return {
        id: over.id ?? `booking-${key}-${count}`,
        course: over.course ?? 'FS1',
        number: over.number ?? count,
        interviewer: over.interviewer ?? 'alpha',
        interviewerName: over.interviewerName ?? 'Alpha',
        interviewerEmail: over.interviewerEmail ?? `alpha-${key}@example.com`,
        role: over.role ?? 'main',
        start: from,
        end: from.add({ minutes: over.minutes ?? 90 }),
        eventId: over.eventId ?? `event${key}${count}`,
      };
    },

    reserve: (held: Held, bookings: readonly PlannedBooking[]) =>
      store.reserve({
        ...held,
        variant: 'short',
        bookings,
        summary: 'Planned.',
        details: { finishDay: '2026-12-20' },
      }),

    confirm: (held: Held, booking: BookingRow | PlannedBooking) =>
      store.confirm({
        ...held,
        bookingId: booking.id,
        eventId: booking.eventId,
        meetLink: 'https://meet.example.com/abc',
        htmlLink: 'https://calendar.example.com/abc',
      }),

    finish: (held: Held) => store.finish({ ...held, summary: 'All booked.', details: { mocks: 1 } }),
    wait: (held: Held, hours = 1) =>
      store.wait({
        ...held,
        until: clock.now().add({ hours }),
        summary: 'Quota.',
        details: { cause: 'quota' },
      }),
    takeBack: (held: Held, escalation = infeasible) => store.takeBack({ ...held, escalation }),
    escalate: (held: Held, escalation = infeasible) => store.escalate({ ...held, escalation }),

    /** Claimed, reserved and confirmed: one mock, at a time that no other of this scene has. */
    booked: async (): Promise<Held & { booking: PlannedBooking }> => {
      const held = await self.claimed();
      const booking = self.mock(
        Temporal.Instant.from('2026-12-01T18:00:00Z')
          .add({ hours: 2 * count })
          .toString(),
      );
      await self.reserve(held, [booking]);
      await self.confirm(held, booking);
      return { ...held, booking };
    },

    /** Claimed, and all of these mocks booked. */
    scheduledWith: async (
      bookings: readonly PlannedBooking[],
      over: { name?: string; email?: string; chat?: string | null } = {},
    ): Promise<Held & { bookings: readonly PlannedBooking[] }> => {
      const held = await self.claimed(over);
      await self.reserve(held, bookings);
      for (const booking of bookings) await self.confirm(held, booking);
      await self.finish(held);
      return { ...held, bookings };
    },

    /** A mock that starts so many hours from now. */
    mockIn: (hours: number, over: MockOver = {}): PlannedBooking =>
      self.mock(clock.now().add({ hours }).toString(), over),

    /** A candidate brought into a state the way the program does, with the fence it was last held under. */
    candidateIn: async (state: CandidateState): Promise<Held> => {
      if (state === 'queued' || state === 'cancelled') {
        const candidateId = await self.enqueue();
        if (state === 'cancelled') {
          await store.cancel({ candidateId, actor: 'Ann', note: '' });
        }
        return { candidateId, fence: 0 };
      }
      if (state === 'scheduled') {
        const held = await self.booked();
        await self.finish(held);
        return { candidateId: held.candidateId, fence: held.fence };
      }
      if (state === 'closed') {
        const { candidateId, fence } = await self.scheduledWith([self.mockIn(1)]);
        clock.advance({ hours: 3 });
        await store.closeOver({ workspace, actor: 'watcher 1' });
        return { candidateId, fence };
      }
      const held = await self.claimed();
      if (state === 'waiting') {
        await self.wait(held);
      } else if (state === 'escalated') {
        await self.escalate(held);
      }
      return held;
    },

    stateOf: async (candidateId: string) => (await self.candidate(candidateId)).state,

    candidate: async (id: string) => {
      const [candidate] = await store.candidates({ workspace, id });
      if (candidate === undefined) {
        throw new Error(`no candidate ${id}`);
      }
      return candidate;
    },

    actions: async (candidateId: string) =>
      (await store.audit({ workspace, candidateId })).map((row) => row.action),
  };
  return self;
}

export interface Held {
  readonly candidateId: string;
  readonly fence: number;
}

export function holding(claim: Claim): Held {
  return { candidateId: claim.candidate.id, fence: claim.fence };
}
