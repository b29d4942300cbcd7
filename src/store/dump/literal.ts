/**
 * A value as an SQL literal on one line, whatever the text: a dump is read line by line, and tools on
 * the way may rewrite line ends. PostgreSQL reads it as the type of the column it goes into.
 *
 * @param text the value as PostgreSQL itself writes it; null for NULL
 */
export function literal(text: string | null): string {
  if (text === null) return 'null';
  const quoted = text.replaceAll("'", "''");
  // Backslashes mean themselves only in literals without the E, whatever the server's settings.
  if (!NEEDS_ESCAPES.test(quoted)) return `'${quoted}'`;
  return `E'${quoted.replaceAll(ESCAPED, escaped)}'`;
}

const NEEDS_ESCAPES = /[\\\p{Cc}\u2028\u2029]/u;
const ESCAPED = /[\\\p{Cc}\u2028\u2029]/gu;

function escaped(character: string): string {
  if (character === '\\') return '\\\\';
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** A name that needs no check of what it is made of. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
