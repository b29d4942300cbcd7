import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import type { JsonObject, PlannedBooking } from '../../src/store/rows.ts';
import type { Store } from '../../src/store/store.ts';
import { INTERVIEWERS, MOCKS } from './scale-of-years.ts';
import type { Timings } from './timings.ts';

/** A workspace to work in, and what the calls there are counted under. */
export interface Place {
  readonly workspace: string;
  readonly size: keyof typeof INTERVIEWERS;
  /** Times to come at which none of its interviewers has a mock. */
  readonly free: readonly Temporal.Instant[];
}

/** A workspace as it was filled: `large`, or a usual one by its number. */
export async function placeOf(client: Client, number: 'large' | number): Promise<Place> {
  const workspace = number === 'large' ? number : `workspace-${String(number).padStart(3, '0')}`;
  const { rows } = await client.query<{ at: string }>(
    `select public.iso_instant(starts_at) as at from (
      select distinct starts_at from public.bookings
      where workspace = $1 and starts_at > now() + interval '1 day'
      order by starts_at) s`,
    [workspace],
  );
  const free = rows.map(({ at }) => Temporal.Instant.from(at).add(LATER));
  if (free.length < MOCKS) throw new Error(`Too few mocks are to come in ${workspace}.`);
  return { workspace, size: number === 'large' ? 'large' : 'usual', free };
}

const LEASE = { leaseSeconds: 120 };
/** After the start of a mock that stands there already: when its interviewer is free again. */
const LATER = { minutes: 120 };

/**
 * What one candidate costs, from the request to the notice: somebody new joins the queue, the next
 * one is claimed, planned, booked mock by mock, and finished.
 *
 * @param round which of this workspace's: each finds times of its own
 */
export async function workOnOne(store: Store, place: Place, round: number, timings: Timings): Promise<void> {
  const { workspace, size } = place;
  const time = <T>(what: string, call: () => Promise<T>) => timings.time(`${what}, ${size} workspace`, call);
  const plain = <T>(what: string, call: () => Promise<T>) => timings.time(what, call);

  const candidateId = randomUUID();
  await time('enqueue', () => store.enqueue(newcomer(workspace, candidateId)));
  const claim = await time('claim', () => store.claim({ workspace, worker: 'bench', ...LEASE }));
  if (claim === null) throw new Error(`Nobody is to be claimed in ${workspace}.`);
  const held = { candidateId: claim.candidate.id, fence: claim.fence };
  await time('claim of another worker, in vain', () =>
    store.claim({ workspace, worker: 'another', ...LEASE }),
  );
  await plain('heartbeat', () => store.heartbeat({ ...held, ...LEASE }));
  const bookings = planOf(place, round);
  await plain('note', () =>
    store.note({ ...held, action: 'read', summary: 'Read six weeks', details: { round } }),
  );
  const summary = `Planned ${MOCKS} mocks`;
  const details = {
    eventsRead: 200,
    score: { finishDay: '2026-12-20', mainInterviewers: 3, timeOfDay: 5400, balance: 12 },
    mocks: bookings.map(({ course, number, interviewer, role, start, end }) => {
      return { course, number, start: `${start}`, end: `${end}`, interviewer, role };
    }),
  };
  const reserved = await time(`reserve ${MOCKS} mocks`, () =>
    store.reserve({ ...held, variant: null, bookings, summary, details }),
  );
  if (reserved.outcome === 'conflict') throw new Error(reserved.message);
  for (const { id: bookingId, eventId } of bookings) {
    const links = { meetLink: 'https://meet.example.com/x', htmlLink: 'https://calendar.example.com/x' };
    await plain('confirm', () => store.confirm({ ...held, bookingId, eventId, ...links }));
  }
  await plain('finish', () => store.finish({ ...held, summary: 'All booked', details: { mocks: MOCKS } }));
  const notices = await plain('outbox: the next 20 notices', () => store.outbox({ workspace, limit: 20 }));
  await plain('outbox: mark one sent', () => store.markSent({ outboxId: notices[0]!.id }));

  await reserveInVain(store, { workspace, timings, bookings });
}

/** Somebody else wants the same times: refused, then escalated, retried, cancelled. */
async function reserveInVain(
  store: Store,
  at: { workspace: string; timings: Timings; bookings: readonly PlannedBooking[] },
): Promise<void> {
  const { workspace, timings, bookings } = at;
  const time = <T>(what: string, call: () => Promise<T>) => timings.time(what, call);
  const claim = (await store.claim({ workspace, worker: 'bench', ...LEASE }))!;
  const held = { candidateId: claim.candidate.id, fence: claim.fence };
  const other = bookings.map((booking) => {
    const id = randomUUID();
    return { ...booking, id, eventId: `mock${id.replaceAll('-', '')}` };
  });
  const refused = await time(`reserve ${MOCKS} mocks, refused`, () =>
    store.reserve({ ...held, variant: null, bookings: other, summary: 'Planned', details: {} }),
  );
  if (refused.outcome !== 'conflict') throw new Error('The same times were given twice.');
  const escalation = { code: 'conflict', message: 'No time is left.', reasons: [], proposals: [] };
  await time('escalate', () => store.escalate({ ...held, escalation }));
  const { candidateId } = held;
  await time('retry', () => store.retry({ candidateId, request: null, actor: 'Ann', note: '' }));
  await time('cancel', () => store.cancel({ candidateId, actor: 'Ann', note: 'bench' }));
}

function newcomer(workspace: string, candidateId: string) {
  const [name, email, timeZone] = ['New Comer', `${candidateId}@example.com`, 'America/New_York'];
  const request: JsonObject = {
    candidate: { name, email, timeZone },
    window: { start: '2026-12-01', end: '2026-12-28' },
    slots: { weekdays: ['18:00-22:00'], weekends: ['10:00-14:00', '18:00-22:00'] },
  };
  return { workspace, candidateId, name, email, timeZone, request, chat: 'telegram:1', actor: 'Ann' };
}

/** Rounds take turns over the free times, each with the interviewers in another order. */
function planOf({ workspace, size, free }: Place, round: number): PlannedBooking[] {
  const first = (round % Math.floor(free.length / MOCKS)) * MOCKS;
  return free.slice(first, first + MOCKS).map((start, m) => {
    const id = randomUUID();
    const interviewer = `interviewer-${(round + m) % INTERVIEWERS[size]}`;
    return {
      id,
      course: `FS${(m >> 1) + 1}`,
      number: (m % 2) + 1,
      interviewer,
      interviewerName: interviewer,
      interviewerEmail: `${interviewer}.${workspace}@example.com`,
      role: 'main',
      start,
      end: start.add({ minutes: 90 }),
      eventId: `mock${id.replaceAll('-', '')}`,
    };
  });
}
