import type { WeeklySlots } from '../time/weekly-slots.ts';

/** A checked procedure, one variant already laid over it. Durations are minutes. */
export interface Sop {
  readonly name: string;
  /** IANA name; every wall-clock time of the procedure and of requests is in it. */
  readonly timeZone: string;
  readonly interviewers: ReadonlyMap<string, Interviewer>;
  readonly courses: ReadonlyMap<string, Course>;
  readonly sequence: readonly SequenceGroup[];
  readonly rules: Rules;
  /** Strongest first. Criteria that the file leaves out follow in the default order, as tie-breaks. */
  readonly prefer: readonly Criterion[];
  /** By the candidate's time zone, `default` for every other. */
  readonly timeOfDay: ReadonlyMap<string, TimeOfDay>;
  readonly busy: BusyTable;
  readonly event: EventRules;
  readonly onChange: OnChange;
  /** Minute of the day at which people are reminded of the next day's mocks; null for never. */
  readonly remindAt: number | null;
}

export interface Interviewer {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly hours: WeeklySlots;
  readonly timeOff: readonly TimeOff[];
  /** Beats `rules.maxPerInterviewerPerDay`. */
  readonly maxPerDay: number | null;
  /** A calendar of their own whose free/busy also counts as busy. */
  readonly calendar: string | null;
  /** The id of their chat with the bot, where they are reminded of their mocks. */
  readonly telegram: number | null;
}

/** `[from, to)`; whole days of the file become their instants in the SOP's zone. */
export interface TimeOff {
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
}

export interface Course {
  readonly id: string;
  /** Length in minutes of mock 1, 2, … */
  readonly mocks: readonly number[];
  readonly main: readonly string[];
  /** In order: the k-th costs k in `mainInterviewers`. */
  readonly backup: readonly string[];
}

export interface SequenceGroup {
  /** `any`: the planner may permute the courses; `fixed`: they follow each other as listed. */
  readonly order: 'any' | 'fixed';
  readonly courses: readonly string[];
}

export interface Rules {
  readonly startEvery: number;
  readonly minGap: number;
  readonly maxGap: number | null;
  readonly courseGap: CourseGap | null;
  readonly maxPerInterviewerPerDay: number | null;
  readonly maxPerInterviewerPerWeek: number | null;
  readonly interviewerBuffer: number;
  readonly maxPerCandidatePerDay: number | null;
  readonly minNotice: number;
  readonly holidays: readonly Temporal.PlainDate[];
}

/** Full free days between the dates of two starts, or an elapsed time as `minGap` is. */
export type CourseGap =
  | { readonly kind: 'days'; readonly days: number }
  | { readonly kind: 'elapsed'; readonly minutes: number };

export const CRITERIA = ['finishDay', 'mainInterviewers', 'timeOfDay', 'balance'] as const;
export type Criterion = (typeof CRITERIA)[number];

export type TimeOfDay = 'earliest' | 'latest';

export type Counts = 'busy' | 'free';

/** How a calendar's entries count. */
export interface BusyTable {
  readonly tentative: Counts;
  readonly unanswered: Counts;
  readonly declined: Counts;
  readonly markedFree: Counts;
  readonly allDay: Counts;
  readonly outOfOffice: Counts;
  readonly workingLocation: Counts;
  readonly unreadable: 'refuse' | 'ignore';
}

export interface EventRules {
  /** With `{candidate}`, `{interviewer}`, `{course}` and `{number}` to be filled in. */
  readonly title: string;
  readonly optionalAttendees: readonly string[];
  readonly conference: 'meet' | 'none';
}

/** A whole checked file: the procedure without a variant, and each variant laid over it. */
export interface Procedure {
  readonly base: Sop;
  readonly variants: readonly Variant[];
  /** The file as plain data, for laying a proposal's change over it. */
  readonly source: Readonly<Record<string, unknown>>;
}

export interface Variant {
  readonly name: string;
  /** Window length in days, both ends counted. */
  readonly windowDays: { readonly min: number | null; readonly max: number | null };
  readonly sop: Sop;
}

/** The procedure that holds for a window of so many days: the first variant whose condition holds, else the file. */
export function procedureFor(procedure: Procedure, windowDays: number): { variant: string | null; sop: Sop } {
  for (const variant of procedure.variants) {
    const { min, max } = variant.windowDays;
    if ((min === null || windowDays >= min) && (max === null || windowDays <= max)) {
      return { variant: variant.name, sop: variant.sop };
    }
  }
  return { variant: null, sop: procedure.base };
}

/** What is done by itself when booked mocks are no longer as booked, and what is asked. */
export interface OnChange {
  readonly interviewerDeclines: 'mend' | 'ask';
  /** Something else came into the interviewer's calendar, they took time off, or a cap is passed. */
  readonly interviewerBusy: 'mend' | 'ask';
  readonly candidateDeclines: 'mend' | 'ask';
  readonly candidateBusy: 'mend' | 'ask';
  /** Of a move (or a change of interviewer) by hand that is right; one that is not is always asked. */
  readonly movedByHand: 'accept' | 'ask';
  readonly deletedByHand: 'ask' | 'putBack' | 'cancel';
  /** Title or attendees; `tell` leaves it and says so once. */
  readonly editedByHand: 'tell' | 'putBack' | 'ask';
  /** The SOP was edited, and what is booked is right no longer. */
  readonly sopEdited: 'mend' | 'ask';
  /** In which ways it is mended, the first that is possible. */
  readonly ways: readonly Way[];
  /** Minutes before its start from which on a mock is never moved by itself. */
  readonly notWithin: number;
}

/**
 * `sameTime`: another interviewer of the course. `anotherTime`: the mocks concerned go elsewhere, the
 * others stay. `replan`: whatever moves the fewest.
 */
export const WAYS = ['sameTime', 'anotherTime', 'replan'] as const;
export type Way = (typeof WAYS)[number];
