import type { Loose } from '../document/blanked.ts';
import { quoted } from '../document/found.ts';
import type { Problems } from '../document/problem.ts';
import { formatDuration, parseDuration } from '../time/duration.ts';
import { looksLikeDate, parseDate } from '../time/written-date.ts';
import type { RulesEntry } from './shape.ts';

const DAY_MINUTES = 24 * 60;

// No zone's clock changes take more than this from the elapsed time between two days.
const CLOCK_CHANGE_MAX = 2 * 60;

const DURATIONS = ['startEvery', 'minGap', 'maxGap', 'interviewerBuffer', 'minNotice'] as const;

/** Checks durations and dates of the rules, and that the gaps do not contradict each other. */
export function checkRules(rules: Loose<RulesEntry>, problems: Problems): void {
  const durations = new Map(DURATIONS.map((key) => [key, durationOf(key, rules[key], problems)]));
  const startEvery = durations.get('startEvery') ?? null;
  if (startEvery !== null && (startEvery < 1 || startEvery > DAY_MINUTES)) {
    problems.fault(['rules', 'startEvery'], `startEvery is ${rules.startEvery}`, {
      expected: 'an elapsed time from 1m to 24h',
    });
  }
  const maxGap = durations.get('maxGap') ?? null;
  const minGap = durations.get('minGap') ?? null;
  if (maxGap !== null && minGap !== null && minGap > maxGap) {
    contradiction('minGap', `minGap is ${rules.minGap}, longer than maxGap, ${rules.maxGap}`, problems);
  }
  checkCourseGap(rules.courseGap, maxGap, problems);
  for (const [index, text] of (rules.holidays ?? []).entries()) {
    if (text === undefined || parseDate(text) !== null) continue;
    const what = looksLikeDate(text) ? 'is no day of the calendar' : 'is no date';
    problems.fault(['rules', 'holidays', index], `${quoted(text)} ${what}`, {
      expected: 'a date such as 2026-12-25',
    });
  }
}

function checkCourseGap(
  gap: Loose<RulesEntry>['courseGap'],
  maxGap: number | null,
  problems: Problems,
): void {
  if (typeof gap === 'string') {
    const elapsed = durationOf('courseGap', gap, problems);
    if (elapsed !== null && maxGap !== null && elapsed > maxGap) {
      contradiction(
        'courseGap',
        `courseGap is ${gap}, longer than maxGap, ${formatDuration(maxGap)}`,
        problems,
      );
    }
  } else if (gap?.days !== undefined && maxGap !== null) {
    // The least that n free days take: from midnight at the end of one day to midnight n days later.
    if (gap.days * DAY_MINUTES - CLOCK_CHANGE_MAX > maxGap) {
      const message = `courseGap is ${gap.days} free days, which can never be within maxGap, ${formatDuration(maxGap)}`;
      contradiction('courseGap', message, problems);
    }
  }
}

function contradiction(key: 'minGap' | 'courseGap', message: string, problems: Problems): void {
  problems.fault(['rules', key], message, {
    also: [['rules', 'maxGap']],
    expected: `${key} no longer than maxGap`,
  });
}

function durationOf(key: string, text: string | undefined, problems: Problems): number | null {
  if (text === undefined) return null;
  const minutes = parseDuration(text);
  if (minutes === null) {
    problems.fault(['rules', key], `${key} is the text ${quoted(text)}`, {
      expected: 'an elapsed time such as 30m, 12h, 4d or 1d12h',
    });
  }
  return minutes;
}
