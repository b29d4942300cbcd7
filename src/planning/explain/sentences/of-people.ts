import { describeHours } from '../../../sop/describe-people.ts';
import { momentText } from '../../../time/spoken.ts';
import { instantAt, minuteCeil } from '../../../time/zoned-day.ts';
import { CANDIDATE, interviewersOf, shortestMock } from '../constraint.ts';
import { Facts } from '../facts.ts';
import { count, list } from '../wording.ts';
import { type Background, span } from './background.ts';
import { timeOffText } from './time-off-text.ts';

export function interviewersSentence(background: Background, course: string): string {
  const { situation, facts } = background;
  const people = interviewersOf(situation.sop, course).map((id) => nameOf(background, id));
  const who = `${course} can only be given by ${list(people, 'or')}`;
  const free = facts.freeStarts(course);
  if (free.length === 0) {
    const longest = Math.max(...situation.sop.courses.get(course)!.mocks);
    const share = people.length === 1 ? 'who shares' : 'who share';
    return `${who}, ${share} no start of ${longest} minutes with the candidate ${span(background)}.`;
  }
  const share = `share${people.length === 1 ? 's' : ''} ${count(free.length, 'free start')} with the candidate`;
  const they = people.length === 1 ? people.join() : 'they';
  const starts = startsText(free, situation.sop.timeZone);
  return `${who}; ${span(background)} ${they} ${share}, ${starts}${orderText(background, course, free)}.`;
}

function startsText(free: readonly Temporal.Instant[], timeZone: string): string {
  const texts = free.map((start) => momentText(start, timeZone));
  if (texts.length <= 3) return list(texts);
  return `the first ${texts[0]}, the last ${texts.at(-1)}`;
}

/** What the sequence leaves of a course's free starts, where that is not all of them. */
function orderText(
  { situation, facts }: Background,
  course: string,
  free: readonly Temporal.Instant[],
): string {
  const { before, entry } = facts.comesAfter(course);
  if (entry === null) return '';
  const { timeZone } = situation.sop;
  const earliest = facts.earliest(course);
  if (earliest === null) {
    return `, all before the earliest end of ${list(before)}: ${course} has to wait until ${momentText(entry, timeZone)}`;
  }
  const left = free.filter((start) => Temporal.Instant.compare(start, earliest) >= 0).length;
  if (left === free.length) return '';
  return `, but after ${list(before)} it cannot begin before ${momentText(earliest, timeZone)}: ${left} of them are left`;
}

export function hoursSentence(background: Background, id: string): string {
  const { situation, facts } = background;
  const person = situation.sop.interviewers.get(id)!;
  const hours = describeHours(person);
  const when = hours.length === 0 ? 'has no hours' : `works ${hours.join('; ')}`;
  const minutes = shortestMockOf(background, id);
  const starts = facts.startsOf(id, minutes);
  const shares = starts === 0 ? 'no free start' : count(starts, 'free start');
  return `${person.name} ${when} and ${span(background)} shares ${shares} of ${minutes} minutes with the candidate.`;
}

export function unreadableSentence(background: Background, id: string): string {
  const name = nameOf(background, id);
  return `${name}'s calendar could not be read, so ${name} is given no mock (unreadable: refuse).`;
}

/** `id` of an interviewer, or `CANDIDATE`. */
export function busySentence(background: Background, id: string): string {
  const { relaxation, facts } = background;
  const who = id === CANDIDATE ? 'The candidate' : nameOf(background, id);
  const minutes = id === CANDIDATE ? shortestMock(background.situation.sop) : shortestMockOf(background, id);
  const startsIn = (counted: Facts) =>
    id === CANDIDATE ? counted.candidateStarts(minutes) : counted.startsOf(id, minutes);
  const idle = relaxation.under((code, subject) => !(code === 'busy' && subject === id));
  const all = startsIn(new Facts(idle));
  const taken = all - startsIn(facts);
  const { days } = facts.problem;
  const times = relaxation
    .busyOf(id)
    .filter(({ start, end }) => minuteCeil(end) > days[0]!.start && minuteCeil(start) < days.at(-1)!.end);
  const part = taken === all ? 'every one' : `${taken}`;
  return `${who} is busy ${count(times.length, 'time')} ${span(background)}, which takes ${part} of the ${count(all, 'start')} there would be.`;
}

export function timeOffSentence(background: Background, id: string): string {
  const { name, timeOff } = background.situation.sop.interviewers.get(id)!;
  const { days } = background.facts.problem;
  const within = timeOff.filter(
    ({ from, to }) =>
      Temporal.Instant.compare(to, instantAt(days[0]!.start)) > 0 &&
      Temporal.Instant.compare(from, instantAt(days.at(-1)!.end)) < 0,
  );
  const shown = within.length === 0 ? timeOff : within;
  return `${name} is off ${list(shown.map((each) => timeOffText(each, background.situation.sop.timeZone)))}.`;
}

function nameOf({ situation }: Background, id: string): string {
  return situation.sop.interviewers.get(id)!.name;
}

/** Of the courses in conflict that a person gives, or else of all they give, the shortest mock. */
function shortestMockOf({ situation }: Background, id: string): number {
  const { sop } = situation;
  const given = [...sop.courses.values()].filter((course) => interviewersOf(sop, course.id).includes(id));
  const inConflict = given.filter((course) => situation.inConflict('interviewers').includes(course.id));
  return Math.min(...(inConflict.length > 0 ? inConflict : given).flatMap(({ mocks }) => mocks));
}
