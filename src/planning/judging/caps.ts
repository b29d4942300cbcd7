import type { Busy, DoneMock } from '../../request/model.ts';
import { dayText } from '../../time/spoken.ts';
import type { BrokenRule, PlannedPlace } from '../broken-rule.ts';
import { brokenRule, busyOfCandidate, busyOfInterviewer, dateOf, type Judged } from './judged.ts';
import { count, listed, nameOf, shortName } from './wording.ts';

/** Rule 6: how many mocks anybody has on a day and in a week on which one that is judged is. */
export function capsBroken(judged: Judged): BrokenRule[] {
  const { sop, request, mocks, open, done } = judged;
  const { maxPerInterviewerPerDay, maxPerInterviewerPerWeek, maxPerCandidatePerDay } = sop.rules;
  const monday = (date: Temporal.PlainDate) => date.subtract({ days: date.dayOfWeek - 1 });
  const day = (date: Temporal.PlainDate) => date;
  const people = [...new Set(open.map(({ interviewer }) => interviewer))];
  return [
    ...people.flatMap((id) => {
      const isTheirs = ({ interviewer }: DoneMock) => interviewer === id;
      const own = {
        mocks: mocks.filter(isTheirs),
        done: done.filter(isTheirs),
        busy: busyOfInterviewer(judged, id),
      };
      const cap = sop.interviewers.get(id)?.maxPerDay ?? maxPerInterviewerPerDay;
      const rule = sop.interviewers.get(id)?.maxPerDay == null ? 'maxPerInterviewerPerDay' : 'maxPerDay';
      const name = nameOf(sop, id);
      return [
        ...overCap(judged, own, cap, day).map(({ mocks: here, all }) =>
          brokenRule(
            'maxPerInterviewerPerDay',
            here,
            `${name} has ${count(all, 'mock')} on ${dayOf(judged, here)}, of at most ${cap} a day (${rule}): ${among(here)}.`,
          ),
        ),
        ...overCap(judged, own, maxPerInterviewerPerWeek, monday).map(({ mocks: here, all }) =>
          brokenRule(
            'maxPerInterviewerPerWeek',
            here,
            `${name} has ${count(all, 'mock')} in the week of ${dayOf(judged, here)}, of at most ${maxPerInterviewerPerWeek} a week (maxPerInterviewerPerWeek): ${among(here)}.`,
          ),
        ),
      ];
    }),
    ...overCap(judged, { mocks, done, busy: busyOfCandidate(judged) }, maxPerCandidatePerDay, day).map(
      ({ mocks: here, all }) =>
        brokenRule(
          'maxPerCandidatePerDay',
          here,
          `${request.candidate.name} has ${count(all, 'mock')} on ${dayOf(judged, here)}, of at most ${maxPerCandidatePerDay} a day (maxPerCandidatePerDay): ${among(here)}.`,
        ),
    ),
  ];
}

interface Had {
  readonly mocks: readonly PlannedPlace[];
  readonly done: readonly DoneMock[];
  readonly busy: readonly Busy[];
}

/** The days or weeks that have more than the cap, with the mocks judged in them; those that have none but fixed ones are left out. */
function overCap(
  { sop, open }: Judged,
  { mocks, done, busy }: Had,
  cap: number | null,
  periodOf: (date: Temporal.PlainDate) => Temporal.PlainDate,
): { mocks: PlannedPlace[]; all: number }[] {
  if (cap === null) return [];
  const period = ({ start }: { readonly start: Temporal.Instant }) => periodOf(dateOf(start, sop)).toString();
  const others = [...done, ...busy.filter(({ kind }) => kind === 'mock')].map(period);
  return [...Map.groupBy(mocks, period)].flatMap(([when, here]) => {
    const all = here.length + others.filter((other) => other === when).length;
    return all > cap && here.some((mock) => open.includes(mock)) ? [{ mocks: here, all }] : [];
  });
}

function dayOf({ sop }: Judged, [first]: readonly PlannedPlace[]): string {
  return dayText(first!.start, sop.timeZone);
}

function among(mocks: readonly PlannedPlace[]): string {
  return `${listed(mocks.map(shortName))} among them`;
}
