import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { formatFault, formatFinding } from '../../src/document/fault.ts';
import { loadSop } from '../../src/sop/load-sop.ts';
import { procedureFromSource } from '../../src/sop/procedure-from-source.ts';
import { showSop } from '../../src/sop/show-sop.ts';
import { procedureOf } from '../sop/sop-of.ts';
import { TEAM_FILE, teamFile } from '../sop/team-file.ts';
import {
  amount,
  damaged,
  damagedBytes,
  nastyText,
  PATIENCE_MS,
  runs,
  THOROUGH,
  timed,
  UNSAFE_TO_SHOW,
} from './nasty.ts';

const TECHPATH = readFileSync(join(import.meta.dirname, '../../sop/techpath.yaml'), 'utf8');
const SOURCE = procedureOf(TEAM_FILE).source;

/** Loads a text; what is wrong with it must be said at its place, in words that can be shown anywhere. */
function said(text: string): readonly string[] {
  const loaded = loadSop(text, 'team.yaml');
  const faults = (loaded.ok ? loaded.warnings : loaded.faults).map(formatFault);
  if (loaded.ok) expect(showSop(loaded.procedure)).not.toMatch(UNSAFE_TO_SHOW);
  else expect(faults.length).toBeGreaterThan(0);
  for (const fault of faults) {
    expect(fault).toMatch(/^team\.yaml:\d+:\d+: \s*\S/);
    expect(fault).not.toMatch(UNSAFE_TO_SHOW);
    expect(fault.length).toBeLessThan(2000);
  }
  expect(faults.length).toBeLessThanOrEqual(501);
  return faults;
}

describe('Whatever is done to a right SOP file', () => {
  it('byte by byte, it is loaded or refused with places', () => {
    fc.assert(
      fc.property(fc.oneof(damagedBytes(TEAM_FILE), damagedBytes(TECHPATH)), (bytes) => {
        said(bytes.toString('utf8'));
      }),
      runs(150),
    );
  });

  it('value by value, it is loaded or refused with places, from YAML and from plain data alike', () => {
    fc.assert(
      fc.property(damaged(SOURCE), (data) => {
        const checked = procedureFromSource(data as Record<string, unknown>);
        if (!checked.ok) {
          expect(checked.findings.length).toBeGreaterThan(0);
          for (const finding of checked.findings.slice(0, 50)) {
            expect(formatFinding(finding)).not.toMatch(UNSAFE_TO_SHOW);
          }
        }
        said(JSON.stringify(data));
      }),
      runs(200),
    );
  });

  it('with any name in place of each name of people, courses and variants', () => {
    fc.assert(
      fc.property(
        nastyText,
        fc.constantFrom('alpha', 'FS1', 'short', 'Alpha', 'Team mocks'),
        (name, where) => {
          const text = TEAM_FILE.replaceAll(new RegExp(`\\b${where}\\b`, 'g'), () => JSON.stringify(name));
          said(text);
        },
      ),
      runs(150),
    );
  });

  it('as YAML with anchors, aliases, tags and merge keys laid over it', () => {
    const sign = fc.constantFrom(
      '&a ',
      '*a',
      '!!str ',
      '!!binary ',
      '!x ',
      '<<: *a\n',
      '? ',
      '| ',
      '>-\n ',
      '--- \n',
    );
    const lines = TEAM_FILE.split('\n');
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(lines.length), sign), { maxLength: 6 }), (edits) => {
        const changed = [...lines];
        for (const [index, each] of edits) {
          const line = changed[index] ?? '';
          const colon = line.indexOf(': ');
          changed[index] =
            colon < 0 ? each + line : `${line.slice(0, colon + 2)}${each}${line.slice(colon + 2)}`;
        }
        said(changed.join('\n'));
      }),
      runs(150),
    );
  });
});

const bomb = (levels: number, width: number) =>
  [
    'a0: &a0 [x, x]',
    ...Array.from({ length: levels }, (_, level) => {
      const inner = Array.from({ length: width }, () => `*a${level}`).join(', ');
      return `a${level + 1}: &a${level + 1} [${inner}]`;
    }),
  ].join('\n');

const MEGABYTE = 1024 * 1024;
/** The most that is read at all. */
const MOST = 512 * 1024;
/** Long enough to tell what grows with the square; as long as may be where there is time. */
const LONG = THOROUGH ? MOST - 10 : MOST / 32;
const filled = (unit: string, length = LONG) => unit.repeat(Math.floor(length / unit.length));

