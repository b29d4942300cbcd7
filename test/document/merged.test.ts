import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { merged, wroteIt } from '../../src/document/merged.ts';
import { valueAt } from '../../src/document/plain-data.ts';

const map = fc.dictionary(fc.string(), fc.jsonValue() as fc.Arbitrary<unknown>, { maxKeys: 5 });

describe('laying one map over another', () => {
  it('merges maps key by key, however deep', () => {
    expect(merged({ rules: { minGap: '12h', maxGap: '4d' } }, { rules: { maxGap: '5d' } })).toEqual({
      rules: { minGap: '12h', maxGap: '5d' },
    });
  });

  it('replaces lists as a whole', () => {
    expect(merged({ mocks: [90, 90, 60] }, { mocks: [90] })).toEqual({ mocks: [90] });
  });

  it('replaces a map by a single value, and a single value by a map', () => {
    expect(merged({ courseGap: { days: 1 } }, { courseGap: '12h' })).toEqual({ courseGap: '12h' });
    expect(merged({ courseGap: '12h' }, { courseGap: { days: 1 } })).toEqual({ courseGap: { days: 1 } });
  });

  it('changes neither of the two', () => {
    const base = Object.freeze({ rules: Object.freeze({ minGap: '12h' }) });
    const over = Object.freeze({ rules: Object.freeze({ maxGap: '5d' }) });
    merged(base, over);
    expect([base, over]).toEqual([{ rules: { minGap: '12h' } }, { rules: { maxGap: '5d' } }]);
  });

  it('treats __proto__ as a key like any other', () => {
    const result = merged({}, JSON.parse('{ "__proto__": { "polluted": true } }') as Record<string, unknown>);
    expect(Object.keys(result)).toEqual(['__proto__']);
    expect((result as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('with nothing over it, or over nothing, is what it was', () => {
    fc.assert(
      fc.property(map, (data) => {
        expect(merged(data, {})).toEqual(data);
        expect(merged({}, data)).toEqual(data);
        expect(merged(data, data)).toEqual(data);
      }),
    );
  });

  it('knows of every value which of the two wrote it', () => {
    const base = { a: { x: 1, list: [1, 2] }, b: 'text', d: 1 };
    const over = { a: { list: [3] }, b: { y: 2 }, c: { z: 3 } };
    const written = (...path: (string | number)[]) => wroteIt(base, over, path);
    expect(written('a', 'x')).toBe(false);
    expect(written('a', 'list', 0)).toBe(true);
    expect(written('b', 'y')).toBe(true);
    expect(written('c', 'z')).toBe(true);
    expect(written('d')).toBe(false);
    // A key missing from a map counts as forgotten by whoever wrote the map alone.
    expect(written('c', 'missing')).toBe(true);
    expect(written('a', 'missing')).toBe(false);
  });

  it('takes every written value from over, and no other', () => {
    fc.assert(
      fc.property(map, map, (base, over) => {
        const result = merged(base, over);
        for (const key of Object.keys(result)) {
          const from = wroteIt(base, over, [key]) ? over : base;
          const [value, source] = [valueAt(result, [key]), valueAt(from, [key])];
          if (typeof value !== 'object' || value === null) expect(value).toBe(source);
        }
      }),
    );
  });
});
