import type { Fault } from './faults.ts';
import type { GoogleManners } from './google.ts';
import type { Doom } from './process.ts';

/** In place of a process's number: the one that called a calendar last. */
export const AT_WORK = -1;

/**
 * Everything that is to happen in one run, as plain data: it follows from the seed, can be printed, and
 * has parts left out of it by the minimiser. Times are milliseconds since the start.
 */
export interface Script {
  readonly seed: number;
  readonly start: string;
  /** The procedure, and those that it is replaced with. */
  readonly sops: readonly string[];
  readonly manners: GoogleManners;
  readonly delaySeconds: number;
  /** How long a call takes to the store, and the answer back, from and to. */
  readonly storeMs: readonly [number, number];
  readonly maxRetries: number;
  /** Between two looks at the calendar for changes; 0 for none. */
  readonly watchMinutes: number;
  /** Where the notices go; null: each admin is told. */
  readonly adminChat: boolean;
  readonly admins: number;
  /** How many of the workspaces are in use; each has a calendar of its own, and the same people. */
  readonly workspaces: number;
  readonly processes: readonly ProcessPlan[];
  readonly candidates: readonly CandidatePlan[];
  readonly happenings: readonly Happening[];
  readonly faults: readonly Fault[];
}

export interface ProcessPlan {
  readonly skewMs: number;
  /** Whether its way to the database carries signals. */
  readonly hears: boolean;
  readonly startsAt: number;
}

export interface CandidatePlan {
  readonly name: string;
  readonly email: string;
  readonly timeZone: string;
  readonly workspace: number;
  /** Days from the day of the arrival. */
  readonly windowFrom: number;
  readonly windowDays: number;
  readonly slots: Readonly<Record<string, readonly string[]>>;
}

export type Happening = { readonly id: number; readonly at: number } & Deed;

export type Deed =
  | {
      readonly kind: 'arrives';
      readonly candidate: number;
      readonly by: 'hand' | 'chat';
      readonly admin: number;
    }
  | { readonly kind: 'says'; readonly admin: number; readonly text: string }
  /** A command that shows something, and a tap on a button of the answer where there is one like it. */
  | { readonly kind: 'orders'; readonly admin: number; readonly text: string; readonly tap: string }
  /** Does something about a candidate who waits for a human, where there is one; `WHO` stands for them. */
  | { readonly kind: 'settles'; readonly admin: number; readonly text: string }
  /** Taps any button that stands below one of the newest messages. */
  | { readonly kind: 'taps'; readonly admin: number; readonly which: number }
  /** Somebody enters an appointment: near the start of a mock that stands in the calendar, or on a day. */
  | {
      readonly kind: 'enters';
      readonly whose: number;
      readonly near: number;
      readonly offsetMinutes: number;
      readonly minutes: number;
      readonly manner: 'accepted' | 'tentative' | 'free' | 'declined' | 'whole day';
      readonly own: boolean;
    }
  | { readonly kind: 'moves entry'; readonly which: number; readonly byMinutes: number }
  | { readonly kind: 'removes entry'; readonly which: number }
  | { readonly kind: 'moves mock'; readonly which: number; readonly byMinutes: number }
  | { readonly kind: 'deletes mock'; readonly which: number }
  | { readonly kind: 'renames mock'; readonly which: number }
  | {
      readonly kind: 'answers invitation';
      readonly which: number;
      readonly who: 'interviewer' | 'candidate';
      readonly says: 'declined' | 'accepted';
    }
  | { readonly kind: 'edits SOP'; readonly sop: number }
  | { readonly kind: 'dies'; readonly process: number; readonly doom: Doom; readonly backAfterMs: number }
  | { readonly kind: 'stops'; readonly process: number; readonly backAfterMs: number }
  | { readonly kind: 'is paused'; readonly process: number; readonly forMs: number }
  | { readonly kind: 'has its clock set'; readonly process: number; readonly byMs: number }
  | { readonly kind: 'forgets sync tokens' }
  | { readonly kind: 'expires access tokens' }
  | { readonly kind: 'brings updates in disorder'; readonly forMs: number };
