import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatFault } from '../../src/document/fault.ts';
import { merged } from '../../src/document/merged.ts';
import { valueAt } from '../../src/document/plain-data.ts';
import { loadSop } from '../../src/sop/load-sop.ts';
import { procedureFromSource } from '../../src/sop/procedure-from-source.ts';
import { showSop } from '../../src/sop/show-sop.ts';
import { procedureOf } from './sop-of.ts';
import { TEAM_FILE } from './team-file.ts';

/** Every path of plain data, the root's excepted. */
function pathsOf(data: unknown): (string | number)[][] {
  if (typeof data !== 'object' || data === null) return [];
  const steps = Array.isArray(data) ? data.map((_, index) => index) : Object.keys(data);
  return steps.flatMap((step) => [
    [step],
    ...pathsOf((data as Record<string | number, unknown>)[step]).map((path) => [step, ...path]),
  ]);
}

const SOURCE = procedureOf(TEAM_FILE).source;
const PATHS = pathsOf(SOURCE);

function withValue(path: readonly (string | number)[], value: unknown): Record<string, unknown> {
  const copy = structuredClone(SOURCE) as Record<string | number, unknown>;
  const holder = valueAt(copy, path.slice(0, -1)) as Record<string | number, unknown>;
  Object.defineProperty(holder, path.at(-1) as string, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
  return copy;
}

const odd = fc.oneof(
  fc.jsonValue(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '',
    '24:00-24:00',
    '00:00-24:00',
    '999999d',
    '1h',
    'alpha',
    'FS1',
    'UTC',
    'default',
    '2026-02-30',
  ),
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -0, 1e308, [], {}, [[]], [null], null, '__proto__'),
);

describe('no SOP file crashes the loader', () => {
  it('whatever stands in place of one of its values', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PATHS), odd, (path, value) => {
        const result = procedureFromSource(withValue(path, value));
        if (result.ok) expect(showSop(result.procedure)).not.toBe('');
        else expect(result.findings.length).toBeGreaterThan(0);
      }),
      { numRuns: 600 },
    );
  });

  it('whatever is laid over it', () => {
    const keys = fc.constantFrom(...Object.keys(SOURCE), '__proto__', 'constructor', 'x');
    const inner = fc.dictionary(
      fc.constantFrom('alpha', 'FS1', 'minGap', '__proto__', 'toString', 'default'),
      odd,
    );
    fc.assert(
      fc.property(fc.dictionary(keys, fc.oneof(odd, inner)), (over) => {
        const result = procedureFromSource(merged(SOURCE, over));
        if (!result.ok) expect(result.findings.length).toBeGreaterThan(0);
      }),
      { numRuns: 400 },
    );
  });

  it('whatever characters are cut out of or typed into its text', () => {
    const noise = fc.oneof(
      fc.string({ maxLength: 3 }),
      fc.constantFrom('\t', '\n', ': ', '- ', '{', ']', '&a ', '*a'),
    );
    fc.assert(
      fc.property(fc.nat(TEAM_FILE.length), fc.nat(5), noise, (at, cut, typed) => {
        const text = TEAM_FILE.slice(0, at) + typed + TEAM_FILE.slice(at + cut);
        const loaded = loadSop(text, 'team.yaml');
        if (loaded.ok) return;
        expect(loaded.faults.length).toBeGreaterThan(0);
        for (const fault of loaded.faults) {
          expect(fault.line).toBeLessThanOrEqual(text.split('\n').length);
          expect(formatFault(fault)).toMatch(/^team\.yaml:\d+:\d+: \S/);
        }
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ['a course', 'courses: { __proto__: { mocks: 5 } }', '"__proto__" cannot be the name of a course'],
    ['an interviewer', 'interviewers: { __proto__: 5 }', '"__proto__" is no id of an interviewer'],
    ['a key', '__proto__: 5', 'unknown key "__proto__"'],
  ])('with %s called __proto__', (_, text, fault) => {
    const loaded = loadSop(`sop: 1\n${text}\n`, 'team.yaml');
    expect(loaded.ok ? [] : loaded.faults.map(({ message }) => message)).toContain(fault);
  });

  it('with tens of thousands of faults, of which it lists the first', () => {
    const people = Array.from({ length: 20_000 }, (_, i) => `nobody-${i}`).join(', ');
    const loaded = loadSop(TEAM_FILE.replace('main: [bravo]', `main: [${people}]`), 'team.yaml');
    if (loaded.ok) throw new Error('the file was accepted');
    expect(loaded.faults).toHaveLength(501);
    expect(loaded.faults.at(-1)?.message).toMatch(/more faults are not listed$/);
  });
});
