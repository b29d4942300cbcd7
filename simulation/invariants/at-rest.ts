import type { Hands } from '../hands.ts';
import type { World } from '../world.ts';
import { auditInOrder } from './audit.ts';
import { everybodyAtAnEnd } from './ends.ts';
import { eventsAsBooked } from './events.ts';
import { whatIsWrongIsNoted } from './noted.ts';
import { everybodyTold } from './notices.ts';
import { noSecretAnywhere } from './secrets.ts';

/** What is looked at once nothing is under way any more; gives how often something was held against what must be. */
export async function atRest(world: World, hands: Hands): Promise<number> {
  const checks = [
    await everybodyAtAnEnd(world),
    await eventsAsBooked(world, hands),
    await whatIsWrongIsNoted(world),
    await auditInOrder(world),
    await everybodyTold(world),
    await noSecretAnywhere(world),
  ];
  return checks.reduce((sum, count) => sum + count, 0);
}
