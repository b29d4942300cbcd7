import { describe, expect, it } from 'vitest';
import { formatFault, formatFinding } from '../../src/document/fault.ts';
import { found, quoted } from '../../src/document/found.ts';
import { lastName, pathText } from '../../src/document/plain-data.ts';

describe('a fault in words', () => {
  const fault = { file: 'team.yaml', line: 4, column: 9, path: 'rules.minGap', message: 'minGap is a list' };

  it('begins with its place, then says what was found', () => {
    expect(formatFault(fault)).toBe('team.yaml:4:9: minGap is a list');
  });

  it('goes on with what was expected and the name that was probably meant', () => {
    expect(formatFault({ ...fault, expected: 'an elapsed time', nearest: 'maxGap' })).toBe(
      'team.yaml:4:9: minGap is a list, expected an elapsed time (did you mean "maxGap"?)',
    );
  });

  it('names the path where there is no text to point into', () => {
    expect(formatFinding({ path: 'rules.minGap', message: 'minGap is a list' })).toBe(
      'rules.minGap: minGap is a list',
    );
    expect(formatFinding({ path: '', message: 'the file is a list' })).toBe('the file is a list');
  });
});

describe('what was found', () => {
  it.each([
    ['90', 'the text "90"'],
    [1.5, 'the number 1.5'],
    [null, 'nothing'],
    [true, 'the value true'],
    [[1], 'a list'],
    [{ a: 1 }, 'a map'],
  ])('%j is %s', (value, words) => {
    expect(found(value)).toBe(words);
  });

  it('is shortened where it is long', () => {
    expect(quoted('x'.repeat(1000)).length).toBeLessThan(70);
  });

  it('cannot rewrite the line it is shown in', () => {
    expect(quoted('a\u001b[2Jb\u009b31m\u202ec\nd')).toBe('"a\\u001b[2Jb\\u009b31m\\u202ec\\nd"');
  });
});

describe('a path', () => {
  it('is written with dots and list positions', () => {
    expect(pathText(['courses', 'FS1', 'main', 0])).toBe('courses.FS1.main[0]');
    expect(pathText([])).toBe('');
  });

  it('is called by its last key', () => {
    expect(lastName(['courses', 'FS1', 'main', 0])).toBe('main[0]');
    expect(lastName([])).toBe('the file');
  });
});
