import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEPTH_MAX } from '../../src/document/extent.ts';
import { formatFault } from '../../src/document/fault.ts';
import { scanJson } from '../../src/document/json-scan.ts';
import { readJson } from '../../src/document/read-json.ts';

function faultsOf(text: string, firstLine = 1): string[] {
  const reading = readJson(text, 'r.json', firstLine);
  return reading.ok ? [] : reading.faults.map(formatFault);
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('reading JSON', () => {
  it.each([
    ['{\n  "a": 1\n  "b": 2\n}', 'r.json:3:3: found "\\"", expected "," or "}"'],
    ['{ "a": tru }', 'r.json:1:8: found "tru", expected a value'],
    ['{ a: 1 }', 'r.json:1:3: found "a", expected a key in double quotes'],
    ['{ "a" 1 }', 'r.json:1:7: found "1", expected ":"'],
    ['[1, 2', 'r.json:1:6: the text ends here, expected "," or "]"'],
    ['{ "a": [1,] }', 'r.json:1:11: found "]", expected a value'],
    ['', 'r.json:1:1: the text ends here, expected a value'],
    ['{} {}', 'r.json:1:4: found "{", expected nothing more'],
    ['{ "a": "x', 'r.json:1:10: the text ends here, expected a closing quote'],
    ['{ "a": "\\q" }', 'r.json:1:9: found "\\\\", expected an escape such as \\n or \\u0041'],
    ['{ "a": 01 }', 'r.json:1:9: found "1", expected "," or "}"'],
  ])('says of %j where it is wrong and what was expected', (text, fault) => {
    expect(faultsOf(text)).toEqual([fault]);
  });

  it('refuses every key that is written twice, wherever it is', () => {
    expect(faultsOf('{ "a": { "x": 1, "x": 2 },\n  "b": 1,\n  "a": 3 }')).toEqual([
      'r.json:1:18: the key "x" is written twice, expected each key once',
      'r.json:3:3: the key "a" is written twice, expected each key once',
    ]);
  });

  it('is not taken in by colons and quotes inside texts', () => {
    expect(faultsOf('{ "a": "\\"x\\": ", "b\\\\": "\\\\", "c": "": 1 }'.replace('"": 1', '"y"'))).toEqual([]);
  });

  it('refuses what is nested too deeply, and never overflows', () => {
    const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
    expect(faultsOf(deep(DEPTH_MAX))).toEqual([]);
    expect(faultsOf(deep(DEPTH_MAX + 1))).toEqual([
      `r.json:1:${DEPTH_MAX + 1}: values are nested too deeply, expected at most ${DEPTH_MAX} levels`,
    ]);
    expect(faultsOf(deep(500_000))).toHaveLength(1);
  });

  it('counts lines from where the text begins in its file', () => {
    expect(faultsOf('{ "a": }', 7)).toEqual(['r.json:7:8: found "}", expected a value']);
  });

  it('reads past a byte order mark', () => {
    expect(readJson('\ufeff{ "a": 1 }', 'r.json')).toMatchObject({ ok: true, data: { a: 1 } });
  });

  it('knows the place of every key and value, and of a missing one the map it is missing from', () => {
    const reading = readJson('{ "a": [ 1,\n  { "b": null } ] }', 'r.json');
    if (!reading.ok) throw new Error('refused');
    const at = (path: (string | number)[], what: 'key' | 'value') => reading.positions.place(path, what);
    expect(at([], 'value')).toEqual({ line: 1, column: 1 });
    expect(at(['a'], 'key')).toEqual({ line: 1, column: 3 });
    expect(at(['a'], 'value')).toEqual({ line: 1, column: 8 });
    expect(at(['a', 1, 'b'], 'key')).toEqual({ line: 2, column: 5 });
    expect(at(['a', 1, 'b'], 'value')).toEqual({ line: 2, column: 10 });
    expect(at(['a', 1, 'c'], 'value')).toEqual({ line: 2, column: 3 });
    expect(at(['a', 7], 'value')).toEqual({ line: 1, column: 3 });
  });

  it('takes for JSON exactly what JSON.parse does', () => {
    const nearly = fc.tuple(fc.json(), fc.nat(), fc.string({ maxLength: 2 })).map(([json, at, extra]) => {
      const cut = at % (json.length + 1);
      return json.slice(0, cut) + extra + json.slice(cut + extra.length);
    });
    const soup = fc.string({ unit: fc.constantFrom(...'{}[]",:0123456789-+.eE\\untrfals \n') });
    fc.assert(
      fc.property(fc.oneof(fc.json(), nearly, soup, fc.string()), (text) => {
        expect(scanJson(text, 1000).ok).toBe(parses(text));
        const reading = readJson(text, 'r.json');
        if (reading.ok) expect(reading.data).toEqual(JSON.parse(text));
        else expect(reading.faults.length).toBeGreaterThan(0);
      }),
      { numRuns: 2000 },
    );
  });
});
