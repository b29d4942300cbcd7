const LENGTH_MAX = 200;

/**
 * Characters that make a name look like another, or like nothing: zero-width ones, those that turn the
 * writing direction, halves of surrogate pairs. The joiners U+200C and U+200D are letters' own business:
 * Persian words and many emoji need them.
 */
const UNSEEN = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]|\p{Cs}/u;

/**
 * Why a text cannot be shown as a name (it would go into event titles and chat messages), to follow
 * "the name"; null where it can. Letters are counted as people do, an emoji's parts each by itself.
 */
export function nameFault(text: string): string | null {
  const name = text.trim();
  if (name === '') return 'is empty';
  const length = name.length > LENGTH_MAX * 2 ? name.length : [...name].length;
  if (length > LENGTH_MAX) return `has ${length} characters, more than ${LENGTH_MAX}`;
  if (/\p{Cc}|[\u2028\u2029]/u.test(name)) return 'has line breaks or control characters in it';
  const unseen = UNSEEN.exec(name)?.[0];
  if (unseen !== undefined) return `has a character in it that nobody sees (${codeOf(unseen)})`;
  return null;
}

/** `U+202E` */
function codeOf(character: string): string {
  return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}
