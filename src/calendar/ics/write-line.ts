import { cleanText } from './property.ts';

const OCTETS_MAX = 75;

/** The length in UTF-8 of one code point. */
function octets(char: string): number {
  const code = char.codePointAt(0) ?? 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

/**
 * Ends each line with CRLF and folds it where it is longer than 75 octets (RFC 5545, 3.1), never
 * inside a character.
 */
export function foldedText(lines: readonly string[]): string {
  return lines.map(folded).join('');
}

function folded(line: string): string {
  let result = '';
  let length = 0;
  for (const char of line) {
    const size = octets(char);
    if (length + size > OCTETS_MAX) {
      result += '\r\n ';
      length = 1;
    }
    result += char;
    length += size;
  }
  return `${result}\r\n`;
}

/** A TEXT value (RFC 5545, 3.3.11): commas, semicolons, backslashes and line ends escaped. */
export function textValue(text: string): string {
  return cleanText(text)
    .replace(/[\\;,]/g, (char) => `\\${char}`)
    .replaceAll('\n', '\\n');
}

/** A quoted parameter value; what quotes cannot hold is written as RFC 6868 says. */
export function paramValue(text: string): string {
  const encoded = cleanText(text).replace(/[\^"\n]/g, (char) =>
    char === '^' ? '^^' : char === '"' ? "^'" : '^n',
  );
  return `"${encoded}"`;
}

/** A `mailto:` address; what would end the line or the value is left out. */
export function mailto(email: string): string {
  return `mailto:${cleanText(email).replace(/\s/g, '')}`;
}
