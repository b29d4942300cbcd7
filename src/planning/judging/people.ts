import type { Busy, DoneMock } from '../../request/model.ts';
import { formatDuration } from '../../time/duration.ts';
import type { BrokenRule, PlannedPlace } from '../broken-rule.ts';
import {
  brokenRule,
  busyOfCandidate,
  busyOfInterviewer,
  type Judged,
  minutesBetween,
  shareTime,
} from './judged.ts';
import { capitalised, named, namedDone, nameOf, rangeText } from './wording.ts';

/** Rule 3: nobody is in two places, and interviewers keep their buffer. */
export function peopleBroken(judged: Judged): BrokenRule[] {
  const { sop, request, open } = judged;
  const ofCandidate = busyOfCandidate(judged);
  return [
    ...open.flatMap((mock) => {
      const name = nameOf(sop, mock.interviewer);
      const entries = busyOfInterviewer(judged, mock.interviewer);
      return [
        ...entries.filter((entry) => shareTime(mock, entry)).map((entry) => busy(judged, mock, name, entry)),
        ...entries
          .filter((entry) => isTooNear(judged, mock, entry))
          .map((entry) => near(judged, mock, entry)),
        ...ofCandidate
          .filter((entry) => shareTime(mock, entry))
          .map((entry) => busy(judged, mock, request.candidate.name, entry)),
      ];
    }),
    ...besideOthers(judged),
  ];
}

function busy({ sop }: Judged, mock: PlannedPlace, who: string, entry: Busy): BrokenRule {
  return brokenRule(
    'busy',
    [mock],
    `${who} is busy ${rangeText(sop, entry)}, at the time of ${named(sop, mock)}.`,
  );
}

function near({ sop }: Judged, mock: PlannedPlace, entry: Busy): BrokenRule {
  const buffer = formatDuration(sop.rules.interviewerBuffer);
  return brokenRule(
    'interviewerBuffer',
    [mock],
    `${nameOf(sop, mock.interviewer)} is busy ${rangeText(sop, entry)}, less than ${buffer} (interviewerBuffer) from ${named(sop, mock)}.`,
  );
}

type Range = Pick<DoneMock, 'start' | 'end'>;

/** Whether a range is within the buffer of a mock, but not at its time. */
function isTooNear({ sop }: Judged, a: Range, b: Range): boolean {
  const free = Math.max(minutesBetween(a.end, b.start), minutesBetween(b.end, a.start));
  return free >= 0 && free < sop.rules.interviewerBuffer;
}

/** Mocks beside each other, and beside what is done; of two, one at least is not fixed. */
function besideOthers(judged: Judged): BrokenRule[] {
  const { sop, mocks, open, done } = judged;
  const isOpen = new Set(open);
  const others = [
    ...mocks.map((mock) => ({ mock, judged: [mock], text: () => named(sop, mock) })),
    ...done.map((mock) => ({ mock, judged: [], text: () => namedDone(sop, mock) })),
  ];
  return open.flatMap((mock) =>
    others
      .filter(({ mock: other }) => other !== mock)
      // Of two that are both open each is met by the other: once is enough.
      .filter(
        ({ judged: [other] }) =>
          other === undefined || !isOpen.has(other) || mocks.indexOf(mock) < mocks.indexOf(other),
      )
      .flatMap(({ mock: other, judged: part, text }) => {
        if (shareTime(mock, other)) {
          return [brokenRule('overlap', [mock, ...part], `${named(sop, mock)} is at the time of ${text()}.`)];
        }
        if (mock.interviewer !== other.interviewer || !isTooNear(judged, mock, other)) return [];
        const buffer = formatDuration(sop.rules.interviewerBuffer);
        const message = `${capitalised(text())} is less than ${buffer} (interviewerBuffer) from ${named(sop, mock)}.`;
        return [brokenRule('interviewerBuffer', [mock, ...part], message)];
      }),
  );
}
