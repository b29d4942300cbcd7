import type { Busy, PlanRequest } from '../../request/model.ts';
import type { Course, Interviewer, Rules, SequenceGroup, Sop } from '../../sop/model.ts';
import { dateAt, minuteCeil } from '../../time/zoned-day.ts';
import { givenPlaces } from '../given-places.ts';
import { busyByInterviewer, UNCAPPED } from '../people.ts';
import { candidateBusy } from '../starts.ts';
import { CANDIDATE, type Code, type Constraint, type Instance, interviewersOf } from './constraint.ts';
import { areWholeDays, dayClasses, EVERY_DAY, NO_KEY, WHOLE_DAY, withWholeDays } from './day-classes.ts';
import { inAnyOrder, unitsOf } from './sequence-units.ts';

/**
 * An infeasible instance as a list of rules, each of which can be lifted. Lifted are
 *
 * - `window`: by `windowLift` days on both sides, the end from the first day that notice allows;
 * - `slots`, `hours`: to whole days;
 * - `interviewers`: the course is given by strangers who are always free;
 * - `busy`, `timeOff`, `unreadable`, `holidays`, caps, gaps and buffer: to none;
 * - `minNotice`: the past is as good as the future;
 * - `sequence`: neighbouring groups become one in any order, of up to `ANY_ORDER_MAX` courses.
 *
 * With any of them lifted every plan that was right stays right, which makes conflicts meaningful.
 */
export class Relaxation {
  readonly #sop: Sop;
  readonly #request: PlanRequest;
  readonly #busy: ReadonlyMap<string, readonly Busy[]>;
  readonly #candidateBusy: readonly Busy[];
  readonly #strangers: ReadonlyMap<string, readonly string[]>;
  /** Days by which a lifted window is longer on either side. */
  readonly windowLift: number;
  /**
   * Every rule that leaves something out. First come those that explain much in one sentence: with
   * the gaps before the people, a tight window is not blamed on everybody's hours.
   */
  readonly constraints: readonly Constraint[];

