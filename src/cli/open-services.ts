import { CallTally } from '../calendar/calls.ts';
import type { Service, Settings } from '../config/settings.ts';
import { UserError } from '../errors.ts';
import type { Store } from '../store/store.ts';
import { type CalendarInForce, openCalendar } from './open-calendar.ts';
import { openStore } from './open-store.ts';

/** The workspace that `.env` describes. */
export const DEFAULT_WORKSPACE = 'default';

/** The services in force, each behind its port. */
export interface Services extends CalendarInForce {
  readonly store: Store;
  /** The calendar's calls since the start. */
  readonly tally: CallTally;
  close(): Promise<void>;
}

/** Opens the store and the calendar; what was opened is closed again where the rest can't be. */
export async function openServices(settings: Settings, timeZone: string): Promise<Services> {
  refuseWhatIsNotBuilt(settings.services);
  const store = await openStore(settings);
  try {
    const tally = new CallTally();
    const inForce = await openCalendar(settings, timeZone, { store, tally });
    return {
      ...inForce,
      store,
      tally,
      async close() {
        await inForce.calendar.close();
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

const MISSING: Readonly<Partial<Record<Service, string>>> = {
  telegram: 'the bot (TELEGRAM_BOT_TOKEN …): this version talks with admins in the terminal',
};

/** A service that is set but not served must not be left aside in silence: bookings would go astray. */
function refuseWhatIsNotBuilt(services: readonly Service[]): void {
  const missing = services.flatMap((service) => MISSING[service] ?? []);
  if (missing.length === 0) return;
  const list = missing.map((service) => `  - ${service}`).join('\n');
  throw new UserError(`These are configured but not served by this version:\n${list}`, {
    remedy: 'Remove their variables from .env to run on the embedded defaults.',
  });
}
