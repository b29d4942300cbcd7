import type { Calendar } from '../calendar/calendar.ts';
import type { Procedure } from '../sop/model.ts';
import type { Store } from '../store/store.ts';
import type { Clock } from '../time/clock.ts';

/** What a chat with an admin needs of the world, whichever chat it is. */
export interface ChatDesk {
  readonly workspace: string;
  readonly procedure: Procedure;
  readonly store: Store;
  readonly calendar: Calendar;
  /** The account whose quota the calendar's calls use up; null for the local one, which makes none. */
  readonly calendarAccount: string | null;
  readonly clock: Clock;
  readonly newId: () => string;
  /** Tells the worker that the queue has changed. */
  readonly wakeWorker: () => void;
  /** Tells whoever watches over what is booked to look again now. */
  readonly wakeWatcher: () => void;
}

/** One message from an admin. */
export interface ChatMessage {
  /** Names the chat and the person in it, e.g. `terminal`; a conversation belongs to it. */
  readonly chat: string;
  /** Who speaks, for the audit. */
  readonly actor: string;
  readonly text: string;
  /** The chat that several people share, where it is one: what is told by itself is read there. */
  readonly within?: string;
  /**
   * Names the message where it may be delivered more than once, e.g. `telegram:4711`: the onboarding
   * takes it as one answer however often it comes.
   */
  readonly id?: string;
  /** Of a tap: the `asked` of its button. */
  readonly asked?: string;
}
