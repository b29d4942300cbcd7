import { distance } from 'fastest-levenshtein';
import { ZONE_ALIASES } from './zone.ts';

const NAME_LENGTH_MAX = 40;

let known: readonly { readonly name: string; readonly forms: readonly string[] }[] | undefined;

/** Zones by the forms people type: the whole name, and its city alone. */
function zones(): NonNullable<typeof known> {
  known ??= [...Object.keys(ZONE_ALIASES), ...Intl.supportedValuesOf('timeZone')].map((name) => ({
    name,
    forms: [...new Set([form(name), form(name.slice(name.lastIndexOf('/') + 1))])],
  }));
  return known;
}

function form(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, ' ');
}

/**
 * The time zone that was most likely meant by a text that names none: `America/Los_Angelos`,
 * `los angeles`, `New York`. Undefined where none is near.
 */
export function nearestZone(text: string): string | undefined {
  const wanted = form(text);
  if (wanted === '' || wanted.length > NAME_LENGTH_MAX) return undefined;
  let [best, bestDistance] = [
    undefined as string | undefined,
    Math.max(1, Math.floor(wanted.length / 3)) + 1,
  ];
  for (const { name, forms } of zones()) {
    const changes = Math.min(...forms.map((candidate) => distance(wanted, candidate)));
    if (changes < bestDistance) [best, bestDistance] = [name, changes];
  }
  return best;
}
