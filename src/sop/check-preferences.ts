import type { Loose } from '../document/blanked.ts';
import { quoted } from '../document/found.ts';
import { nearest } from '../document/nearest.ts';
import type { Problems } from '../document/problem.ts';
import { nearestZone } from '../time/nearest-zone.ts';
import { sameZone, zoneNamed } from '../time/zone.ts';
import { checkEmail } from './check-people.ts';
import { emailIn } from './email.ts';
import type { SopFile } from './shape.ts';
import { nameFault } from './shown-name.ts';

export const PLACEHOLDERS = ['candidate', 'interviewer', 'course', 'number'] as const;

/** Checks that no criterion is named twice. */
export function checkPrefer(prefer: Loose<NonNullable<SopFile['prefer']>>, problems: Problems): void {
  const seen = new Set<string>();
  for (const [index, criterion] of prefer.entries()) {
    if (criterion === undefined) continue;
    if (seen.has(criterion)) {
      problems.fault(['prefer', index], `prefer names ${criterion} a second time`, {
        also: [['prefer']],
        expected: 'each criterion once',
      });
    }
    seen.add(criterion);
  }
}

/** Checks that each key is a time zone, or `default`, and no zone is there under two names. */
export function checkTimeOfDay(
  timeOfDay: Loose<NonNullable<SopFile['timeOfDay']>>,
  problems: Problems,
): void {
  const seen = new Map<string, string>();
  for (const key of Object.keys(timeOfDay)) {
    if (key === 'default') continue;
    const zone = zoneNamed(key);
    if (zone === null) {
      problems.fault(['timeOfDay', key], `${quoted(key)} is no time zone`, {
        at: 'key',
        expected: 'a name such as America/Los_Angeles, or default',
        nearest: () => nearest(key, ['default']) ?? nearestZone(key),
      });
      continue;
    }
    const [, other] = [...seen].find(([earlier]) => sameZone(earlier, zone)) ?? [];
    if (other !== undefined) {
      problems.fault(['timeOfDay', key], `${quoted(key)} is the same zone as ${quoted(other)}`, {
        at: 'key',
        also: [['timeOfDay', other]],
        expected: 'each zone once',
      });
    } else seen.set(zone, key);
  }
}

/** Checks the title's placeholders and the addresses of optional attendees. */
export function checkEvent(event: Loose<NonNullable<SopFile['event']>>, problems: Problems): void {
  const why = event.title === undefined ? null : nameFault(event.title);
  if (why !== null)
    problems.fault(['event', 'title'], `the title ${why}`, { expected: 'a short line of text' });
  for (const [, name = ''] of (event.title ?? '').matchAll(/\{([^{}]*)\}/g)) {
    if ((PLACEHOLDERS as readonly string[]).includes(name)) continue;
    problems.fault(['event', 'title'], `the title has the placeholder ${quoted(`{${name}}`)}`, {
      expected: PLACEHOLDERS.map((known) => `{${known}}`).join(', '),
      nearest: () => {
        const known = nearest(name, PLACEHOLDERS);
        return known === undefined ? undefined : `{${known}}`;
      },
    });
  }
  const seen = new Set<string>();
  for (const [index, text] of (event.optionalAttendees ?? []).entries()) {
    if (text === undefined) continue;
    const path = ['event', 'optionalAttendees', index];
    checkEmail(text, path, problems);
    const email = emailIn(text);
    if (email !== null && seen.has(email)) {
      problems.fault(path, `${quoted(text)} is listed a second time`, { expected: 'each attendee once' });
    }
    if (email !== null) seen.add(email);
  }
}
