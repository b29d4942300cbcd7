const LENGTH_MAX = 200;

/**
 * Why a text cannot be shown as a name (it would go into event titles and chat messages), to follow
 * "the name"; null where it can.
 */
export function nameFault(text: string): string | null {
  if (text.trim() === '') return 'is empty';
  if (text.trim().length > LENGTH_MAX) return `has ${text.trim().length} characters, more than ${LENGTH_MAX}`;
  if (/\p{Cc}|[\u2028\u2029]/u.test(text.trim())) return 'has line breaks or control characters in it';
  return null;
}
