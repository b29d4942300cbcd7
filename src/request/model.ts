import type { WeeklySlots } from '../time/weekly-slots.ts';

/** What a candidate asks for; what the intake conversation makes and the queue keeps. */
export interface CandidateRequest {
  readonly candidate: Candidate;
  /** Days of the SOP's zone, both ends included. */
  readonly window: { readonly start: Temporal.PlainDate; readonly end: Temporal.PlainDate };
  readonly slots: RequestSlots;
}

export interface Candidate {
  readonly name: string;
  readonly email: string;
  /** IANA name. */
  readonly timeZone: string;
}

export interface RequestSlots {
  /** The zone of the wall-clock times and of their days; null is the SOP's. */
  readonly timeZone: string | null;
  readonly weekly: WeeklySlots;
}

/** A request with all that the planner needs to know of the world. */
export interface PlanRequest extends CandidateRequest {
  readonly now: Temporal.Instant;
  /** May name interviewers and the candidate; anyone else's entries say nothing. */
  readonly busy: readonly Busy[];
  /** Emails (lower case) of interviewers whose calendars could not be read. */
  readonly unreadable: ReadonlySet<string>;
  /**
   * Mocks that the candidate had, or that have begun, in time order: the plan goes on after them. They
   * are given, whatever the rules say of them, and count towards gaps, caps and buffers. They are not
   * among `busy`.
   */
  readonly done?: readonly DoneMock[];
  /**
   * Mocks of the plan that stand as they are, whatever the rules say of their own place; the others are
   * planned around them. Between two of them that follow each other no gap is asked. They are not
   * among `busy`, and count towards gaps to others, caps and buffers.
   */
  readonly fixed?: readonly FixedMock[];
  /** Mocks of the plan that are best left where they are. */
  readonly keep?: readonly KeptMock[];
  /**
   * How much that counts. `first`: above all criteria, as few as can be get another time, then as few as
   * can be another interviewer. `last` (where nothing is said): of equally good plans one is chosen that
   * leaves as many where they are, with whom they are, as any does.
   */
  readonly keeping?: 'first' | 'last';
}

/** Where a mock of the plan is to stand. */
export interface FixedMock {
  readonly course: string;
  /** 1-based within its course. */
  readonly number: number;
  /** Interviewer id; one whom the SOP does not know any more concerns nobody else. */
  readonly interviewer: string;
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
}

export interface DoneMock {
  readonly course: string;
  /** Interviewer id; one whom the SOP does not know any more concerns nobody else. */
  readonly interviewer: string;
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
}

/** Where a mock of the plan stands by now. */
export interface KeptMock {
  readonly course: string;
  /** 1-based within its course. */
  readonly number: number;
  readonly start: Temporal.Instant;
  /** Interviewer id. */
  readonly interviewer: string;
}

/** An instant range in which a person cannot take a mock. */
export interface Busy {
  /** Lower case. */
  readonly email: string;
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
  /** `mock` also counts towards caps. */
  readonly kind: 'mock' | 'other';
}

/** The JSON of a `CandidateRequest`, as `domain.md` writes it and the store keeps it. */
export interface CandidateRequestJson {
  readonly candidate: { readonly name: string; readonly email: string; readonly timeZone: string };
  readonly window: { readonly start: string; readonly end: string };
  /** Day or group → `HH:MM-HH:MM` ranges; `timeZone` where it is not the SOP's. */
  readonly slots: { readonly [key: string]: readonly string[] | string };
}
