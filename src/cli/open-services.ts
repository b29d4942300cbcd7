import { CallTally } from '../calendar/calls.ts';
import type { Service, Settings } from '../config/settings.ts';
import { UserError } from '../errors.ts';
import type { Store } from '../store/store.ts';
import { type CalendarInForce, openCalendar } from './open-calendar.ts';
import { openStore } from './open-store.ts';
import { type WorkspaceInForce, workspaceInForce } from './workspace-in-force.ts';

/** The services in force in one workspace, each behind its port. */
export interface Services extends CalendarInForce {
  readonly workspace: WorkspaceInForce;
  readonly store: Store;
  /** The calendar's calls since the start. */
  readonly tally: CallTally;
  close(): Promise<void>;
}

/**
 * Opens the store and the calendar of the workspace that the settings describe; what was opened is
 * closed again where the rest can't be.
 */
export async function openServices(settings: Settings): Promise<Services> {
  refuseWhatIsNotBuilt(settings.services);
  const workspace = workspaceInForce(settings, null);
  const store = await openStore(settings);
  try {
    const services = await openWorkspace(workspace, { store, tally: new CallTally() });
    return {
      ...services,
      async close() {
        await services.close();
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** Opens the calendar of a workspace over a store that is open already, and stays so when it is closed. */
export async function openWorkspace(
  workspace: WorkspaceInForce,
  ports: { readonly store: Store; readonly tally: CallTally },
): Promise<Services> {
  const inForce = await openCalendar(workspace, ports);
  return { ...inForce, ...ports, workspace, close: () => inForce.calendar.close() };
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
