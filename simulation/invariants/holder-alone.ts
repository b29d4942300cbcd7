import type { DoneCall } from '../database.ts';
import type { World } from '../world.ts';

/** Who changes something of a candidate holds them at that moment, and nobody else does. */
export class HolderAlone {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  async afterCall({ by, name, args, answer }: DoneCall): Promise<number> {
    const { p_candidate_id: candidateId, p_fence: fence } = args;
    if (name === 'claim_candidate' && answer !== null) return this.#oneInHand();
    if (typeof candidateId !== 'string' || fence === undefined) return 0;
    const rows = await this.#world.server.rows<{ id: string; fence: number }>(
      'select id, fence::int from public.candidates',
    );
    const row = rows.find(({ id }) => id === candidateId);
    if (row?.fence !== fence) {
      this.#world.failed(
        'who changes something holds the candidate',
        `${by.name} was let do ${name} under fence ${fence}, while the candidate is held under ${row?.fence}`,
      );
    }
    return 1;
  }

  async #oneInHand(): Promise<number> {
    const rows = await this.#world.server.rows<{ workspace: string; count: number }>(
      `select workspace, count(*)::int from public.candidates where state = 'scheduling'
       group by workspace having count(*) > 1`,
    );
    for (const { workspace, count } of rows) {
      this.#world.failed('one in hand per calendar', `${count} are in hand in ${workspace}`);
    }
    return 1;
  }
}
