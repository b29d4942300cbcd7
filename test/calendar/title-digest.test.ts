import { describe, expect, it } from 'vitest';
import { titleDigest } from '../../src/calendar/title-digest.ts';

const TITLE = 'Sam : Alpha FS1 Mock1';

describe('what an event carries of its title', () => {
  it('is the same for what calendars make of a title', () => {
    for (const kept of [` ${TITLE} `, TITLE.replace(' ', '\t'), TITLE.replace('Mock', '\u0007Mock')]) {
      expect(titleDigest(kept)).toBe(titleDigest(TITLE));
    }
    expect(titleDigest('Zo\u0065\u0301')).toBe(titleDigest('Zo\u00e9'));
  });

  it('is another for another title, and short', () => {
    expect(titleDigest(`${TITLE}!`)).not.toBe(titleDigest(TITLE));
    expect(titleDigest(TITLE)).toMatch(/^[0-9a-f]{16}$/);
  });
});
