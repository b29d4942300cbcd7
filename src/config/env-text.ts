/**
 * The text of a `.env` file as Node's `parseEnv` reads it, in pieces that can be replaced. Values may
 * be bare (up to a `#`) or stand in one of three quotes, and then go over several lines.
 */
export type EnvPiece =
  | {
      readonly kind: 'variable';
      readonly name: string;
      /** Of the value, quotes included; blanks around it and a comment behind it are outside. */
      readonly from: number;
      readonly to: number;
      /** Where the last line of the value ends, its line ending excluded. */
      readonly lineEnd: number;
    }
  | { readonly kind: 'comment'; readonly from: number; readonly to: number };

const BLANK = /[ \t\r]*/y;
const BLANK_LINES = /[ \t\r\n]*/y;

/** All variables and comments, in order; lines that are neither are passed over. */
export function envPieces(text: string): EnvPiece[] {
  const pieces: EnvPiece[] = [];
  for (let at = after(BLANK_LINES, text, 0); at < text.length; at = after(BLANK_LINES, text, at)) {
    const lineEnd = endOfLine(text, at);
    const equals = text.indexOf('=', at);
    if (text[at] === '#') pieces.push({ kind: 'comment', from: at, to: lineEnd });
    else if (equals !== -1 && equals < lineEnd) {
      const name = text
        .slice(at, equals)
        .trim()
        .replace(/^export[ \t]+/, '');
      const piece = { kind: 'variable', name, ...valueAt(text, equals + 1) } as const;
      pieces.push(piece);
      at = piece.lineEnd;
      continue;
    }
    at = lineEnd;
  }
  return pieces;
}

/**
 * The text without blanks where a value is missing: `A=` with a blank behind it takes the next line
 * for its value, which nobody means.
 */
export function withoutSwallowedLines(text: string): string {
  const cuts = envPieces(text).filter((piece) => piece.kind === 'variable' && piece.from === piece.to);
  return cuts.reduceRight((rest, { from }) => {
    const end = after(BLANK, rest, from);
    const lineEnding = rest.startsWith('\n', end) && rest[end - 1] === '\r' ? end - 1 : end;
    return rest.slice(0, from) + rest.slice(lineEnding);
  }, text);
}

function valueAt(text: string, start: number): { from: number; to: number; lineEnd: number } {
  const from = after(BLANK, text, start);
  const lineEnd = endOfLine(text, from);
  if (from >= lineEnd) return { from: start, to: start, lineEnd };
  const quote = text[from]!;
  const closing = '\'"`'.includes(quote) ? text.indexOf(quote, from + 1) : -1;
  if (closing !== -1) return { from, to: closing + 1, lineEnd: endOfLine(text, closing) };
  const written = text.slice(from, lineEnd);
  const bare = written.includes('#') ? written.slice(0, written.indexOf('#')) : written;
  return { from, to: from + bare.trimEnd().length, lineEnd };
}

function endOfLine(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  if (newline === -1) return text.length;
  return text[newline - 1] === '\r' && newline > at ? newline - 1 : newline;
}

function after(blanks: RegExp, text: string, at: number): number {
  blanks.lastIndex = at;
  blanks.test(text);
  return blanks.lastIndex;
}
