import { type Code, interviewersOf } from '../constraint.ts';
import { count, list } from '../wording.ts';
import { type Background, span } from './background.ts';

/** More subjects of one rule than this are told in one sentence. */
export const EACH_MAX = 4;

/** One sentence for a rule of many people or courses. */
export function manySentence(background: Background, code: Code, subjects: readonly string[]): string {
  const { situation, facts } = background;
  const { sop } = situation;
  const names = list(subjects.map((id) => sop.interviewers.get(id)?.name ?? id));
  const most = (numbers: readonly number[]) => count(Math.max(...numbers), 'free start');
  switch (code) {
    case 'interviewers': {
      const starts = subjects.map((course) => facts.freeStarts(course).length);
      return `${names} can only be given by their own interviewers, who ${span(background)} share at most ${most(starts)} with the candidate for any of them.`;
    }
    case 'hours': {
      const starts = subjects.map((id) => {
        const given = [...sop.courses.values()].filter(({ id: course }) =>
          interviewersOf(sop, course).includes(id),
        );
        return facts.startsOf(id, Math.min(...given.flatMap(({ mocks }) => mocks)));
      });
      return `The hours of ${names} leave none of them more than ${most(starts)} with the candidate ${span(background)}.`;
    }
    case 'unreadable':
      return `The calendars of ${names} could not be read, so they are given no mock (unreadable: refuse).`;
    case 'busy':
      return `${names} have busy times ${span(background)}.`;
    case 'timeOff':
      return `${names} have time off.`;
    default:
      return `${names} have daily caps of their own (${code}).`;
  }
}
