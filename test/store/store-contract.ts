import { afterAll, beforeAll, describe } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { arrowContract } from './contract/arrows.ts';
import { auditContract } from './contract/audit.ts';
import { bookingContract } from './contract/bookings.ts';
import { calendarPaceContract } from './contract/calendar-pace.ts';
import { changeContract } from './contract/changes.ts';
import { closingContract } from './contract/closing.ts';
import { conversationContract } from './contract/conversations.ts';
import { escalationContract } from './contract/escalations.ts';
import { leaseContract } from './contract/leases.ts';
import { movingContract } from './contract/moving.ts';
import { observationContract } from './contract/observations.ts';
import { outboxContract } from './contract/outbox.ts';
import { personContract } from './contract/persons.ts';
import { queueContract } from './contract/queue.ts';
import { testClock } from './contract/scene.ts';
import { signalContract } from './contract/signals.ts';
import { timeOffContract } from './contract/time-off.ts';
import { vitalSignsContract } from './contract/vital-signs.ts';
import { watchingContract } from './contract/watching.ts';
import { workspaceContract } from './contract/workspaces.ts';

/**
 * What every store has to do, whatever database it runs on. `openStore` is given the clock that the
 * store's time shall follow; one store serves all tests, which keep to a workspace of their own.
 */
export function storeContract(
  name: string,
  openStore: (clock: () => Temporal.Instant) => Promise<Store>,
): void {
  describe(name, () => {
    const clock = testClock();
    let store: Store | undefined;
    beforeAll(async () => {
      store = await openStore(clock.now);
    }, 60_000);
    afterAll(() => store?.close());

    const open = () => {
      if (store === undefined) {
        throw new Error('the store did not open');
      }
      return { store, clock };
    };
    workspaceContract(open);
    vitalSignsContract(open);
    queueContract(open);
    leaseContract(open);
    signalContract(open);
    arrowContract(open);
    bookingContract(open);
    movingContract(open);
    changeContract(open);
    closingContract(open);
    observationContract(open);
    timeOffContract(open);
    watchingContract(open);
    calendarPaceContract(open);
    escalationContract(open);
    auditContract(open);
    outboxContract(open);
    conversationContract(open);
    personContract(open);
  });
}
