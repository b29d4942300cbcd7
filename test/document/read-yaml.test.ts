import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatFault } from '../../src/document/fault.ts';
import { readYaml } from '../../src/document/read-yaml.ts';

function faultsOf(text: string): string[] {
  const reading = readYaml(text, 'f.yaml');
  return reading.ok ? [] : reading.faults.map(formatFault);
}

describe('reading YAML', () => {
  it('keeps dates, times and yes as the texts they are, whatever version the file claims', () => {
    const text = '%YAML 1.1\n---\nday: 2026-12-24\nclock: 18:00\nanswer: yes\ncount: 3\n';
    expect(readYaml(text, 'f.yaml')).toMatchObject({
      ok: true,
      data: { day: '2026-12-24', clock: '18:00', answer: 'yes', count: 3 },
    });
  });

  it.each([
    ['empty', ''],
    ['only a comment', '# nothing yet\n'],
    ['only nothing', '~'],
  ])('refuses a file that is %s', (_, text) => {
    expect(faultsOf(text)).toEqual(['f.yaml:1:1: the file is empty']);
  });

  it('refuses keys that are written twice, all of them', () => {
    expect(faultsOf('a: 1\nb: { x: 1, y: 2, x: 3 }\na: 2\n')).toEqual([
      'f.yaml:2:18: the key "x" is written twice, expected each key once',
      'f.yaml:3:1: the key "a" is written twice, expected each key once',
    ]);
  });

  it('refuses a key that is a list, a map or nothing', () => {
    expect(faultsOf('[a, b]: 1\n? ~\n: 2\n')).toEqual([
      'f.yaml:1:1: a key that is not plain text, expected a name',
      'f.yaml:2:3: a key that is not plain text, expected a name',
    ]);
  });

  it('says where the syntax is wrong', () => {
    expect(faultsOf('a: [1, 2\nb: 3\n')[0]).toMatch(/^f\.yaml:2:1: this is not YAML: /);
    expect(faultsOf('a: "x\\qy"\n')[0]).toMatch(/^f\.yaml:1:6: this is not YAML: Invalid escape/);
  });

  it('says once and without the words of a parser what is wrong with a line', () => {
    expect(faultsOf('a: b: c\n')).toEqual([
      'f.yaml:1:4: this is not YAML: a key within a value, expected one "key: value" a line, texts with a colon in quotes, and keys of one map at the same indentation',
    ]);
    expect(faultsOf('a: 1\nb:2\nc: 3\n')).toEqual([
      'f.yaml:2:1: this is not YAML: this line does not go with the lines around it, expected a colon and a space after each key, and the same indentation for keys of one map',
    ]);
    expect(faultsOf('a:\n\tb: 1\n')).toEqual([
      'f.yaml:2:1: this is not YAML: a tab at the start of the line, expected spaces',
    ]);
  });

  it('refuses tags, and several documents in one file', () => {
    expect(faultsOf('a: !!timestamp 2026-12-24\n')[0]).toMatch(/^f\.yaml:1:4: this YAML is not understood/);
    expect(faultsOf('a: 1\n---\nb: 1\n')[0]).toMatch(/^f\.yaml:2:1: this is not YAML: .*multiple documents/);
  });

  it('lets people share a value by an alias, and locates what is in it where it was written', () => {
    const reading = readYaml('a: &evenings\n  weekdays: [x]\nb: *evenings\n', 'f.yaml');
    if (!reading.ok) throw new Error('refused');
    expect(reading.data).toEqual({ a: { weekdays: ['x'] }, b: { weekdays: ['x'] } });
    expect(reading.positions.place(['b', 'weekdays', 0], 'value')).toEqual({ line: 2, column: 14 });
    expect(reading.positions.place(['b'], 'value')).toEqual({ line: 3, column: 4 });
  });

  it('allows one alias for hundreds of people', () => {
    const people = Array.from({ length: 400 }, (_, index) => `p${index}: *evenings\n`).join('');
    expect(readYaml(`a: &evenings { weekdays: [x] }\n${people}`, 'f.yaml').ok).toBe(true);
  });

  it('knows the place of keys, values, list items and of what is missing', () => {
    const reading = readYaml('# head\na:\n  b: 1\n  list:\n    - x\n    - y: 2\nc:\n', 'f.yaml');
    if (!reading.ok) throw new Error('refused');
    const at = (path: (string | number)[], what: 'key' | 'value') => {
      const { line, column } = reading.positions.place(path, what);
      return `${line}:${column}`;
    };
    expect(at(['a', 'b'], 'key')).toBe('3:3');
    expect(at(['a', 'b'], 'value')).toBe('3:6');
    expect(at(['a', 'list', 0], 'value')).toBe('5:7');
    expect(at(['a', 'list', 1, 'y'], 'value')).toBe('6:10');
    expect(at(['a', 'list', 1, 'z'], 'value')).toBe('6:7');
    expect(at(['a', 'missing'], 'value')).toBe('2:1');
    expect(at(['c'], 'value')).toBe('7:1');
    expect(at(['missing'], 'value')).toBe('2:1');
  });

  const bomb = [
    'a: &a [x, x, x, x, x, x, x, x, x, x]',
    ...[...'bcdefgh'].map(
      (name, index) => `${name}: &${name} [${Array(10).fill(`*${'abcdefg'[index]}`).join()}]`,
    ),
  ].join('\n');

  it.each([
    ['a bomb of aliases', bomb],
    ['an alias of itself', 'a: &a [*a, *a, *a]'],
    ['a wide list behind many aliases', `a: &a [${'x,'.repeat(2000)}]\nb: [${'*a,'.repeat(500)}]`],
    ['deep lists', '['.repeat(20_000)],
    ['deep maps', `${'{a: '.repeat(5_000)}1${'}'.repeat(5_000)}`],
    [
      'a chain of aliases',
      Array.from({ length: 300 }, (_, i) => `k${i}: &a${i} [${i ? `*a${i - 1}` : 1}]`).join('\n'),
    ],
    ['two million characters', `a: ${'x'.repeat(2_000_000)}`],
  ])('refuses %s in good time', (_, text) => {
    const started = performance.now();
    expect(faultsOf(text)).not.toEqual([]);
    expect(performance.now() - started).toBeLessThan(4000);
  });

  it('reads twenty thousand keys of one map without comparing each with each', () => {
    const started = performance.now();
    expect(readYaml(Array.from({ length: 20_000 }, (_, i) => `k${i}: 1\n`).join(''), 'f.yaml').ok).toBe(true);
    expect(performance.now() - started).toBeLessThan(4000);
  });

  it('never crashes, and points into the text', () => {
    const soup = fc.string({
      unit: fc.constantFrom(...'ab:-[]{},&*!|>"\'#%@?~ \n\t\r\u0000'),
      maxLength: 60,
    });
    fc.assert(
      fc.property(fc.oneof(soup, fc.string({ unit: 'binary' })), (text) => {
        const reading = readYaml(text, 'f.yaml');
        if (reading.ok) return;
        expect(reading.faults.length).toBeGreaterThan(0);
        for (const { line, column } of reading.faults) {
          expect(line).toBeLessThanOrEqual(text.split('\n').length);
          expect(column).toBeGreaterThan(0);
        }
      }),
      { numRuns: 400 },
    );
  });
});
