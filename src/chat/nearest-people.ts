import { distance } from 'fastest-levenshtein';
import Fuse from 'fuse.js';

interface Named {
  readonly name: string;
  readonly email: string;
}

/** Lets through two letters of four that are in one another's place, and hardly another name. */
const THRESHOLD = 0.6;
/** Letters of a word that may be wrong, for each letter that it has. */
const WRONG_SHARE = 0.5;

/**
 * Who may be meant by a name or an email address as somebody typed it, in the order given: those whose
 * address it is; else those of whose name or address it is a part; else those who come nearest to it.
 * Accents and case count for nothing.
 */
export function nearestPeople<Person extends Named>(people: readonly Person[], typed: string): Person[] {
  const needle = folded(typed);
  if (needle === '') return [];
  const exact = people.filter(({ email, name }) => folded(email) === needle || folded(name) === needle);
  if (exact.length > 0) return exact;
  const parts = people.filter(({ email, name }) =>
    [email, name].some((text) => folded(text).includes(needle)),
  );
  if (parts.length > 0) return parts;

  const words = needle.split(' ');
  const most = words.reduce((sum, word) => sum + Math.floor(word.length * WRONG_SHARE), 0);
  const fuse = new Fuse(people, {
    keys: ['name', 'email'],
    threshold: THRESHOLD,
    ignoreLocation: true,
    ignoreDiacritics: true,
  });
  const likely = new Set(words.flatMap((word) => fuse.search(word).map(({ item }) => item)));
  const ranked = people
    .filter((person) => likely.has(person))
    .map((person) => ({ person, wrong: wrongLetters(words, person) }))
    .filter(({ wrong }) => wrong <= most);
  const least = Math.min(...ranked.map(({ wrong }) => wrong));
  return ranked.filter(({ wrong }) => wrong === least).map(({ person }) => person);
}

/** How many letters are wrong where each word stands for the word of the person that it is nearest to. */
function wrongLetters(words: readonly string[], { name, email }: Named): number {
  const own = [...folded(name).split(' '), ...folded(email).split(/[@.]/)];
  return words.reduce((sum, word) => sum + Math.min(...own.map((each) => distance(word, each))), 0);
}

function folded(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase()
    .replaceAll(/\s+/g, ' ')
    .trim();
}
