/** A mock as a picture shows it. */
export interface DrawnMock {
  readonly course: string;
  /** 1-based within its course. */
  readonly number: number;
  readonly interviewer: string;
  readonly role: 'main' | 'backup';
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
  /** Held, but without an event so far. */
  readonly isPending: boolean;
}

/** Everything a picture of one candidate's mocks shows. */
export interface Drawing {
  /** Mostly the candidate's name; `otherTitle` stands there where the fonts have no letter of it. */
  readonly title: string;
  readonly otherTitle: string;
  /** IANA names; days are days of `zone`, and times of `candidateZone` stand below where they differ. */
  readonly zone: string;
  readonly candidateZone: string;
  /** Both ends included. */
  readonly window: { readonly start: Temporal.PlainDate; readonly end: Temporal.PlainDate };
  /** The candidate's own slots. */
  readonly free: readonly Span[];
  readonly holidays: readonly Temporal.PlainDate[];
  /** In time order. */
  readonly mocks: readonly DrawnMock[];
}

export interface Span {
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
}

/** A picture as SVG text; sizes in pixels. */
export interface Picture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}
