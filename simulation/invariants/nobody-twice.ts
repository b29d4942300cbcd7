import type { DoneCall } from '../database.ts';
import type { Evidence } from './evidence.ts';

const HOLDING =
  /^(reserve_bookings|move_bookings|take_back_change|confirm_booking|order_change|retry_candidate)$/;

const QUERY = `
  with held as (
    select id, candidate_id, lower(interviewer_email) as person, during from public.bookings where state <> 'released'
    union all
    select id, candidate_id, lower(candidate_email), during from public.bookings where state <> 'released')
  select a.person, a.during::text as one, b.during::text as other
  from held a join held b on a.person = b.person and a.id < b.id and a.during && b.during`;

/** Nobody has two mocks at a time, whatever holds them. */
export async function nobodyTwice(world: Pick<Evidence, 'server' | 'failed'>): Promise<number> {
  const rows = await world.server.rows<{ person: string; one: string; other: string }>(QUERY);
  for (const { person, one, other } of rows) {
    world.failed('nobody is booked twice at a time', `${person} has a mock ${one} and another ${other}`);
  }
  return 1;
}

/** The same after each call that holds something. */
export class NobodyTwice {
  readonly #world: Evidence;

  constructor(world: Evidence) {
    this.#world = world;
  }

  async afterCall({ name }: Pick<DoneCall, 'name'>): Promise<number> {
    return HOLDING.test(name) ? nobodyTwice(this.#world) : 0;
  }
}
