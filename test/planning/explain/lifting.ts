import type { Constraint, Instance } from '../../../src/planning/explain/constraint.ts';
import { CANDIDATE } from '../../../src/planning/explain/constraint.ts';
import type { Interviewer, Rules, Sop } from '../../../src/sop/model.ts';
import { keyFor, slotsOn, type WeeklySlots } from '../../../src/time/weekly-slots.ts';

// Written apart from what explains: one rule after the other is taken out of an instance, as
// docs/explanations.md says what is left of each.

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
const FREE = [{ start: 0, end: 1440 }];
const ALWAYS = { everyday: FREE };

/** The instance without some rules; a lifted window is `days` longer on both sides. */
export function lifted(instance: Instance, rules: readonly Constraint[], days: number): Instance {
  return rules.reduce((left, rule) => without(left, rule, days, instance), withOwnCalendars(instance));
}

function without(
  instance: Instance,
  { code, subject }: Constraint,
  days: number,
  original: Instance,
): Instance {
  const { sop, request } = instance;
  const withRules = (change: Partial<Rules>): Instance => ({
    request,
    sop: { ...sop, rules: { ...sop.rules, ...change } },
  });
  const withPerson = (change: Partial<Interviewer>): Instance => ({
    request,
    sop: changedPerson(sop, subject ?? '', change),
  });
  switch (code) {
    case 'window':
      return { sop, request: { ...request, window: longer(original, days) } };
    case 'slots': {
      const weekly = withWholeDays(request.slots.weekly, original.request.slots.weekly, subject ?? '');
      return { sop, request: { ...request, slots: { ...request.slots, weekly } } };
    }
    case 'interviewers':
      return { request, sop: givenByStrangers(sop, subject ?? '') };
    case 'hours':
      return withPerson({ hours: ALWAYS });
    case 'timeOff':
      return withPerson({ timeOff: [] });
    case 'maxPerDay':
      return withPerson({ maxPerDay: 1000 });
    case 'unreadable': {
      const { email } = sop.interviewers.get(subject ?? '')!;
      const unreadable = [...request.unreadable].filter((each) => each !== email.toLowerCase());
      return { sop, request: { ...request, unreadable: new Set(unreadable) } };
    }
    case 'busy': {
      const address =
        subject === CANDIDATE ? request.candidate.email.toLowerCase() : ownCalendar(subject ?? '');
      const busy = request.busy.filter(({ email }) => email !== address);
      return { sop, request: { ...request, busy } };
    }
    case 'minNotice':
      return { sop, request: { ...request, now: Temporal.Instant.from('2020-01-01T00:00:00Z') } };
    case 'sequence':
      return { request, sop: { ...sop, sequence: [{ order: 'any', courses: [...sop.courses.keys()] }] } };
    case 'holidays':
      return withRules({ holidays: [] });
    case 'minGap':
    case 'interviewerBuffer':
      return withRules({ [code]: 0 });
    default:
      return withRules({ [code]: null });
  }
}

function changedPerson(sop: Sop, id: string, change: Partial<Interviewer>): Sop {
  const interviewers = new Map(sop.interviewers);
  interviewers.set(id, { ...sop.interviewers.get(id)!, ...change });
  return { ...sop, interviewers };
}

/** The same instance in which nobody's busy time is another's too: people may share a calendar. */
function withOwnCalendars({ sop, request }: Instance): Instance {
  const people = [...sop.interviewers.values()];
  const busy = request.busy.flatMap((entry) => [
    ...(entry.email === request.candidate.email.toLowerCase() ? [entry] : []),
    ...people
      .filter(({ email, calendar }) =>
        [email, calendar ?? email].some((each) => each.toLowerCase() === entry.email),
      )
      .map(({ id }) => ({ ...entry, email: ownCalendar(id) })),
  ]);
  const interviewers = people.map((each) => [each.id, { ...each, calendar: ownCalendar(each.id) }] as const);
  return { sop: { ...sop, interviewers: new Map(interviewers) }, request: { ...request, busy } };
}

function ownCalendar(id: string): string {
  return `calendar-of-${id}@nowhere.test`;
}

/** A stranger for each mock, so that no cap above zero and no buffer ever binds one of them. */
function givenByStrangers(sop: Sop, course: string): Sop {
  const { mocks } = sop.courses.get(course)!;
  const strangers = mocks.map((_, index): Interviewer => {
    const id = `stranger-${course}-${index}`;
    return {
      id,
      name: id,
      email: `${id}@nowhere.test`,
      hours: ALWAYS,
      timeOff: [],
      maxPerDay: null,
      calendar: null,
      telegram: null,
    };
  });
  return {
    ...sop,
    interviewers: new Map([...sop.interviewers, ...strangers.map((each) => [each.id, each] as const)]),
    courses: new Map(sop.courses).set(course, {
      id: course,
      mocks,
      main: strangers.map(({ id }) => id),
      backup: [],
    }),
  };
}

/** Whole days where `key` spoke for them in the `original` slots; `none` where nothing did. */
function withWholeDays(weekly: WeeklySlots, original: WeeklySlots, key: string): WeeklySlots {
  const week = DAYS.map((name, index) => {
    const isMeant = (keyFor(original, index + 1) ?? 'none') === key;
    return [name, isMeant ? FREE : slotsOn(weekly, index + 1)];
  });
  return Object.fromEntries(week);
}

/** Longer on both sides; where notice is over only after the window, the end counts from there. */
function longer({ sop, request }: Instance, days: number): Instance['request']['window'] {
  const { start, end } = request.window;
  const noticed = request.now
    .add({ minutes: sop.rules.minNotice })
    .toZonedDateTimeISO(sop.timeZone)
    .toPlainDate();
  const from = Temporal.PlainDate.compare(noticed, end) > 0 ? noticed : end;
  return { start: start.subtract({ days }), end: from.add({ days }) };
}
