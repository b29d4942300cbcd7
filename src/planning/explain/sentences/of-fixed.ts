import type { FixedMock } from '../../../request/model.ts';
import { momentText } from '../../../time/spoken.ts';
import { list } from '../wording.ts';
import type { Background } from './background.ts';

/**
 * What is fixed, and whether that stands in the way: which single mock must not be for there to be a
 * plan, or whether all must not be. '' where nothing is fixed.
 */
export function fixedSentence({ situation, work }: Background): string {
  const { sop, request } = situation;
  const { fixed = [] } = request;
  if (fixed.length === 0) return '';
  const name = ({ course, number, start, interviewer }: FixedMock) =>
    `${course} Mock${number} (${momentText(start, sop.timeZone)} with ${sop.interviewers.get(interviewer)?.name ?? interviewer})`;
  const isPossibleWith = (rest: readonly FixedMock[]) =>
    work.isPossible({ sop, request: { ...request, fixed: rest } });
  const are = fixed.length === 1 ? 'is' : 'are';
  const said = `${list(fixed.map(name))} ${are} fixed`;
  const culprits = fixed.filter((mock) => isPossibleWith(fixed.filter((other) => other !== mock)));
  if (culprits.length > 0) {
    const which = list(
      culprits.map(({ course, number }) => `${course} Mock${number}`),
      'or',
    );
    return `${said}. Were ${which} not, there would be a plan.`;
  }
  return isPossibleWith([])
    ? `${said}. Were none of them, there would be a plan.`
    : `${said}, but even were ${fixed.length === 1 ? 'it not' : 'none of them'}, there would be no plan.`;
}
