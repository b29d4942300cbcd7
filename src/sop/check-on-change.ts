import type { Loose } from '../document/blanked.ts';
import { quoted } from '../document/found.ts';
import type { Problems } from '../document/problem.ts';
import { parseClock } from '../time/clock-range.ts';
import { parseDuration } from '../time/duration.ts';
import type { SopFile } from './shape.ts';

/** Checks that no way of mending is named twice, and the distance within which nothing is moved. */
export function checkOnChange(onChange: Loose<NonNullable<SopFile['onChange']>>, problems: Problems): void {
  const seen = new Set<string>();
  for (const [index, way] of (onChange.ways ?? []).entries()) {
    if (way === undefined) continue;
    if (seen.has(way)) {
      problems.fault(['onChange', 'ways', index], `ways names ${way} a second time`, {
        also: [['onChange', 'ways']],
        expected: 'each way once',
      });
    }
    seen.add(way);
  }
  const { notWithin } = onChange;
  if (notWithin !== undefined && parseDuration(notWithin) === null) {
    problems.fault(['onChange', 'notWithin'], `notWithin is the text ${quoted(notWithin)}`, {
      expected: 'an elapsed time such as 30m, 12h, 4d or 1d12h',
    });
  }
}

/** Checks that the time at which people are reminded is one of the day. */
export function checkRemindAt(remindAt: string, problems: Problems): void {
  if (parseClock(remindAt) !== null) return;
  problems.fault(['remindAt'], `${quoted(remindAt)} is no time of day`, {
    expected: 'HH:MM, 24-hour, up to 23:59, such as "18:00"',
  });
}
