/** What the planner says: a right and optimal plan, or why there is none. */
export type PlanAnswer = Planned | Infeasible;

export interface Planned {
  readonly status: 'planned';
  /** The variant that was laid over the file, null where none held. */
  readonly variant: string | null;
  /** In time order. */
  readonly mocks: readonly PlannedMock[];
  readonly score: Score;
  /** Ids of interviewers of the courses who were given no mock, since their calendar could not be read. */
  readonly unreadable: readonly string[];
}

export interface PlannedMock {
  readonly course: string;
  /** 1-based within its course. */
  readonly number: number;
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
  /** Interviewer id. */
  readonly interviewer: string;
  readonly role: 'main' | 'backup';
}

/** The four criteria of `prefer`, each as it is minimised. */
export interface Score {
  readonly finishDay: Temporal.PlainDate;
  readonly mainInterviewers: number;
  readonly timeOfDay: number;
  readonly balance: number;
}

export interface Infeasible {
  readonly status: 'infeasible';
  readonly variant: string | null;
  readonly reasons: readonly Reason[];
  readonly proposals: readonly Proposal[];
}

export interface Reason {
  /** Stable, for programs: `window`, `slots`, `hours`, `busy`, … */
  readonly code: string;
  /** For people, in the SOP's own words, with numbers. */
  readonly message: string;
}

/** A change that was tried: planning again with it succeeds, and it is the smallest of its kind. */
export interface Proposal {
  readonly kind: ProposalKind;
  readonly message: string;
  readonly change: Change;
  /** Whose consent it takes. */
  readonly agree: Agree;
  /** The plan it leads to. */
  readonly plan: Planned;
}

export type ProposalKind =
  | 'window-end'
  | 'window-start'
  | 'slot'
  | 'window-and-slot'
  | 'hours'
  | 'backup'
  | 'cap'
  | 'max-gap'
  | 'min-gap'
  | 'course-gap'
  | 'buffer'
  | 'notice'
  | 'holiday'
  | 'time-off'
  | 'variant'
  | 'sequence'
  | 'partial';

/** From the easiest to ask to the hardest. */
export const AGREE = ['candidate', 'interviewer', 'sop-owner'] as const;
export type Agree = (typeof AGREE)[number];

/** A partial request or a partial SOP file, to be merged in key by key. */
export type Change =
  | { readonly request: Readonly<Record<string, unknown>> }
  | { readonly sop: Readonly<Record<string, unknown>> };
