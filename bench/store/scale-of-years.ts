/** How much is put into the database before anything is measured. */
export interface Scale {
  /** Workspaces of the usual size, and how many candidates each has. */
  readonly workspaces: number;
  readonly candidatesEach: number;
  /** Candidates of one more workspace, `large`, and how many of them are still queued. */
  readonly large: number;
  readonly largeQueued: number;
  /** Audit rows of a candidate whom a worker has had. */
  readonly auditRowsEach: number;
}

/** 100,000 candidates, of whom 76,000 have been worked on, and five million audit rows. */
export const FULL_SCALE: Scale = {
  workspaces: 200,
  candidatesEach: 250,
  large: 50_000,
  largeQueued: 20_000,
  auditRowsEach: 66,
};

/** The same in small, to see that everything runs. */
export const SMALL_SCALE: Scale = {
  workspaces: 8,
  candidatesEach: 250,
  large: 12_000,
  largeQueued: 4_000,
  auditRowsEach: 66,
};

/** Candidates of a usual workspace who are still queued. */
export const QUEUED_EACH = 20;
/** Interviewers of a usual workspace, and of the large one. */
export const INTERVIEWERS = { usual: 8, large: 300 } as const;
/** Mocks of a candidate. */
export const MOCKS = 13;