  constructor({ sop, request }: Instance) {
    this.#sop = sop;
    this.#request = request;
    this.#busy = busyByInterviewer(sop, request);
    this.#candidateBusy = candidateBusy(request);
    this.#strangers = new Map(
      [...sop.courses.values()].map(({ id, mocks }) => [id, mocks.map((_, index) => `${id} ${index + 1}`)]),
    );
    this.windowLift = windowLift(sop);
    this.constraints = this.#constraints();
  }

  /** The instance with every rule lifted of which `holds` says no. */
  under(holds: (code: Code, subject: string | null) => boolean): Instance {
    const courses = new Map(
      [...this.#sop.courses.values()].map((course): [string, Course] => [
        course.id,
        holds('interviewers', course.id)
          ? course
          : { ...course, main: this.#strangers.get(course.id)!, backup: [] },
      ]),
    );
    const interviewers = new Map(
      [...courses.values()].flatMap(({ main, backup }) =>
        [...main, ...backup].map((id) => [id, this.#interviewer(id, holds)] as const),
      ),
    );
    const { sequence } = this.#sop;
    return {
      sop: {
        ...this.#sop,
        interviewers,
        courses,
        sequence: holds('sequence', null) ? sequence : anyOrder(sequence),
        rules: this.#rules(holds),
      },
      request: this.#requestUnder(holds, interviewers),
    };
  }

  /** The busy times of an interviewer, or of `CANDIDATE`. */
  busyOf(subject: string): readonly Busy[] {
    return subject === CANDIDATE ? this.#candidateBusy : this.#busy.get(subject)!;
  }

  #constraints(): readonly Constraint[] {
    const { rules, interviewers, courses, sequence } = this.#sop;
    const people = [...new Set([...courses.keys()].flatMap((id) => interviewersOf(this.#sop, id)))];
    const each = (code: Code, subjects: Iterable<string>) =>
      [...subjects].map((subject) => ({ code, subject }));
    const of = (matches: (person: Interviewer) => boolean) =>
      people.filter((id) => matches(interviewers.get(id)!));
    const rule = (code: Code, restricts: boolean) => (restricts ? [{ code, subject: null }] : []);
    const refused = this.#sop.busy.unreadable === 'refuse' ? this.#request.unreadable : new Set<string>();
    const { weekly } = this.#request.slots;
    return [
      ...rule('window', true),
      ...rule('minGap', rules.minGap > 0),
      ...rule('courseGap', rules.courseGap !== null),
      ...rule('maxGap', rules.maxGap !== null),
      ...each('interviewers', courses.keys()),
      ...each(
        'unreadable',
        of(({ email }) => refused.has(email.toLowerCase())),
      ),
      ...each(
        'slots',
        dayClasses(weekly)
          .filter(({ daysOfWeek }) => !areWholeDays(weekly, daysOfWeek))
          .map(({ key }) => key ?? NO_KEY),
      ),
      ...rule('maxPerInterviewerPerDay', rules.maxPerInterviewerPerDay !== null),
      ...rule('maxPerInterviewerPerWeek', rules.maxPerInterviewerPerWeek !== null),
      ...rule('maxPerCandidatePerDay', rules.maxPerCandidatePerDay !== null),
      ...each(
        'maxPerDay',
        of(({ maxPerDay }) => maxPerDay !== null),
      ),
      ...each(
        'hours',
        of(({ hours }) => !areWholeDays(hours, EVERY_DAY)),
      ),
      ...each(
        'timeOff',
        of(({ timeOff }) => timeOff.length > 0),
      ),
      ...each(
        'busy',
        of(({ id }) => this.#busy.get(id)!.length > 0),
      ),
      ...each('busy', this.#candidateBusy.length > 0 ? [CANDIDATE] : []),
      ...rule('minNotice', true),
      ...rule('holidays', rules.holidays.length > 0),
      ...rule('interviewerBuffer', rules.interviewerBuffer > 0),
      ...rule('sequence', (sequence.length > 1 || sequence[0]?.order === 'fixed') && !this.#hasDisorder()),
    ];
  }

  /** Lifting the sequence where fixed mocks break it would give them a place in another, and ask more. */
  #hasDisorder(): boolean {
    return givenPlaces(this.#sop, this.#request).some(({ fixed }) => fixed?.isOrderly === false);
  }

  #interviewer(id: string, holds: Holds): Interviewer {
    const person = this.#sop.interviewers.get(id);
    // Everybody gets an address of their own, so that what is busy or unreadable can be told apart.
    const email = addressOf(id);
    if (person === undefined) {
      return {
        id,
        name: id,
        email,
        hours: ALWAYS,
        timeOff: [],
        maxPerDay: null,
        calendar: null,
        telegram: null,
      };
    }
    return {
      ...person,
      email,
      calendar: null,
      hours: holds('hours', id) ? person.hours : ALWAYS,
      timeOff: holds('timeOff', id) ? person.timeOff : [],
      maxPerDay: person.maxPerDay === null || holds('maxPerDay', id) ? person.maxPerDay : UNCAPPED,
    };
  }

  #rules(holds: Holds): Rules {
    const { rules } = this.#sop;
    const kept = <T>(code: keyof Rules & Code, value: T, lifted: T): T =>
      holds(code, null) ? value : lifted;
    return {
      ...rules,
      minGap: kept('minGap', rules.minGap, 0),
      maxGap: kept('maxGap', rules.maxGap, null),
      courseGap: kept('courseGap', rules.courseGap, null),
      maxPerInterviewerPerDay: kept('maxPerInterviewerPerDay', rules.maxPerInterviewerPerDay, null),
      maxPerInterviewerPerWeek: kept('maxPerInterviewerPerWeek', rules.maxPerInterviewerPerWeek, null),
      maxPerCandidatePerDay: kept('maxPerCandidatePerDay', rules.maxPerCandidatePerDay, null),
      interviewerBuffer: kept('interviewerBuffer', rules.interviewerBuffer, 0),
      holidays: kept('holidays', rules.holidays, []),
    };
  }

  #requestUnder(holds: Holds, interviewers: ReadonlyMap<string, Interviewer>): PlanRequest {
    const { window, slots, now, unreadable, candidate, done = [] } = this.#request;
    const ids = [...interviewers.keys()].filter((id) => this.#busy.has(id));
    const isRefused = (id: string) => unreadable.has(this.#sop.interviewers.get(id)!.email.toLowerCase());
    const lifted = this.#liftedWindow();
    return {
      candidate: { ...candidate, email: addressOf(CANDIDATE) },
      window: holds('window', null) ? window : lifted,
      slots: { ...slots, weekly: withWholeDays(slots.weekly, ({ key }) => !holds('slots', key ?? NO_KEY)) },
      now: holds('minNotice', null) ? now : beginningOf(lifted.start),
      busy: [
        ...ids.filter((id) => holds('busy', id)).flatMap((id) => readdressed(this.#busy.get(id)!, id)),
        ...(holds('busy', CANDIDATE) ? readdressed(this.#candidateBusy, CANDIDATE) : []),
      ],
      done,
      unreadable: new Set(ids.filter((id) => isRefused(id) && holds('unreadable', id)).map(addressOf)),
    };
  }

  #liftedWindow(): PlanRequest['window'] {
    const { window, now } = this.#request;
    // Where notice is over only after the window, it is from there on that there must be room.
    const noticed = dateAt(minuteCeil(now) + this.#sop.rules.minNotice, this.#sop.timeZone);
    const end = later(window.end, earlier(noticed, window.end.add({ days: WINDOW_DAYS_MAX })));
    return {
      start: window.start.subtract({ days: this.windowLift }),
      end: end.add({ days: this.windowLift }),
    };
  }
}

type Holds = (code: Code, subject: string | null) => boolean;

/** The longest window that a request may have. */
const WINDOW_DAYS_MAX = 366;

const ALWAYS = { everyday: WHOLE_DAY };

/** Room for every mock in a week of its own, or for the gaps where these are longer. */
function windowLift({ courses, rules }: Sop): number {
  const mocks = [...courses.values()].reduce((sum, course) => sum + course.mocks.length, 0);
  const { minGap, courseGap } = rules;
  const changeGap =
    courseGap === null ? 0 : courseGap.kind === 'days' ? courseGap.days * 1440 : courseGap.minutes;
  const apart = Math.max(7, Math.ceil(Math.max(minGap, changeGap) / 1440) + 2);
  return Math.min(WINDOW_DAYS_MAX, (mocks + 1) * apart);
}

function anyOrder(sequence: readonly SequenceGroup[]): SequenceGroup[] {
  return inAnyOrder(unitsOf(sequence)).map((courses) => ({ order: 'any', courses }));
}

function later(a: Temporal.PlainDate, b: Temporal.PlainDate): Temporal.PlainDate {
  return Temporal.PlainDate.compare(a, b) > 0 ? a : b;
}

function earlier(a: Temporal.PlainDate, b: Temporal.PlainDate): Temporal.PlainDate {
  return later(a, b) === a ? b : a;
}

function addressOf(id: string): string {
  return `${id}@explain.invalid`;
}

function readdressed(busy: readonly Busy[], id: string): Busy[] {
  return busy.map((entry) => ({ ...entry, email: addressOf(id) }));
}

function beginningOf(date: Temporal.PlainDate): Temporal.Instant {
  return date.subtract({ days: 2 }).toZonedDateTime('UTC').toInstant();
}
