import { distance } from 'fastest-levenshtein';

// Comparing two texts costs the product of their lengths, so neither hostile names nor endless
// lists of them may make an error message expensive.
const NAME_LENGTH_MAX = 60;
const NAMES_MAX = 5000;

/**
 * The name that was most likely meant by `text`, letter case aside: the one with the fewest letters
 * to change (Levenshtein, two neighbours swapped counting once), the first of several. Undefined
 * where none is near: more than two letters in five of the longer of the two, but always one.
 */
export function nearest(text: string, names: Iterable<string>): string | undefined {
  const wanted = text.trim().toLowerCase();
  if (wanted === '' || wanted.length > NAME_LENGTH_MAX) return undefined;
  let [best, bestDistance] = [undefined as string | undefined, Number.POSITIVE_INFINITY];
  let compared = 0;
  for (const name of names) {
    compared += 1;
    if (compared > NAMES_MAX) break;
    if (name.length > NAME_LENGTH_MAX) continue;
    const changes = lettersToChange(wanted, name.toLowerCase());
    const most = Math.max(1, Math.floor(Math.max(wanted.length, name.length) * 0.4));
    if (changes <= most && changes < bestDistance) [best, bestDistance] = [name, changes];
  }
  return best;
}

function lettersToChange(a: string, b: string): number {
  const changes = distance(a, b);
  if (changes !== 2 || a.length !== b.length) return changes;
  const at = [...a].findIndex((letter, index) => letter !== b[index]);
  return a[at] === b[at + 1] && a[at + 1] === b[at] ? 1 : changes;
}
