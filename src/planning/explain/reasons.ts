import { describeHours } from '../../sop/describe-people.ts';
import { formatDuration } from '../../time/duration.ts';
import { joined } from '../../time/interval.ts';
import { momentText } from '../../time/spoken.ts';
import { type DayKey, slotsOn } from '../../time/weekly-slots.ts';
import { daysInWindow, instantAt, minuteCeil } from '../../time/zoned-day.ts';
import type { Reason } from '../answer.ts';
import { holdsIn } from './conflict.ts';
import { CANDIDATE, type Code, interviewersOf } from './constraint.ts';
import { dayClasses, keysOf, NO_KEY } from './day-classes.ts';
import { Facts } from './facts.ts';
import { least } from './least.ts';
import type { Relaxation } from './relaxation.ts';
import type { Situation } from './situation.ts';
import { timeOffText } from './time-off-text.ts';
import { count, dateText, freeDays, list, onDays, rangesText } from './wording.ts';
import type { Work } from './work.ts';

/** The rules in conflict as sentences with numbers, in the order of the conflict. */
export class Reasons {
  readonly #situation: Situation;
  readonly #relaxation: Relaxation;
  readonly #work: Work;
  readonly #facts: Facts;

  constructor(situation: Situation, relaxation: Relaxation, facts: Facts, work: Work) {
    this.#situation = situation;
    this.#relaxation = relaxation;
    this.#work = work;
    this.#facts = facts;
  }

  all(): Reason[] {
    const { conflict } = this.#situation;
    if (conflict.length === 0) return [{ code: 'courses', message: this.#tooMuch() }];
    return conflict.map(({ code, subject }) => ({ code, message: this.#sentences[code](subject ?? '') }));
  }

  readonly #sentences: Readonly<Record<Code, (subject: string) => string>> = {
    window: () => this.#window(),
    slots: (key) => this.#slots(key),
    interviewers: (course) => this.#interviewers(course),
    hours: (id) => this.#hours(id),
    unreadable: (id) =>
      `${this.#name(id)}'s calendar could not be read, so ${this.#name(id)} is given no mock (unreadable: refuse).`,
    busy: (id) => this.#busy(id),
    timeOff: (id) => this.#timeOff(id),
    maxPerDay: (id) =>
      `${this.#name(id)} gives at most ${count(this.#person(id).maxPerDay!, 'mock')} a day (maxPerDay)${this.#fullDays([id])}.`,
    maxPerInterviewerPerDay: () =>
      `An interviewer gives at most ${count(this.#rules.maxPerInterviewerPerDay!, 'mock')} a day (maxPerInterviewerPerDay)${this.#fullDays(this.#capped())}.`,
    maxPerInterviewerPerWeek: () =>
      `An interviewer gives at most ${count(this.#rules.maxPerInterviewerPerWeek!, 'mock')} from Monday to Sunday (maxPerInterviewerPerWeek)${this.#fullWeeks()}.`,
    maxPerCandidatePerDay: () =>
      `The candidate takes at most ${count(this.#rules.maxPerCandidatePerDay!, 'mock')} a day (maxPerCandidatePerDay), and there are ${this.#facts.mocks}.`,
    interviewerBuffer: () =>
      `An interviewer keeps ${formatDuration(this.#rules.interviewerBuffer)} free before and after each mock (interviewerBuffer).`,
    maxGap: () => this.#maxGap(),
    courseGap: () => this.#courseGap(),
    minGap: () =>
      `From the end of a mock to the next there must be at least ${formatDuration(this.#rules.minGap)} (minGap), and there are ${count(this.#facts.mocks, 'mock')}.`,
    minNotice: () => this.#minNotice(),
    holidays: () => this.#holidays(),
    sequence: () => `The courses must follow the sequence: ${this.#sequence()}.`,
  };

  get #rules() {
    return this.#situation.sop.rules;
  }

  get #zone() {
    return this.#situation.sop.timeZone;
  }

  #person(id: string) {
    return this.#situation.sop.interviewers.get(id)!;
  }

  #name(id: string): string {
    return this.#person(id).name;
  }

