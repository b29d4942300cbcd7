import { CallTally } from '../calendar/calls.ts';
import { type ChangePost, openChangePost } from '../calendar/google/change-post.ts';
import type { Settings } from '../config/settings.ts';
import type { Store } from '../store/store.ts';
import { type CalendarInForce, openCalendar } from './open-calendar.ts';
import { openStore } from './open-store.ts';
import { systemClock } from './system-clock.ts';
import { type WorkspaceInForce, workspaceInForce } from './workspace-in-force.ts';

/** The services in force in one workspace, each behind its port. */
export interface Services extends CalendarInForce {
  readonly workspace: WorkspaceInForce;
  readonly store: Store;
  /** The calendar's calls since the start. */
  readonly tally: CallTally;
  /** Where Google's messages arrive; null without a public address. */
  readonly changePost: ChangePost | null;
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
    const changePost = settings.publicUrl === null ? null : openChangePost(settings.publicUrl, systemClock);
    const services = await openWorkspace(workspace, { store, tally: new CallTally(), changePost });
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
  ports: Pick<Services, 'store' | 'tally' | 'changePost'>,
): Promise<Services> {
  const inForce = await openCalendar(workspace, ports);
  return { ...inForce, ...ports, workspace, close: () => inForce.calendar.close() };
}
