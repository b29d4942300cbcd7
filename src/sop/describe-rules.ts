import { formatClock } from '../time/clock-range.ts';
import { formatDuration } from '../time/duration.ts';
import { describeOnChange } from './describe-on-change.ts';
import type { BusyTable, CourseGap, Criterion, Sop } from './model.ts';

/** What a procedure says besides people and courses: a sentence each, by the key it is written under. */
export function describeRules(sop: Sop): ReadonlyMap<string, string> {
  const { rules } = sop;
  const sentences = new Map<string, string>([
    ['startEvery', `A mock starts on a multiple of ${formatDuration(rules.startEvery)} after midnight.`],
    [
      'minGap',
      `From the end of a mock to the start of the candidate's next: at least ${formatDuration(rules.minGap)}.`,
    ],
  ]);
  const say = (key: string, value: number | null, sentence: (value: number) => string) => {
    if (value !== null) sentences.set(key, sentence(value));
  };
  say('maxGap', rules.maxGap, (gap) => `The same distance: at most ${formatDuration(gap)}.`);
  if (rules.courseGap !== null) sentences.set('courseGap', courseGap(rules.courseGap));
  say(
    'maxPerInterviewerPerDay',
    rules.maxPerInterviewerPerDay,
    (cap) => `An interviewer gives at most ${mocks(cap)} a day.`,
  );
  say(
    'maxPerInterviewerPerWeek',
    rules.maxPerInterviewerPerWeek,
    (cap) => `An interviewer gives at most ${mocks(cap)} from Monday to Sunday.`,
  );
  say(
    'maxPerCandidatePerDay',
    rules.maxPerCandidatePerDay,
    (cap) => `A candidate takes at most ${mocks(cap)} a day.`,
  );
  say(
    'interviewerBuffer',
    rules.interviewerBuffer || null,
    (buffer) => `An interviewer has ${formatDuration(buffer)} free before and after each mock.`,
  );
  say(
    'minNotice',
    rules.minNotice || null,
    (notice) => `The first mock starts ${formatDuration(notice)} from now at the earliest.`,
  );
  if (rules.holidays.length > 0) sentences.set('holidays', `No mocks on ${rules.holidays.join(', ')}.`);
  sentences.set(
    'prefer',
    `Of the right plans, the best has ${sop.prefer.map((criterion) => BETTER[criterion]).join('; then ')}.`,
  );
  sentences.set('timeOfDay', timesOfDay(sop.timeOfDay));
  sentences.set('busy', busyEntries(sop.busy));
  sentences.set(
    'event',
    `Events are called ${sop.event.title}, ${sop.event.conference === 'meet' ? 'with a Meet link' : 'without a conference'}.`,
  );
  if (sop.event.optionalAttendees.length > 0) {
    sentences.set('optionalAttendees', `Optional attendees: ${sop.event.optionalAttendees.join(', ')}.`);
  }
  for (const [key, sentence] of describeOnChange(sop.onChange)) sentences.set(key, sentence);
  say('remindAt', sop.remindAt, (minute) => `At ${formatClock(minute)} ${reminded(sop)}.`);
  return sentences;
}

const BETTER: Readonly<Record<Criterion, string>> = {
  finishDay: 'the earliest last day',
  mainInterviewers: 'the fewest and best backups',
  timeOfDay: 'the best times of day',
  balance: 'the people who have given the fewest',
};

function reminded({ interviewers }: Sop): string {
  const own = [...interviewers.values()].filter((person) => person.telegram !== null);
  const others = own.length === 0 ? '' : `, and ${own.map(({ name }) => name).join(', ')} of their own`;
  return `admins are reminded of the next day's mocks${others}`;
}

function mocks(count: number): string {
  return count === 1 ? '1 mock' : `${count} mocks`;
}

function courseGap(gap: CourseGap): string {
  if (gap.kind === 'elapsed') return `Where the course changes: at least ${formatDuration(gap.minutes)}.`;
  return `Where the course changes: at least ${gap.days} full ${gap.days === 1 ? 'day' : 'days'} between, without a mock.`;
}

function timesOfDay(timeOfDay: Sop['timeOfDay']): string {
  const zones = [...timeOfDay].filter(([zone]) => zone !== 'default');
  const words = { earliest: 'earlier', latest: 'later' };
  const rest = `Of a day, ${words[timeOfDay.get('default') ?? 'earliest']} starts are better`;
  if (zones.length === 0) return `${rest}.`;
  const special = zones.map(([zone, preference]) => `${words[preference]} ones for candidates in ${zone}`);
  return `${rest}, but ${special.join(', ')}.`;
}

const ENTRIES: Readonly<Record<Exclude<keyof BusyTable, 'unreadable'>, string>> = {
  tentative: 'answered maybe',
  unanswered: 'unanswered',
  declined: 'declined',
  markedFree: 'marked free',
  allDay: 'all-day',
  outOfOffice: 'out of office',
  workingLocation: 'working location',
};

function busyEntries(table: BusyTable): string {
  const kinds = Object.keys(ENTRIES) as (keyof typeof ENTRIES)[];
  const those = (counts: 'busy' | 'free') =>
    kinds
      .filter((kind) => table[kind] === counts)
      .map((kind) => ENTRIES[kind])
      .join(', ') || 'none';
  const unreadable =
    table.unreadable === 'refuse' ? 'gives its owner no mock' : 'is passed over with a warning';
  return `Calendar entries besides accepted ones that count as busy: ${those('busy')}; as free: ${those('free')}. A calendar that cannot be read ${unreadable}.`;
}
