import type { Logger } from 'pino';
import { UserError } from '../errors.ts';
import type { WorkspaceRow } from '../store/rows.ts';
import { type Store, StoreUnavailable } from '../store/store.ts';
import type { Clock } from '../time/clock.ts';
import type { Office } from './office.ts';

/** How soon a workspace that was made or changed elsewhere is seen. */
const LOOK_MS = 15_000;

/** An office that was opened for a workspace, and how to close what only it uses. */
export interface OpenOffice extends Office {
  readonly workspace: string;
  close(): Promise<void>;
}

interface Staffed {
  readonly office: OpenOffice;
  readonly settingsChangedAt: string;
  readonly stop: AbortController;
  /** Ends when its worker and its watcher have stopped. */
  readonly over: Promise<unknown>;
}

/**
 * A worker and a watcher for each workspace: those that there are, those that are made later, and anew for one
 * whose settings change, between two candidates. A workspace that cannot be opened (a faulty
 * procedure, no calendar) is reported and tried again when its settings change; the others go on.
 */
export class Crew {
  readonly #store: Pick<Store, 'workspaces'>;
  readonly #clock: Clock;
  readonly #log: Pick<Logger, 'warn' | 'error'>;
  readonly #open: (row: WorkspaceRow) => Promise<OpenOffice>;
  readonly #staffed = new Map<string, Staffed>();
  /** Workspaces that could not be opened, and the settings that they had then. */
  readonly #refused = new Map<string, string>();
  readonly #opened = Promise.withResolvers<void>();

  constructor(ports: {
    store: Pick<Store, 'workspaces'>;
    clock: Clock;
    log: Pick<Logger, 'warn' | 'error'>;
    /** Throws a `UserError` where the workspace's settings cannot be used. */
    open: (row: WorkspaceRow) => Promise<OpenOffice>;
  }) {
    this.#store = ports.store;
    this.#clock = ports.clock;
    this.#log = ports.log;
    this.#open = ports.open;
  }

  /**
   * Resolves once every workspace was opened that can be, or the crew has ended before: whoever serves people
   * before that would not know all of them.
   */
  get opened(): Promise<void> {
    return this.#opened.promise;
  }

  /** The offices that are open now; one that is opened anew stays until it is replaced, and all until all work has ended. */
  offices(): readonly OpenOffice[] {
    return [...this.#staffed.values()].map(({ office }) => office);
  }

  /** Works in every workspace until `stop` is aborted or one of them fails; leaves nothing open. */
  async run(stop: AbortSignal): Promise<void> {
    const failed = new AbortController();
    const ended = AbortSignal.any([stop, failed.signal]);
    try {
      while (!ended.aborted) {
        await this.look(failed);
        await this.#clock.sleep(LOOK_MS, ended);
      }
    } finally {
      this.#opened.resolve();
      await this.#dismissAll();
    }
    if (failed.signal.aborted) throw failed.signal.reason;
  }

  /** Brings the crew in line with the workspaces that there are. */
  async look(failed: AbortController): Promise<void> {
    let rows: readonly WorkspaceRow[];
    try {
      rows = await this.#store.workspaces();
    } catch (error) {
      // Each worker says by itself what is wrong with the store.
      if (error instanceof StoreUnavailable) return;
      throw error;
    }
    for (const row of rows) {
      const settingsChangedAt = `${row.settingsChangedAt}`;
      const present = this.#staffed.get(row.id);
      if (present?.settingsChangedAt === settingsChangedAt) continue;
      if (this.#refused.get(row.id) === settingsChangedAt) continue;
      if (present !== undefined) await dismiss(present);
      await this.#staff(row, settingsChangedAt, failed);
    }
    this.#opened.resolve();
  }

  async #staff(row: WorkspaceRow, settingsChangedAt: string, failed: AbortController): Promise<void> {
    let office: OpenOffice;
    try {
      office = await this.#open(row);
    } catch (error) {
      this.#staffed.delete(row.id);
      if (!(error instanceof UserError)) throw error;
      this.#refused.set(row.id, settingsChangedAt);
      this.#log.error(
        { workspace: row.id, remedy: error.remedy },
        `A workspace is not served: ${error.message}`,
      );
      return;
    }
    this.#refused.delete(row.id);
    const stop = new AbortController();
    const loops = [office.worker.run(stop.signal), office.watcher.run(stop.signal)];
    for (const loop of loops) loop.catch((error: unknown) => failed.abort(error));
    this.#staffed.set(row.id, { office, settingsChangedAt, stop, over: Promise.allSettled(loops) });
  }

  async #dismissAll(): Promise<void> {
    for (const { stop } of this.#staffed.values()) stop.abort();
    try {
      for (const staffed of this.#staffed.values()) await dismiss(staffed);
    } finally {
      this.#staffed.clear();
    }
  }
}

async function dismiss({ office, stop, over }: Staffed): Promise<void> {
  stop.abort();
  await over;
  await office.close();
}
