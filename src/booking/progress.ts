/** What happens to a candidate while a worker has them, for whoever wants to watch. */
export type Progress =
  | { readonly step: 'claimed' }
  | { readonly step: 'planned'; readonly mocks: number; readonly finishDay: Temporal.PlainDate }
  | { readonly step: 'booked'; readonly done: number; readonly mocks: number; readonly title: string }
  /** Somebody got busy meanwhile: the mock stands elsewhere now. */
  | { readonly step: 'moved'; readonly title: string }
  | { readonly step: 'takenBack'; readonly done: number; readonly mocks: number }
  | { readonly step: 'scheduled'; readonly mocks: number }
  /** A change to what is booked is over; the summary says whether it could be made. */
  | { readonly step: 'changed'; readonly summary: string }
  | { readonly step: 'waiting'; readonly until: Temporal.Instant; readonly why: string }
  | { readonly step: 'escalated'; readonly why: string };

export interface Watched {
  readonly candidateId: string;
  readonly name: string;
  readonly email: string;
  /** The chat that asked for this candidate; null for none in particular. */
  readonly chat: string | null;
}

export type Watcher = (candidate: Watched, progress: Progress) => void;
