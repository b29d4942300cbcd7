import { check, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clipped, escapeHtml, splitText } from '../../src/telegram/text.ts';
import { textOfHtml } from './stand-in/html.ts';

const anyText = string({ unit: 'grapheme', maxLength: 400 });

describe('a text for Telegram', () => {
  it('reads as it was written, whatever looks like markup in it', () => {
    const faulty = check(property(anyText, (text) => textOfHtml(escapeHtml(text)) === text));
    expect(faulty.failed).toBe(false);
  });

  it('is cut into pieces that fit, without losing a letter', () => {
    const bare = (text: string) => text.replace(/\s/g, '');
    const faulty = check(
      property(anyText, (text) => {
        const pieces = splitText(text, 40);
        const fits = pieces.every((piece) => piece.length > 0 && piece.length <= 40);
        return fits && (text.trim() === '' || bare(pieces.join('')) === bare(text));
      }),
    );
    expect(faulty.failed).toBe(false);
  });

  it('is cut at line ends, a long line at a space, a long word between letters', () => {
    expect(splitText('one\ntwo\nthree', 8)).toEqual(['one\ntwo', 'three']);
    expect(splitText('alpha bravo charlie', 12)).toEqual(['alpha bravo', 'charlie']);
    expect(splitText('👩‍👩‍👧👩‍👩‍👧', 12)).toEqual(['👩‍👩‍👧', '👩‍👩‍👧']);
  });

  it('is never empty, which Telegram would refuse', () => {
    expect(splitText(' \n ')).toEqual(['…']);
  });

  it('is clipped with a sign that something is missing', () => {
    expect(clipped('alphabet', 5)).toBe('alph…');
    expect(clipped('alpha', 5)).toBe('alpha');
  });
});
