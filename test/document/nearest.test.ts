import { describe, expect, it } from 'vitest';
import { nearest } from '../../src/document/nearest.ts';

describe('the nearest right name', () => {
  it.each([
    ['alhpa', ['alpha', 'bravo'], 'alpha'],
    ['Alpha', ['alpha', 'bravo'], 'alpha'],
    ['knid', ['email', 'start', 'end', 'kind'], 'kind'],
    ['alfa', ['bravo', 'alpha'], 'alpha'],
    ['window', ['windowDays'], 'windowDays'],
    ['FS9', ['FS1', 'FS2'], 'FS1'],
    ['startevery', ['startEvery', 'minGap'], 'startEvery'],
    ['weekday', ['everyday', 'weekdays', 'weekends'], 'weekdays'],
  ])('of %s among %j is %s', (text, names, expected) => {
    expect(nearest(text, names)).toBe(expected);
  });

  it('is none where nothing is near', () => {
    expect(nearest('zulu', ['alpha', 'bravo'])).toBeUndefined();
    expect(nearest('', ['alpha'])).toBeUndefined();
    expect(nearest('x', [])).toBeUndefined();
  });

  it('is not looked for when the text is far too long to be a name', () => {
    expect(nearest('a'.repeat(1_000_000), ['alpha'])).toBeUndefined();
  });
});
