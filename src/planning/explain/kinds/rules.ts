import type { PlainMap } from '../../../document/plain-data.ts';
import { formatDuration } from '../../../time/duration.ts';
import type { Agree, ProposalKind } from '../../answer.ts';
import type { Code } from '../constraint.ts';
import { type Draft, effortOf } from '../draft.ts';
import { least } from '../least.ts';
import type { Situation } from '../situation.ts';
import { count, freeDays } from '../wording.ts';

/** A number of the SOP that can be moved a step at a time, the farther the likelier there is a plan. */
interface Knob {
  readonly code: Code;
  readonly subject: string | null;
  readonly kind: ProposalKind;
  readonly agree: Agree;
  /** Steps beyond which nothing changes any more. */
  readonly most: number;
  readonly patch: (steps: number) => PlainMap;
  readonly say: (steps: number) => string;
  /** How much of the rule so many steps are: 1 is double, or all of it. */
  readonly share: (steps: number) => number;
}

/** Caps, gaps, buffer and notice, each moved as little as will do. */
export function ruleDrafts(situation: Situation): Draft[] {
  return [...capKnobs(situation), ...gapKnobs(situation)].flatMap((knob) => {
    const { code, subject, kind, agree, most, patch, say, share } = knob;
    if (!situation.inConflict(code).includes(subject) || situation.isSpent) return [];
    const steps = least(most, (number) => situation.isPossibleWith(patch(number)));
    if (steps === null) return [];
    const size = share(steps);
    return [
      {
        kind,
        agree,
        effort: effortOf(size, 0.25, 0.6),
        size,
        say: () => say(steps),
        confirm: () => situation.confirmPatch(patch(steps)),
      },
    ];
  });
}

function capKnobs({ sop, request }: Situation): Knob[] {
  const mocks = [...sop.courses.values()].reduce((sum, course) => sum + course.mocks.length, 0);
  const most = mocks + request.busy.filter(({ kind }) => kind === 'mock').length;
  const rule = (
    code: 'maxPerInterviewerPerDay' | 'maxPerInterviewerPerWeek' | 'maxPerCandidatePerDay',
    agree: Agree,
    who: string,
    when: string,
  ): Knob[] => {
    const cap = sop.rules[code];
    if (cap === null) return [];
    const patch = (steps: number) => ({ rules: { [code]: cap + steps } });
    const say = (steps: number) => `Let ${who} ${count(cap + steps, 'mock')} a ${when} (${code}, now ${cap})`;
    return [knob(code, null, agree, patch, say, cap)];
  };
  const knob = (
    code: Code,
    subject: string | null,
    agree: Agree,
    patch: Knob['patch'],
    say: Knob['say'],
    cap: number,
  ): Knob => ({
    code,
    subject,
    kind: 'cap',
    agree,
    most,
    patch,
    say,
    // One more is a small favour whatever the cap.
    share: (steps) => (steps === 1 ? 0.2 : steps / Math.max(1, cap)),
  });
  const ownCaps = [...sop.interviewers.values()].flatMap(({ id, name, maxPerDay }) => {
    if (maxPerDay === null) return [];
    const patch = (steps: number) => ({ interviewers: { [id]: { maxPerDay: maxPerDay + steps } } });
    const say = (steps: number) =>
      `Let ${name} give ${count(maxPerDay + steps, 'mock')} a day (maxPerDay, now ${maxPerDay})`;
    return [knob('maxPerDay', id, 'interviewer', patch, say, maxPerDay)];
  });
  return [
    ...rule('maxPerCandidatePerDay', 'sop-owner', 'a candidate take', 'day'),
    ...ownCaps,
    ...rule('maxPerInterviewerPerDay', 'sop-owner', 'an interviewer give', 'day'),
    ...rule('maxPerInterviewerPerWeek', 'sop-owner', 'an interviewer give', 'week'),
  ];
}

function gapKnobs({ sop, windowDays }: Situation): Knob[] {
  const { maxGap, minGap, courseGap, interviewerBuffer, minNotice } = sop.rules;
  const minutes = (
    code: Code & ('minGap' | 'maxGap' | 'courseGap' | 'interviewerBuffer' | 'minNotice'),
    kind: ProposalKind,
    now: number,
    direction: 1 | -1,
    what: string,
  ): Knob => ({
    code,
    subject: null,
    kind,
    agree: 'sop-owner',
    most: direction === 1 ? windowDays * 1440 : now,
    patch: (steps) => ({ rules: { [code]: formatDuration(now + direction * steps) } }),
    say: (steps) =>
      `${what} to ${formatDuration(now + direction * steps)} (${code}, now ${formatDuration(now)})`,
    share: (steps) => steps / Math.max(60, now),
  });
  return [
    ...(maxGap === null
      ? []
      : [minutes('maxGap', 'max-gap', maxGap, 1, 'Widen the longest gap between mocks')]),
    minutes('minGap', 'min-gap', minGap, -1, 'Narrow the least gap between mocks'),
    ...(courseGap?.kind === 'elapsed'
      ? [minutes('courseGap', 'course-gap', courseGap.minutes, -1, 'Narrow the gap between courses')]
      : []),
    ...(courseGap?.kind === 'days' ? [freeDaysKnob(courseGap.days)] : []),
    minutes('interviewerBuffer', 'buffer', interviewerBuffer, -1, "Narrow the interviewers' buffer"),
    minutes('minNotice', 'notice', minNotice, -1, 'Shorten the notice'),
  ];
}

/** Full free days fewer; the last step is no gap at all, not even the next date. */
function freeDaysKnob(days: number): Knob {
  const left = (steps: number) => (steps > days ? '0m' : { days: days - steps });
  return {
    code: 'courseGap',
    subject: null,
    kind: 'course-gap',
    agree: 'sop-owner',
    most: days + 1,
    patch: (steps) => ({ rules: { courseGap: left(steps) } }),
    say: (steps) => {
      const to = steps > days ? 'no gap' : freeDays(days - steps);
      return `Narrow the gap between courses to ${to} (courseGap, now ${freeDays(days)})`;
    },
    share: (steps) => (steps === 1 ? 0.3 : steps / (days + 1)),
  };
}
