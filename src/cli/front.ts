import type { Watcher } from '../booking/progress.ts';
import type { Route } from '../dashboard/page-app.ts';
import type { Crew } from './crew.ts';
import type { Office } from './office.ts';

/** Where admins talk with the program: the terminal, or the Telegram bot. */
export interface Front {
  /** For people. */
  readonly description: string;
  /** What to do next, said once at the start. */
  readonly hint: string;
  /** What the page's server has to serve for it. */
  readonly routes: readonly Route[];
  /** Tells of progress; times are shown in the zone. */
  watchIn(zone: string): Watcher;
  /** Serves chats and notices until `stop` is aborted, which it may do itself. */
  run(office: Office, crew: Crew, stop: AbortController): Promise<void>;
}
