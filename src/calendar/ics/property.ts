/** One content line (RFC 5545, 3.1), its value still as it is written. */
export interface Property {
  /** Upper-case. */
  readonly name: string;
  /** Upper-case names; values unquoted and with RFC 6868's carets resolved. */
  readonly params: ReadonlyMap<string, string>;
  readonly value: string;
  readonly line: number;
}

/** Reads one unfolded line; null where it is none. Of a parameter with several values, the text of all. */
export function parseProperty(text: string, line: number): Property | null {
  const name = /^[A-Za-z0-9-]+/.exec(text)?.[0];
  if (name === undefined) return null;
  const params = new Map<string, string>();
  let at = name.length;
  while (text[at] === ';') {
    const equals = text.indexOf('=', at);
    if (equals < 0) return null;
    const end = valueEnd(text, equals + 1);
    params.set(text.slice(at + 1, equals).toUpperCase(), paramText(text.slice(equals + 1, end)));
    at = end;
  }
  if (text[at] !== ':') return null;
  return { name: name.toUpperCase(), params, value: text.slice(at + 1), line };
}

/** Where a parameter's value ends: at the next `;` or `:` outside quotes. */
function valueEnd(text: string, from: number): number {
  let quoted = false;
  for (let at = from; at < text.length; at += 1) {
    const char = text[at];
    if (char === '"') quoted = !quoted;
    else if (!quoted && (char === ';' || char === ':')) return at;
  }
  return text.length;
}

const CARET: Readonly<Record<string, string>> = { "^'": '"', '^n': '\n', '^^': '^' };

function paramText(written: string): string {
  return written.replaceAll('"', '').replace(/\^['n^]/g, (code) => CARET[code] ?? code);
}

/** The text that a TEXT value (RFC 5545, 3.3.11) stands for. */
export function textOf(property: Property | null): string {
  if (property === null) return '';
  return property.value.replace(/\\([\\;,nN])/g, (_, char: string) =>
    char.toLowerCase() === 'n' ? '\n' : char,
  );
}

/** What can be kept of any text: whole characters, line ends as `\n`, no control characters. */
export function cleanText(text: string): string {
  return (
    text
      .toWellFormed()
      .replace(/\r\n?/g, '\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what TEXT may not hold.
      .replace(/[\u0000-\u0008\u000B-\u001F\u007F]/g, '')
  );
}
