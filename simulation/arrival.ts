import { WORKSPACES } from './crew.ts';
import { ZONE } from './draw-sop.ts';
import type { CandidatePlan, Deed } from './script.ts';
import type { World } from './world.ts';

/** A candidate is queued, by hand or by the onboarding on Telegram. */
export async function arrive(
  world: World,
  { candidate, by, admin }: Extract<Deed, { kind: 'arrives' }>,
): Promise<void> {
  const { script, people, server, timeline, story, chance } = world;
  const plan = script.candidates[candidate];
  if (plan === undefined) return;
  const window = windowOf(world, plan);
  story.tell(plan.name, `is to be prepared from ${window[0]} to ${window[1]}`);
  if (by === 'chat') {
    people.onboards(admin, plan, window);
    return;
  }
  const { name, email, timeZone, slots } = plan;
  world.arrived.add(email);
  await server.call('enqueue_candidate', {
    p_workspace: WORKSPACES[plan.workspace] ?? WORKSPACES[0],
    p_candidate_id: chance.split(`candidate ${candidate}`).uuid(),
    p_name: name,
    p_email: email,
    p_time_zone: timeZone,
    p_request: {
      candidate: { name, email, timeZone },
      window: { start: window[0], end: window[1] },
      slots,
    },
    p_chat: null,
    p_actor: 'by hand',
    p_now: timeline.instant().toString(),
  });
}

function windowOf(world: World, { windowFrom, windowDays }: CandidatePlan): [string, string] {
  const today = world.timeline.instant().toZonedDateTimeISO(ZONE).toPlainDate();
  const first = today.add({ days: windowFrom });
  return [first.toString(), first.add({ days: windowDays }).toString()];
}
