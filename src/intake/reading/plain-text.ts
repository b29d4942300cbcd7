/**
 * Characters nobody sees: controls, zero-width spaces and the marks that turn the writing direction
 * (they could make one name look like another), and halves of surrogate pairs, which PostgreSQL's
 * jsonb refuses. The joiners U+200C and U+200D stay: Persian words and many emoji need them.
 */
const UNSEEN = /[\p{Cc}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]|\p{Cs}/gu;

/** What was typed as one line of visible text, in Unicode's composed form. Doing it twice is doing it once. */
export function oneLine(typed: string): string {
  return typed.replace(/\s+/gu, ' ').replace(UNSEEN, '').replace(/ {2,}/g, ' ').trim().normalize('NFC');
}

/**
 * One line made easy to read for a parser: lower case, full-width characters as plain ones, every
 * kind of dash as `-` and of quote as `'`.
 */
export function simplified(typed: string): string {
  return oneLine(typed)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{Pd}\u2212]/gu, '-')
    .replace(/[\u2018\u2019\u00b4`]/g, "'");
}

/** A text quoted in an answer: visible characters only, at most forty of them. */
export function quoted(typed: string): string {
  const characters = Array.from(oneLine(typed.slice(0, 400)));
  const shown = characters.length > 40 ? `${characters.slice(0, 40).join('')}…` : characters.join('');
  return `“${shown}”`;
}

/** How many characters people would count, emoji parts each by itself. */
export function lengthOf(text: string): number {
  return Array.from(text).length;
}
