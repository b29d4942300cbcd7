import { formatDuration } from '../../../time/duration.ts';
import { momentText } from '../../../time/spoken.ts';
import { interviewersOf } from '../constraint.ts';
import { count, dateText, freeDays, list } from '../wording.ts';
import { type Background, isInWindow } from './background.ts';

export function ownCapSentence(background: Background, id: string): string {
  const { name, maxPerDay } = background.situation.sop.interviewers.get(id)!;
  return `${name} gives at most ${count(maxPerDay!, 'mock')} a day (maxPerDay)${fullDays(background, [id])}.`;
}

export function dayCapSentence(background: Background): string {
  const { sop } = background.situation;
  const people = new Set([...sop.courses.keys()].flatMap((course) => interviewersOf(sop, course)));
  const capped = [...people].filter((id) => sop.interviewers.get(id)!.maxPerDay === null);
  const cap = count(sop.rules.maxPerInterviewerPerDay!, 'mock');
  return `An interviewer gives at most ${cap} a day (maxPerInterviewerPerDay)${fullDays(background, capped)}.`;
}

function fullDays({ situation, facts }: Background, ids: readonly string[]): string {
  const full = ids.flatMap((id) => {
    const person = facts.problem.people.find((each) => each.id === id);
    const days = person?.dayLeft.filter((left) => left === 0).length ?? 0;
    return days === 0 ? [] : [`${situation.sop.interviewers.get(id)!.name} on ${count(days, 'day')}`];
  });
  return full.length === 0 ? '' : `; already full: ${list(full)}`;
}

export function weekCapSentence({ situation, facts }: Background): string {
  const full = facts.problem.people.flatMap(({ id, weekLeft }) => {
    const weeks = weekLeft.filter((left) => left === 0).length;
    return weeks === 0 ? [] : [`${situation.sop.interviewers.get(id)!.name} in ${count(weeks, 'week')}`];
  });
  const rest = full.length === 0 ? '' : `; already full: ${list(full)}`;
  const cap = count(situation.sop.rules.maxPerInterviewerPerWeek!, 'mock');
  return `An interviewer gives at most ${cap} from Monday to Sunday (maxPerInterviewerPerWeek)${rest}.`;
}

export function candidateCapSentence({ situation, facts }: Background): string {
  const full = facts.problem.candidateDayLeft.filter((left) => left === 0).length;
  const rest = full === 0 ? '' : ` and is already full on ${count(full, 'day')}`;
  const cap = count(situation.sop.rules.maxPerCandidatePerDay!, 'mock');
  return `The candidate takes at most ${cap} a day (maxPerCandidatePerDay)${rest}; there are ${facts.mocks} to take.`;
}

export function bufferSentence({ situation }: Background): string {
  const buffer = formatDuration(situation.sop.rules.interviewerBuffer);
  return `An interviewer keeps ${buffer} free before and after each mock (interviewerBuffer).`;
}

export function maxGapSentence({ situation, facts }: Background): string {
  const gap = situation.sop.rules.maxGap!;
  const { timeZone } = situation.sop;
  const dry = facts.dryStretch(gap);
  const after = situation.request.done?.at(-1);
  const rest =
    dry === null
      ? after === undefined
        ? ''
        : `; the last one before these ended ${momentText(after.end, timeZone)}`
      : `, but there is no start for any mock between ${momentText(dry.after, timeZone)} and ${momentText(dry.next, timeZone)}`;
  return `From the end of a mock to the next there may be at most ${formatDuration(gap)} (maxGap)${rest}.`;
}

export function courseGapSentence({ situation }: Background): string {
  const gap = situation.sop.rules.courseGap!;
  const length = gap.kind === 'elapsed' ? formatDuration(gap.minutes) : freeDays(gap.days);
  const most = gap.kind === 'days' && gap.days === 0 ? 'a new day' : `at least ${length}`;
  const changes = count(situation.sop.courses.size - 1, 'time');
  return `From one course to the next there must be ${most} (courseGap), and the course changes ${changes}.`;
}

export function minGapSentence({ situation, facts }: Background): string {
  const gap = formatDuration(situation.sop.rules.minGap);
  return `From the end of a mock to the next there must be at least ${gap} (minGap), and there are ${count(facts.mocks, 'mock')}.`;
}

export function holidaysSentence(background: Background): string {
  const { holidays } = background.situation.sop.rules;
  const within = holidays.filter((day) => isInWindow(background, day));
  const shown = within.length === 0 ? holidays : within;
  return `No mocks are given on ${list(shown.map(dateText))} (holidays).`;
}

export function sequenceSentence({ situation }: Background): string {
  const groups = situation.sop.sequence.map(({ order, courses }) =>
    order === 'any' && courses.length > 1 ? `${list(courses)} in any order` : courses.join(', then '),
  );
  return `The courses must follow the sequence: ${groups.join(', then ')}.`;
}

/** Where no rule is to blame. */
export function tooMuchSentence({ situation }: Background): string {
  const lengths = [...situation.sop.courses.values()].flatMap(({ mocks }) => mocks);
  const all = formatDuration(lengths.reduce((sum, length) => sum + length, 0));
  const around = (situation.request.fixed ?? []).length > 0 ? ' around those that are fixed,' : '';
  return `The ${count(lengths.length, 'mock')}, ${all} in all, fit into no plan${around} even with every other rule lifted.`;
}
