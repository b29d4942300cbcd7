import type { CandidateRequestJson } from '../request/model.ts';
import type { Sop } from '../sop/model.ts';
import type { DayKey } from '../time/weekly-slots.ts';
import type { IntakeState } from './state.ts';

/** What the conversation is told: what somebody typed, or the answer to what it wanted to know. */
export type IntakeEvent =
  | { readonly type: 'text'; readonly text: string }
  | {
      readonly type: 'emailChecked';
      readonly queued: { readonly name: string; readonly state: string } | null;
    }
  | { readonly type: 'previewed'; readonly preview: Preview }
  | { readonly type: 'enqueued'; readonly position: number }
  | { readonly type: 'enqueueRefused'; readonly why: string };

/** What it wants the shell to find out or do; the answer comes back as the event of the same row. */
export type IntakeWant =
  | { readonly type: 'checkEmail'; readonly email: string }
  | { readonly type: 'preview'; readonly request: CandidateRequestJson }
  | {
      readonly type: 'enqueue';
      readonly request: CandidateRequestJson;
      /** When this conversation began: with its chat it makes a candidate id that stays the same when asked twice. */
      readonly begunAt: string;
    };

/** What the planner says of the request as it stands, for the summary. */
export type Preview =
  | {
      readonly status: 'planned';
      readonly mocks: number;
      /** ISO dates of the SOP's zone. */
      readonly firstDay: string;
      readonly finishDay: string;
      /** e.g. `FS2 Mock1 with Golf (backup)`. */
      readonly backups: readonly string[];
      readonly variant: string | null;
      readonly warnings: readonly string[];
      /** In time order, for a picture. */
      readonly plan: readonly PreviewMock[];
    }
  | {
      readonly status: 'infeasible';
      readonly reasons: readonly string[];
      readonly proposals: readonly PreviewProposal[];
    }
  | { readonly status: 'unknown'; readonly why: string };

export interface PreviewMock {
  readonly course: string;
  readonly number: number;
  /** Instants as ISO text. */
  readonly start: string;
  readonly end: string;
  /** As the interviewer is called. */
  readonly interviewer: string;
  readonly role: 'main' | 'backup';
}

/** What was tried and would help: a change of the answers, or of the SOP, which is made elsewhere. */
export type PreviewProposal =
  | { readonly message: string; readonly request: RequestChange }
  | {
      readonly message: string;
      /** What to write where in the SOP file, for people. */
      readonly edit: string;
    };

/** A part of a request, to be merged in key by key. */
export interface RequestChange {
  /** ISO dates. */
  readonly window?: { readonly start?: string; readonly end?: string };
  /** `HH:MM-HH:MM` ranges by group or day. */
  readonly slots?: Readonly<Partial<Record<DayKey, readonly string[]>>>;
}

export interface Reply {
  readonly text: string;
  /** Answers worth offering as buttons; typing them does the same. */
  readonly suggestions: readonly string[];
}

export interface IntakeStep {
  /** Plain JSON, kept in the store between two steps; null when the conversation is over. */
  readonly state: IntakeState | null;
  readonly replies: readonly Reply[];
  /** Only where it arises in this step; `pendingWant` gives one that is still open. */
  readonly want: IntakeWant | null;
  /** Set on the last step. */
  readonly outcome: 'enqueued' | 'cancelled' | null;
}

/** What the conversation may know of the world besides its events. */
export interface IntakeContext {
  readonly now: Temporal.Instant;
  readonly sop: Sop;
}
