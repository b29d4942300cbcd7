import type { Settings } from '../config/settings.ts';
import { formatFault } from '../document/fault.ts';
import { UserError } from '../errors.ts';
import { loadSop } from '../sop/load-sop.ts';
import type { Procedure } from '../sop/model.ts';
import type { WorkspaceRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { loadProcedure } from './sop-file.ts';

/** The workspace that the settings describe. */
export const DEFAULT_WORKSPACE = 'default';

/** A workspace with everything it needs, whether it is its own or comes from the settings. */
export interface WorkspaceInForce {
  readonly id: string;
  readonly settings: Settings;
  readonly procedure: Procedure;
  /** Where the procedure is from, for people. */
  readonly sopName: string;
}

/**
 * Lays what a workspace has of its own over the settings. Throws a `UserError` where its procedure
 * is faulty, or where it would book in another workspace's Google calendar.
 */
export function workspaceInForce(settings: Settings, row: WorkspaceRow | null): WorkspaceInForce {
  const id = row?.id ?? DEFAULT_WORKSPACE;
  const { google } = settings;
  if (google !== null && id !== DEFAULT_WORKSPACE && (row?.calendarId ?? null) === null) {
    throw new UserError(`The workspace ${id} has no calendar of its own.`, {
      remedy: `Give it one: mock-scheduler workspace set ${id} --calendar CALENDAR_ID`,
    });
  }
  return {
    id,
    settings: {
      ...settings,
      calendarDelaySeconds: row?.calendarDelaySeconds ?? settings.calendarDelaySeconds,
      google: google === null ? null : { ...google, calendarId: row?.calendarId ?? google.calendarId },
    },
    ...procedureInForce(settings, row),
  };
}

function procedureInForce(settings: Settings, row: WorkspaceRow | null) {
  const sop = row?.sop ?? null;
  if (sop === null) return { procedure: loadProcedure(settings.sopFile), sopName: settings.sopFile };
  const loaded = loadSop(sop.text, sop.name);
  if (loaded.ok) return { procedure: loaded.procedure, sopName: sop.name };
  const faults = loaded.faults.map(formatFault).join('\n');
  throw new UserError(`The procedure of the workspace ${row?.id} is faulty:\n${faults}`, {
    remedy: `Correct the file, then: mock-scheduler workspace set ${row?.id} --sop FILE`,
  });
}

/** The workspace that a command names. Throws a `UserError`, with the names that there are, where there is none. */
export async function findWorkspace(store: Store, id: string): Promise<WorkspaceRow> {
  const rows = await store.workspaces();
  const found = rows.find((row) => row.id === id);
  if (found !== undefined) return found;
  throw new UserError(
    `There is no workspace called ${id}; there are: ${rows.map((row) => row.id).join(', ')}.`,
    {
      remedy: `Make it with mock-scheduler workspace set ${id} …, or correct the name.`,
    },
  );
}
