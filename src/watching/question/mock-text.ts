import type { AskedWhy, ToAsk } from '../decision-model.ts';

/** What is said of why people are asked; nothing where that is plain from what was seen. */
const WHY: Readonly<Record<AskedWhy, string | null>> = {
  policy: null,
  wrong: null,
  soon: 'So close to its start nothing is changed without asking.',
  tries: 'What was ordered to mend this could not be carried out, twice.',
  kept: 'Something about this mock was to be left as it is before, so nothing is changed without asking.',
  restless:
    'It was changed several times within a day, and that was not the end of it: nothing more is changed without asking.',
  noWay: 'This could not be mended by itself.',
  told: 'It is left so.',
  again: 'This was asked before and is open still.',
};

/**
 * What is asked about one mock, a line for each thing that was seen and one for what belongs to all; lines
 * that belong to the one before are indented.
 */
export function mockLines(
  { booking, noted, why }: ToAsk,
  now: Temporal.Instant,
  notWithin: number,
): string[] {
  const things = noted.flatMap(({ condition: { summary, place, broken } }) =>
    place === undefined || broken.length === 0
      ? [summary]
      : [`${summary} That is not right by the SOP:`, ...broken.map((rule) => `  ${rule}`)],
  );
  const starts = [booking, ...noted.flatMap(({ condition }) => condition.place ?? [])];
  const rest = [startText(starts, now, notWithin), WHY[why]].filter((text) => text !== null);
  if (why === 'told') return [...things.slice(0, -1), [things.at(-1), ...rest].join(' ')];
  return rest.length === 0 ? things : [...things, rest.join(' ')];
}

/** `It starts in 2 hours.`, where that is too soon for anything to be moved by itself. */
function startText(
  starts: readonly { readonly start: Temporal.Instant }[],
  now: Temporal.Instant,
  notWithin: number,
): string | null {
  const minutes = starts
    .map(({ start }) => Math.floor(start.since(now).total('minutes')))
    .filter((each) => each >= 0);
  const soonest = Math.min(...minutes);
  if (soonest >= notWithin) return null;
  return `It starts ${soonest === 0 ? 'right now' : `in ${spokenMinutes(soonest)}`}.`;
}

function spokenMinutes(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const parts = [counted(hours, 'hour'), counted(minutes % 60, 'minute')];
  return parts.filter((part) => part !== null).join(' and ');
}

function counted(count: number, what: string): string | null {
  return count === 0 ? null : `${count} ${what}${count === 1 ? '' : 's'}`;
}
