/** What one message holds, counted as Telegram counts it: after its markup is read. */
export const TEXT_MAX = 4_096;
export const CAPTION_MAX = 1_024;

const ESCAPED: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;' };

/** They turn the writing direction of what follows, and a name with one could rewrite the line it is in. */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g;

/** A text that reads in the order in which it is written; letters keep their own direction. */
export function unturned(text: string): string {
  return text.replace(TURNING, '');
}

/** Plain text as Telegram's HTML. */
export function escapeHtml(text: string): string {
  return unturned(text).replace(/[<>&]/g, (letter) => ESCAPED[letter]!);
}

/**
 * A text in pieces that fit into messages: cut at line ends; a longer line at a space; a longer word
 * between letters as people see them, so that neither an emoji nor an accent is torn.
 */
export function splitText(text: string, most = TEXT_MAX): readonly string[] {
  const whole = text.trim() === '' ? '…' : text;
  const pieces: string[] = [];
  let rest = whole;
  while (rest.length > most) {
    const head = rest.slice(0, most + 1);
    const line = head.lastIndexOf('\n');
    const space = head.lastIndexOf(' ');
    const cut = line > 0 ? line : space > most / 2 ? space : lettersWithin(rest, most);
    pieces.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).replace(/^[\n ]/, '');
  }
  pieces.push(rest);
  return pieces.filter((piece) => piece.trim() !== '');
}

/** How far whole letters go within so many units; a single letter that is longer is cut. */
function lettersWithin(text: string, most: number): number {
  const letters = new Intl.Segmenter().segment(text.slice(0, most + 64));
  let end = 0;
  for (const { index, segment } of letters) {
    if (index + segment.length > most) break;
    end = index + segment.length;
  }
  return end === 0 ? most : end;
}

/** A text that is at most so long, with a sign where something is missing. */
export function clipped(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, lettersWithin(text, most - 1))}…`;
}