  #span(): string {
    const { start, end } = this.#situation.request.window;
    return start.equals(end) ? `on ${dateText(start)}` : `between ${dateText(start)} and ${dateText(end)}`;
  }

  #window(): string {
    const { window } = this.#situation.request;
    const days = daysInWindow(window.start, window.end);
    const from = days === 1 ? dateText(window.start) : `${dateText(window.start)} to ${dateText(window.end)}`;
    const needed = this.#daysNeeded();
    const rest =
      needed === null
        ? ''
        : `; by the rules named here alone the ${count(this.#facts.mocks, 'mock')} need at least ${count(needed, 'day')} from its first on`;
    return `The window, ${from}, has ${count(days, 'day')}${rest}.`;
  }

  /** The fewest days from the window's first that are enough where only the conflict's rules hold. */
  #daysNeeded(): number | null {
    const { conflict, request } = this.#situation;
    const { sop, request: relaxed } = this.#relaxation.under(holdsIn(conflict));
    const more = least(2 * this.#relaxation.windowLift, (days) =>
      this.#work.isPossible({
        sop,
        request: {
          ...relaxed,
          window: { start: request.window.start, end: request.window.end.add({ days }) },
        },
      }),
    );
    return more === null ? null : daysInWindow(request.window.start, request.window.end) + more;
  }

  #slots(key: string): string {
    const { weekly, timeZone } = this.#situation.request.slots;
    const { daysOfWeek } = dayClasses(weekly).find((each) => (each.key ?? NO_KEY) === key)!;
    const ranges = joined(slotsOn(weekly, daysOfWeek[0]!));
    const zone = timeZone === null || ranges.length === 0 ? '' : ` ${timeZone} time`;
    const days = key === NO_KEY ? keysOf(daysOfWeek) : [key as DayKey];
    return `The candidate has ${rangesText(ranges)}${zone} ${list(days.map(onDays))}${this.#tooShort(ranges)}.`;
  }

  #tooShort(ranges: readonly { start: number; end: number }[]): string {
    if (ranges.length === 0) return '';
    const longest = Math.max(...ranges.map(({ start, end }) => end - start));
    const courses = [...this.#situation.sop.courses.values()].filter(({ mocks }) =>
      mocks.some((length) => length > longest),
    );
    if (courses.length === 0) return '';
    const most = Math.max(...courses.flatMap(({ mocks }) => mocks));
    return `, ${longest} minutes at a stretch: too short for ${list(courses.map(({ id }) => id))}, which need up to ${most}`;
  }

  #interviewers(course: string): string {
    const { sop } = this.#situation;
    const people = interviewersOf(sop, course).map((id) => this.#name(id));
    const longest = Math.max(...sop.courses.get(course)!.mocks);
    const free = this.#facts.freeStarts(course);
    const who = `${course} can only be given by ${list(people, 'or')}`;
    const share = people.length === 1 ? 'who shares' : 'who share';
    if (free.length === 0) {
      return `${who}, ${share} no start of ${longest} minutes with the candidate ${this.#span()}.`;
    }
    const first = momentText(free[0]!, this.#zone);
    const last = momentText(free.at(-1)!, this.#zone);
    const when =
      free.length === 1
        ? `, ${first}`
        : free.length === 2
          ? `, ${first} and ${last}`
          : `, the first ${first}, the last ${last}`;
    return `${who}; ${this.#span()} they share ${count(free.length, 'free start')} with the candidate${when}${this.#order(course, free)}.`;
  }

  /** What the sequence leaves of a course's free starts, where that is not all of them. */
  #order(course: string, free: readonly Temporal.Instant[]): string {
    const entry = this.#facts.entry(course);
    const earliest = this.#facts.earliest(course);
    if (entry === null) return '';
    const before = `what comes before ${course} leaves room for it from ${dateText(entry)} on at the earliest`;
    if (earliest === null) return `, but ${before}, after all of them`;
    const left = free.filter((start) => Temporal.Instant.compare(start, earliest) >= 0).length;
    return left === free.length ? '' : `, but ${before}: ${left} of them are left`;
  }

  #hours(id: string): string {
    const person = this.#person(id);
    const hours = describeHours(person);
    const when = hours.length === 0 ? 'has no hours' : `works ${hours.join('; ')}`;
    return `${person.name} ${when}${this.#sharedStarts(id)}.`;
  }

  #sharedStarts(id: string): string {
    const shortest = this.#shortestMockOf(id);
    const starts = this.#facts.startsOf(id, shortest);
    const number = starts === 0 ? 'no free start' : count(starts, 'free start');
    return ` and ${this.#span()} shares ${number} of ${shortest} minutes with the candidate`;
  }

  #shortestMockOf(id: string): number {
    const { sop } = this.#situation;
    const given = [...sop.courses.values()].filter((course) => interviewersOf(sop, course.id).includes(id));
    return Math.min(...given.flatMap(({ mocks }) => mocks));
  }

  #busy(id: string): string {
    const who = id === CANDIDATE ? 'The candidate' : this.#name(id);
    const minutes = id === CANDIDATE ? this.#shortestMock() : this.#shortestMockOf(id);
    const idle = this.#factsWithout('busy', id);
    const address = this.#relaxation.addressOf(id);
    const startsIn = (facts: Facts) =>
      id === CANDIDATE ? facts.candidateStarts(minutes) : facts.startsOf(id, minutes);
    const all = startsIn(idle);
    const left = startsIn(this.#factsWithout(null, null));
    const entries = this.#relaxation
      .under(() => true)
      .request.busy.filter(({ email, start, end }) => {
        const { days } = this.#facts.problem;
        const [from, to] = [days[0]!.start, days.at(-1)!.end];
        return email === address && minuteCeil(end) > from && minuteCeil(start) < to;
      });
    const taken =
      left === 0
        ? `which takes every one of the ${count(all, 'start')} there would be`
        : `which takes ${all - left} of the ${count(all, 'start')} there would be`;
    return `${who} is busy ${count(entries.length, 'time')} ${this.#span()}, ${taken}.`;
  }

  #factsWithout(code: Code | null, subject: string | null): Facts {
    return new Facts(
      this.#relaxation.under((each, of) => !(each === code && (subject === null || of === subject))),
    );
  }

  #shortestMock(): number {
    return Math.min(...[...this.#situation.sop.courses.values()].flatMap(({ mocks }) => mocks));
  }

  #timeOff(id: string): string {
    const person = this.#person(id);
    const days = this.#facts.problem.days;
    const within = person.timeOff.filter(
      ({ from, to }) =>
        Temporal.Instant.compare(to, instantAt(days[0]!.start)) > 0 &&
        Temporal.Instant.compare(from, instantAt(days.at(-1)!.end)) < 0,
    );
    const shown = (within.length === 0 ? person.timeOff : within).map((each) =>
      timeOffText(each, this.#zone),
    );
    return `${person.name} is off ${list(shown)}.`;
  }

  /** People of some course whose cap is the rule's own. */
  #capped(): string[] {
    const { sop } = this.#situation;
    const people = new Set([...sop.courses.keys()].flatMap((course) => interviewersOf(sop, course)));
    return [...people].filter((id) => this.#person(id).maxPerDay === null);
  }

  #fullDays(ids: readonly string[]): string {
    const full = ids.flatMap((id) => {
      const person = this.#facts.problem.people.find((each) => each.id === id);
      const days = person?.dayLeft.filter((left) => left === 0).length ?? 0;
      return days === 0 ? [] : [`${this.#name(id)} on ${count(days, 'day')}`];
    });
    return full.length === 0 ? '' : `; already full: ${list(full)}`;
  }

  #fullWeeks(): string {
    const full = this.#facts.problem.people.flatMap(({ id, weekLeft }) => {
      const weeks = weekLeft.filter((left) => left === 0).length;
      return weeks === 0 ? [] : [`${this.#name(id)} in ${count(weeks, 'week')}`];
    });
    return full.length === 0 ? '' : `; already full: ${list(full)}`;
  }

  #maxGap(): string {
    const gap = this.#rules.maxGap!;
    const dry = this.#facts.dryStretch(gap);
    const rest =
      dry === null
        ? ''
        : `, but nobody is free for any mock from ${momentText(dry.from, this.#zone)} to ${momentText(dry.to, this.#zone)}`;
    return `From the end of a mock to the next there may be at most ${formatDuration(gap)} (maxGap)${rest}.`;
  }

  #courseGap(): string {
    const gap = this.#rules.courseGap!;
    const length = gap.kind === 'elapsed' ? formatDuration(gap.minutes) : `${freeDays(gap.days)}`;
    const changes = this.#situation.sop.courses.size - 1;
    return `Between two courses there must be at least ${length} (courseGap), and the course changes ${count(changes, 'time')}.`;
  }

  #minNotice(): string {
    const { minNotice } = this.#rules;
    const { now } = this.#situation.request;
    const from = momentText(instantAt(minuteCeil(now) + minNotice), this.#zone);
    if (minNotice === 0) return `It is ${from}, and no mock can start before now.`;
    return `It is ${momentText(now, this.#zone)} and the notice is ${formatDuration(minNotice)} (minNotice), so no mock can start before ${from}.`;
  }

  #holidays(): string {
    const { start, end } = this.#situation.request.window;
    const { holidays } = this.#rules;
    const within = holidays.filter(
      (day) => Temporal.PlainDate.compare(day, start) >= 0 && Temporal.PlainDate.compare(day, end) <= 0,
    );
    return `No mocks are given on ${list((within.length === 0 ? holidays : within).map(dateText))} (holidays).`;
  }

  #sequence(): string {
    return this.#situation.sop.sequence
      .map(({ order, courses }) => {
        if (courses.length === 1) return courses.join();
        return order === 'any' ? `${list(courses)} in any order` : courses.join(', then ');
      })
      .join(', then ');
  }

  #tooMuch(): string {
    const lengths = [...this.#situation.sop.courses.values()].flatMap(({ mocks }) => mocks);
    const hours = formatDuration(lengths.reduce((sum, length) => sum + length, 0));
    return `The ${count(lengths.length, 'mock')} of ${hours} in all fit into no plan even with every other rule lifted.`;
  }
}
