import type { DoneMock } from '../../request/model.ts';
import type { Sop } from '../../sop/model.ts';
import { formatDuration } from '../../time/duration.ts';
import type { BrokenRule, PlannedPlace } from '../broken-rule.ts';
import { brokenRule, byTime, dateOf, type Judged, minutesBetween } from './judged.ts';
import { capitalised, count, named, namedDone } from './wording.ts';

/** A mock and the one that follows it, of which not both stood there before. */
interface Neighbours {
  readonly previous: DoneMock;
  readonly next: DoneMock;
  /** Those of the two that are judged. */
  readonly mocks: readonly PlannedPlace[];
  readonly texts: readonly [() => string, () => string];
}

/** Rule 5: the gaps between mocks that follow each other in time. */
export function gapsBroken(judged: Judged): BrokenRule[] {
  return neighboursOf(judged).flatMap((pair) => [
    ...minGapBroken(judged.sop, pair),
    ...courseGapBroken(judged.sop, pair),
    ...maxGapBroken(judged, pair),
  ]);
}

function neighboursOf({ sop, mocks, open, done }: Judged): Neighbours[] {
  const inTime = [
    ...mocks.map((mock) => ({
      mock,
      part: [mock],
      isOpen: open.includes(mock),
      text: () => named(sop, mock),
    })),
    ...done.map((mock) => ({ mock, part: [], isOpen: false, text: () => namedDone(sop, mock) })),
  ].sort((a, b) => byTime(a.mock, b.mock));
  return inTime.slice(1).flatMap((next, index): Neighbours[] => {
    const previous = inTime[index]!;
    if (!previous.isOpen && !next.isOpen) return [];
    const texts = [previous.text, next.text] as const;
    return [{ previous: previous.mock, next: next.mock, mocks: [...previous.part, ...next.part], texts }];
  });
}

function minGapBroken({ rules }: Sop, pair: Neighbours): BrokenRule[] {
  const gap = gapOf(pair);
  // Mocks that share time are told to do so already.
  if (gap < 0 || gap >= rules.minGap) return [];
  return [
    brokenRule(
      'minGap',
      pair.mocks,
      `${lie(pair, gap)}, and it must be at least ${formatDuration(rules.minGap)} (minGap).`,
    ),
  ];
}

function courseGapBroken(sop: Sop, pair: Neighbours): BrokenRule[] {
  const { courseGap } = sop.rules;
  const { previous, next, mocks } = pair;
  if (courseGap === null || previous.course === next.course) return [];
  if (courseGap.kind === 'elapsed') {
    const gap = gapOf(pair);
    if (gap >= courseGap.minutes) return [];
    const least = formatDuration(courseGap.minutes);
    return [
      brokenRule(
        'courseGap',
        mocks,
        `${lie(pair, gap)}, and from one course to the next it must be at least ${least} (courseGap).`,
      ),
    ];
  }
  const days = dateOf(previous.start, sop).until(dateOf(next.start, sop), { largestUnit: 'day' }).days;
  if (days > courseGap.days) return [];
  const least = courseGap.days === 0 ? 'a new day' : `${count(courseGap.days, 'full free day')}`;
  const [before, after] = pair.texts.map((text) => text()) as [string, string];
  const message = `${capitalised(after)} comes too soon after ${before}: from one course to the next it takes ${least} (courseGap).`;
  return [brokenRule('courseGap', mocks, message)];
}

function maxGapBroken(judged: Judged, pair: Neighbours): BrokenRule[] {
  const { maxGap } = judged.sop.rules;
  const gap = gapOf(pair);
  if (maxGap === null || gap <= maxGap || lacksOneBetween(judged, pair)) return [];
  return [
    brokenRule(
      'maxGap',
      pair.mocks,
      `${lie(pair, gap)}, and it may be at most ${formatDuration(maxGap)} (maxGap).`,
    ),
  ];
}

/** Whether a mock between two was cancelled, as far as their numbers tell: what is left of its place is no fault of theirs. */
function lacksOneBetween({ sop, partial }: Judged, { mocks }: Neighbours): boolean {
  const [previous, next] = mocks;
  if (!partial || previous === undefined || next === undefined) return false;
  if (previous.course === next.course) return next.number > previous.number + 1;
  const last = sop.courses.get(previous.course)?.mocks.length ?? previous.number;
  return previous.number < last || next.number > 1;
}

function gapOf({ previous, next }: Neighbours): number {
  return minutesBetween(previous.end, next.start);
}

/** `2h lie between … and …`; mocks that share time have none between them. */
function lie({ texts }: Neighbours, gap: number): string {
  const [before, after] = texts.map((text) => text());
  if (gap <= 0) return `There is no time between ${before} and ${after}`;
  return `There are ${formatDuration(Math.max(1, Math.floor(gap)))} between ${before} and ${after}`;
}
