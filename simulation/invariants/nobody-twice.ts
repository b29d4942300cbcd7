import type { DoneCall } from '../database.ts';
import type { World } from '../world.ts';

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
export class NobodyTwice {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  async afterCall({ name }: DoneCall): Promise<number> {
    if (!HOLDING.test(name)) return 0;
    const rows = await this.#world.server.rows<{ person: string; one: string; other: string }>(QUERY);
    for (const { person, one, other } of rows) {
      this.#world.failed(
        'nobody is booked twice at a time',
        `${person} has a mock ${one} and another ${other}`,
      );
    }
    return 1;
  }
}
