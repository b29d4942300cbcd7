import { Problems } from '../document/problem.ts';
import { parseClock } from '../time/clock-range.ts';
import { parseDuration } from '../time/duration.ts';
import { parseDate } from '../time/written-date.ts';
import { zoneNamed } from '../time/zone.ts';
import { emailIn } from './email.ts';
import {
  type CourseGap,
  CRITERIA,
  type Interviewer,
  type OnChange,
  type Rules,
  type Sop,
  type TimeOfDay,
  WAYS,
} from './model.ts';
import { readMoment } from './read-moment.ts';
import { readWeeklySlots } from './read-weekly-slots.ts';
import type { InterviewerEntry, RulesEntry, SopFile } from './shape.ts';

const DEFAULT_TITLE = '{candidate} : {interviewer} {course} Mock{number}';

/** The procedure that checked data mean, with a default for all that they may leave out. */
export function buildSop(file: SopFile): Sop {
  const timeZone = sure(zoneNamed(file.timeZone));
  const prefer = file.prefer ?? [];
  return {
    name: file.name.trim(),
    timeZone,
    interviewers: new Map(
      Object.entries(file.interviewers).map(([id, entry]) => [id, interviewerOf(id, entry, timeZone)]),
    ),
    courses: new Map(
      Object.entries(file.courses).map(([id, { mocks, main, backup = [] }]) => [
        id,
        { id, mocks, main, backup },
      ]),
    ),
    sequence: file.sequence.map(({ anyOrder, inOrder }) =>
      anyOrder === undefined
        ? { order: 'fixed', courses: inOrder ?? [] }
        : { order: 'any', courses: anyOrder },
    ),
    rules: rulesOf(file.rules),
    prefer: [...prefer, ...CRITERIA.filter((criterion) => !prefer.includes(criterion))],
    timeOfDay: timeOfDayOf(file.timeOfDay ?? {}),
    busy: {
      tentative: file.busy?.tentative ?? 'busy',
      unanswered: file.busy?.unanswered ?? 'busy',
      declined: file.busy?.declined ?? 'free',
      markedFree: file.busy?.markedFree ?? 'free',
      allDay: file.busy?.allDay ?? 'busy',
      outOfOffice: file.busy?.outOfOffice ?? 'busy',
      workingLocation: file.busy?.workingLocation ?? 'free',
      unreadable: file.busy?.unreadable ?? 'refuse',
    },
    event: {
      title: file.event?.title ?? DEFAULT_TITLE,
      optionalAttendees: (file.event?.optionalAttendees ?? []).map((text) => sure(emailIn(text))),
      conference: file.event?.conference ?? 'meet',
    },
    onChange: onChangeOf(file.onChange ?? {}),
    remindAt: file.remindAt === undefined ? null : sure(parseClock(file.remindAt)),
  };
}

function interviewerOf(id: string, entry: InterviewerEntry, timeZone: string): Interviewer {
  return {
    id,
    name: entry.name.trim(),
    email: sure(emailIn(entry.email)),
    hours: sure(readWeeklySlots(entry.hours, [], new Problems())),
    timeOff: (entry.timeOff ?? []).map(({ from, to }) => ({
      from: sure(readMoment(from, 'from', timeZone)),
      to: sure(readMoment(to, 'to', timeZone)),
    })),
    maxPerDay: entry.maxPerDay ?? null,
    calendar: entry.calendar?.trim() ?? null,
    telegram: entry.telegram ?? null,
  };
}

function rulesOf(rules: RulesEntry): Rules {
  return {
    startEvery: minutes(rules.startEvery),
    minGap: minutes(rules.minGap),
    maxGap: rules.maxGap === undefined ? null : minutes(rules.maxGap),
    courseGap: rules.courseGap === undefined ? null : courseGapOf(rules.courseGap),
    maxPerInterviewerPerDay: rules.maxPerInterviewerPerDay ?? null,
    maxPerInterviewerPerWeek: rules.maxPerInterviewerPerWeek ?? null,
    interviewerBuffer: minutes(rules.interviewerBuffer ?? '0m'),
    maxPerCandidatePerDay: rules.maxPerCandidatePerDay ?? null,
    minNotice: minutes(rules.minNotice ?? '0m'),
    holidays: (rules.holidays ?? []).map((text) => sure(parseDate(text))),
  };
}

function courseGapOf(gap: NonNullable<RulesEntry['courseGap']>): CourseGap {
  return typeof gap === 'string'
    ? { kind: 'elapsed', minutes: minutes(gap) }
    : { kind: 'days', days: gap.days };
}

function timeOfDayOf(entries: NonNullable<SopFile['timeOfDay']>): Map<string, TimeOfDay> {
  const result = new Map<string, TimeOfDay>();
  for (const [key, value] of Object.entries(entries)) {
    result.set(key === 'default' ? key : sure(zoneNamed(key)), value);
  }
  if (!result.has('default')) result.set('default', 'earliest');
  return result;
}

/** What the file leaves out of `onChange`, and all of it where it says nothing. */
export const DEFAULT_ON_CHANGE: OnChange = {
  interviewerDeclines: 'mend',
  interviewerBusy: 'mend',
  candidateDeclines: 'ask',
  candidateBusy: 'ask',
  movedByHand: 'accept',
  deletedByHand: 'ask',
  editedByHand: 'tell',
  sopEdited: 'ask',
  ways: WAYS,
  notWithin: 12 * 60,
};

function onChangeOf({ notWithin, ...said }: NonNullable<SopFile['onChange']>): OnChange {
  const rest = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
  return {
    ...DEFAULT_ON_CHANGE,
    ...rest,
    ...(notWithin === undefined ? {} : { notWithin: minutes(notWithin) }),
  };
}

function minutes(text: string): number {
  return sure(parseDuration(text));
}

/** The checks have refused every text that cannot be read, so this throws for a bug of ours alone. */
function sure<T>(value: T | null): T {
  if (value === null) throw new Error('a value that passed every check cannot be read');
  return value;
}
