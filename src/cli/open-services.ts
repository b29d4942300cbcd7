import { CallTally } from '../calendar/calls.ts';
import type { Settings } from '../config/settings.ts';
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
