import type { Clock } from '../../time/clock.ts';
import { CalendarError, type Listening } from '../calendar.ts';
import type { CalendarFile, FileVersion } from './calendar-file.ts';

/** Tells that a file has changed, by whatever hand. */
export interface FileChanges {
  listen(onChange: () => void): Promise<Listening>;
  /** This process has just written it: told at once. */
  written(version: FileVersion): void;
  close(): Promise<void>;
}

const LOOK_MS = 2_000;
const UNREADABLE = 'unreadable';

/**
 * Looks at the file's version every two seconds while anybody listens. The system's own notices
 * (`fs.watch`) would be sooner, but they do not come from network disks, from some containers, or for
 * a file that is replaced as a whole, which is how calendars are written. A look is one `stat`; it reads
 * nothing, so a damaged file is told of like any other change, and found out by who reads it then.
 */
export function fileChanges(file: Pick<CalendarFile, 'version'>, sleep: Clock['sleep']): FileChanges {
  const listeners = new Set<() => void>();
  let known: FileVersion = null;
  let looking: { readonly stop: AbortController; readonly over: Promise<void> } | null = null;

  const version = async (): Promise<FileVersion> => {
    try {
      return await file.version();
    } catch (error) {
      if (error instanceof CalendarError) return UNREADABLE;
      throw error;
    }
  };
  const tell = (now: FileVersion) => {
    known = now;
    for (const onChange of [...listeners]) onChange();
  };
  const look = async (stop: AbortSignal) => {
    while (!stop.aborted) {
      await sleep(LOOK_MS, stop);
      if (stop.aborted) return;
      const before = known;
      const now = await version();
      // What was written by this process in between was told already.
      if (known === before && now !== before) tell(now);
    }
  };
  const start = async () => {
    known = await version();
    const stop = new AbortController();
    looking ??= { stop, over: look(stop.signal) };
  };
  const end = async () => {
    const ending = looking;
    looking = null;
    ending?.stop.abort();
    await ending?.over;
  };

  return {
    async listen(onChange) {
      // Each listening is one of its own, though two may share a function.
      const listener = () => onChange();
      listeners.add(listener);
      if (looking === null) await start();
      // The calendar may have been closed meanwhile.
      if (listeners.size === 0) await end();
      return {
        async close() {
          listeners.delete(listener);
          if (listeners.size === 0) await end();
        },
      };
    },

    written(now) {
      if (now !== known) tell(now);
    },

    async close() {
      listeners.clear();
      await end();
    },
  };
}
