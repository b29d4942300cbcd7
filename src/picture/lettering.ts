import type { Font } from './font.ts';

export type Weight = 'regular' | 'bold';

/** The fonts that a picture is lettered with. */
export type Lettering = Readonly<Record<Weight, Font>>;

const ELLIPSIS = '…';
const RIGHT_TO_LEFT_MARK = '\u200f';
const LETTERS = /\p{L}/gu;
const RIGHT_TO_LEFT =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * A text as the fonts can show it, on one line: without control and direction marks, and without signs
 * that no font has (most emoji, Chinese, Japanese and Korean). May be empty.
 */
export function lettersOf(text: string, { regular }: Lettering): string {
  const shown = [...text.normalize('NFC')].map((sign) => {
    if (/\s/u.test(sign)) return ' ';
    return /[\p{C}\p{Variation_Selector}]/u.test(sign) || !regular.has(sign.codePointAt(0)!) ? '' : sign;
  });
  return shown.join('').replace(/ +/g, ' ').trim();
}

/** The text, shortened with an ellipsis to fit into so many pixels; empty where not even that does. */
export function fitted(text: string, font: Font, size: number, width: number): string {
  if (font.widthOf(text, size) <= width) return text;
  let kept = '';
  for (const { segment } of graphemes.segment(text)) {
    if (font.widthOf(`${kept}${segment}${ELLIPSIS}`, size) > width) break;
    kept += segment;
  }
  const short = `${kept.trimEnd()}${ELLIPSIS}`;
  if (font.widthOf(short, size) > width) return '';
  // The cut is at the left where the last letter runs to the left.
  return RIGHT_TO_LEFT.test(kept.match(LETTERS)?.at(-1) ?? '') ? `${short}${RIGHT_TO_LEFT_MARK}` : short;
}
