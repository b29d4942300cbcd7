/**
 * Control characters, which terminals obey, and those that turn the writing direction or end a line
 * without a line break: a hostile text could rewrite the line that it is shown in. Halves of surrogate
 * pairs are no characters at all.
 */
const UNSAFE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is to be escaped.
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Cs}/gu;

/**
 * A text of any origin as it can be shown: what is not plainly visible is escaped as JSON would escape
 * it, so that JSON still means the same. Line breaks and tabs are escaped too.
 */
export function visible(text: string): string {
  return text.replace(UNSAFE, escaped);
}

/** The same for a text of several lines: line breaks (`\r\n` too) and tabs stay. */
export function visibleLines(text: string): string {
  return text.replace(UNSAFE, (character, at: number) =>
    character === '\n' || character === '\t' || (character === '\r' && text[at + 1] === '\n')
      ? character
      : escaped(character),
  );
}

/** A text in at most so many characters, with a sign where something is missing. */
export function shortened(text: string, lengthMax: number): string {
  return text.length > lengthMax ? `${text.slice(0, lengthMax).toWellFormed()}…` : text;
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