describe('A file that was made to break the loader', () => {
  it.each<[string, string, RegExp?]>([
    ['a bomb of aliases', bomb(30, 9)],
    ['a bomb of aliases within the limits of each', bomb(4, 20)],
    ['a cycle of anchors', '&a [*a]'],
    ['a cycle of anchors in a map', 'sop: &a { b: *a }'],
    ['an alias of nothing', 'sop: *nowhere'],
    ['ten thousand aliases', `a: &a [1]\nb: [${Array.from({ length: 10_000 }, () => '*a').join(', ')}]`],
    [
      'many aliases of a large map',
      `a: &a { ${filled('k: 1, '.repeat(1), 60_000).replaceAll(/k: /g, () => `k${Math.random()}: `)} }\ninterviewers: { ${Array.from({ length: 1_000 }, (_, i) => `p${i}: *a`).join(', ')} }`,
    ],
    ['lists nested without end', filled('['), /nested too deeply/],
    ['maps nested without end', filled('{a: ')],
    ['blocks nested without end', filled('- ')],
    ['questions nested without end', filled('? ')],
    [
      'an indentation that goes on',
      Array.from({ length: 1_000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'),
    ],
    ['colons', filled('a: ')],
    ['quotes', filled('"')],
    ['opened quotes', `a: "${filled('x')}`],
    ['anchors', filled('&a ')],
    ['tags', filled('!a ')],
    ['stars', filled('*a ')],
    ['percent signs', filled('%a\n')],
    ['documents', filled('---\n')],
    ['empty lines', filled('\n')],
    ['carriage returns', filled('\r')],
    ['tabs', filled('\t')],
    ['commas', `[${filled(',')}`],
    ['pipes', filled('|\n')],
    ['comments', filled('# x\n'), /empty/],
    ['keys of one letter', filled('a: 1\n')],
    ['keys of their own', Array.from({ length: LONG / 11 }, (_, index) => `k${index}: 1`).join('\n')],
    ['entries that are nothing', filled('-\n')],
    [
      'one line of ten megabytes',
      `name: ${'x'.repeat(10 * MEGABYTE)}`,
      /has 10485766 characters, expected at most 524288/,
    ],
    ['a name of a megabyte', teamFile(['name: Alpha', `name: ${'x'.repeat(500_000)}`]), /more than 200/],
    ['an id of a megabyte', `interviewers: { ${'a'.repeat(500_000)}: 5 }`],
    ['a key of a megabyte', `${'k'.repeat(500_000)}: 5`],
    [
      'bytes that are no text',
      Buffer.from(Uint8Array.from({ length: 5_000 }, (_, index) => (index * 37) % 256)).toString('utf8'),
    ],
    ['null characters', '\u0000'.repeat(1_000)],
    ['a binary number with a million digits', `sop: ${'1'.repeat(500_000)}`],
    ['an octal escape', 'sop: "\\x00\\u202e\\ud800"'],
    ['nothing', '', /empty/],
    ['a byte order mark alone', '\ufeff', /empty/],
    ['two byte order marks', `\ufeff\ufeff${TEAM_FILE}`],
    [
      'thousands of people',
      `interviewers: { ${Array.from({ length: amount(20_000) }, (_, i) => `p${i}: 1`).join(', ')} }`,
    ],
    [
      'thousands of variants',
      teamFile([
        'variants:\n',
        `variants:\n${'  - { name: x, when: { windowDays: { max: 5 } } }\n'.repeat(amount(5_000))}`,
      ]),
      /at most 50/,
    ],
    [
      'thousands of slots of one day',
      teamFile(['everyday: ["17:00-19:00"]', `everyday: [${'"17:00-19:00", '.repeat(amount(20_000))}]`]),
    ],
    [
      'thousands of days off',
      teamFile([
        'hours: { everyday',
        `timeOff: [${'{ from: 2026-12-24, to: 2026-12-26 }, '.repeat(amount(5_000))}]\n    hours: { everyday`,
      ]),
    ],
    [
      'thousands of mocks of one course',
      teamFile(['mocks: [60]', `mocks: [${'60, '.repeat(amount(20_000))}60]`]),
    ],
  ])('is refused or read within seconds: %s', async (_, text, words) => {
    const [faults, took] = await timed(() => said(text));
    expect(took).toBeLessThan(PATIENCE_MS);
    if (words !== undefined) expect(faults.join('\n')).toMatch(words);
  });

  it('with line ends of Windows and a byte order mark, is the same procedure', () => {
    const text = `\ufeff${TEAM_FILE.replaceAll('\n', '\r\n')}`;
    expect(procedureOf(text).source).toEqual(SOURCE);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'])(
    'with an interviewer and a course called %s, is one like any other or refused, and changes no prototype',
    (name) => {
      const text = stringify(SOURCE)
        .replaceAll(/\balpha\b(?!@)/g, name)
        .replaceAll(/\bFS1\b/g, name);
      said(text);
      expect(({} as Record<string, unknown>)['mocks']).toBeUndefined();
      expect(Object.keys(Object.prototype)).toEqual([]);
    },
  );
});

describe('A procedure that is large but right', () => {
  it('is shown at once, with hundreds of days off of one person', async () => {
    const days = Array.from({ length: 300 }, (_, day) => {
      const date = Temporal.PlainDate.from('2026-01-01').add({ days: day });
      return `{ from: ${date}, to: ${date} }`;
    });
    const text = teamFile(['hours: { everyday', `timeOff: [${days.join(', ')}]\n    hours: { everyday`]);
    const [shown, took] = await timed(() => showSop(procedureOf(text)));
    expect(shown).toContain('2026-10-27');
    expect(took).toBeLessThan(PATIENCE_MS);
  });
});
