import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatFault, formatFinding } from '../../src/document/fault.ts';
import { plan } from '../../src/planning/plan.ts';
import { candidateRequestFrom, toJson } from '../../src/request/candidate-request.ts';
import { parseRequests } from '../../src/request/parse-requests.ts';
import { dayTable } from '../../src/time/day-table.ts';
import { procedureOf } from '../sop/sop-of.ts';
import { TEAM_FILE } from '../sop/team-file.ts';
import {
  amount,
  damaged,
  damagedBytes,
  nastyText,
  PATIENCE_MS,
  runs,
  timed,
  UNSAFE_TO_SHOW,
} from './nasty.ts';

const PROCEDURE = procedureOf(TEAM_FILE);
const NOW = Temporal.Instant.from('2026-11-22T17:00:00Z');
const REQUEST = {
  candidate: { name: 'Dana Fox', email: 'dana@example.com', timeZone: 'America/New_York' },
  window: { start: '2026-12-01', end: '2026-12-14' },
  slots: { weekdays: ['18:00-21:00'], weekends: ['08:00-12:00'] },
  now: '2026-11-22T09:00:00-08:00',
  busy: [
    {
      email: 'alpha@example.com',
      start: '2026-12-02T18:00:00-08:00',
      end: '2026-12-02T19:30:00-08:00',
      kind: 'mock',
    },
  ],
  unreadable: ['bravo@example.com'],
};

/** Reads a text; what is wrong is said at its place. What is right can be planned, stored and read back. */
function said(text: string, jsonLines: boolean | 'detect' = 'detect'): readonly string[] {
  const parsed = parseRequests(
    text,
    'requests.json',
    { jsonLines },
    { sopTimeZone: 'America/Los_Angeles', now: NOW },
  );
  if (parsed.ok) {
    for (const request of parsed.requests.slice(0, 3)) {
      expect(['planned', 'infeasible']).toContain(plan(PROCEDURE, request).status);
      expect(candidateRequestFrom(toJson(request)).ok).toBe(true);
    }
    return [];
  }
  const faults = parsed.faults.map(formatFault);
  expect(faults.length).toBeGreaterThan(0);
  expect(faults.length).toBeLessThanOrEqual(501);
  for (const fault of faults) {
    expect(fault).toMatch(/^requests\.json:\d+:\d+: \S/);
    expect(fault).not.toMatch(UNSAFE_TO_SHOW);
    expect(fault.length).toBeLessThan(2000);
  }
  return faults;
}

describe('Whatever is done to a right request', () => {
  it('byte by byte, it is planned or refused with places', () => {
    fc.assert(
      fc.property(
        damagedBytes(JSON.stringify(REQUEST)),
        fc.constantFrom(true, false, 'detect' as const),
        (bytes, lines) => {
          said(bytes.toString('utf8'), lines);
        },
      ),
      runs(300),
    );
  });

  it('value by value, it is planned or refused with places, from a file and from the store alike', () => {
    fc.assert(
      fc.property(damaged(REQUEST), (data) => {
        said(JSON.stringify(data));
        const kept = candidateRequestFrom(data);
        if (!kept.ok)
          for (const finding of kept.findings) expect(formatFinding(finding)).not.toMatch(UNSAFE_TO_SHOW);
      }),
      runs(300),
    );
  });

  it('with any dates, instants, zones and slots in place of its own', () => {
    const part = (...usual: string[]) =>
      fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...usual) }, { weight: 1, arbitrary: nastyText });
    const day = part(
      '2026-12-01',
      '2026-12-24',
      '0000-01-01',
      '0099-12-31',
      '0100-02-01',
      '1883-11-18',
      '9999-12-31',
      '2027-11-30',
      '2024-02-29',
    );
    const moment = part(
      '2026-12-02T18:00:00-08:00',
      '2026-12-02T18:00:00',
      '0000-01-01T00:00Z',
      '9999-12-31T23:59:59Z',
      '9999-12-31T23:59:59-18:00',
      '2026-11-01T01:30:00',
      '2026-03-08T02:30:00',
      '2026-12-02T18:00:60Z',
    );
    const zone = part(
      'UTC',
      'America/New_York',
      'Africa/Monrovia',
      'Pacific/Apia',
      'Etc/GMT-14',
      'Antarctica/Troll',
      'Asia/Kathmandu',
    );
    const slot = part(
      '00:00-24:00',
      '18:00-21:00',
      '23:59-24:00',
      '01:00-03:00',
      '21:00-18:00',
      '24:00-24:00',
    );
    fc.assert(
      fc.property(
        day,
        day,
        fc.array(moment, { minLength: 3, maxLength: 3 }),
        zone,
        zone,
        slot,
        (start, end, [now, from, to], own, of, range) => {
          said(
            JSON.stringify({
              candidate: { ...REQUEST.candidate, timeZone: own },
              window: { start, end },
              slots: { everyday: [range], timeZone: of },
              now,
              busy: [{ email: 'alpha@example.com', start: from, end: to, kind: 'other' }],
            }),
          );
        },
      ),
      runs(200),
    );
  });
});

describe('A window in the first century', () => {
  it('is refused as past, or planned where its now is as early, and costs no more than any other', async () => {
    for (const now of ['2026-11-22T09:00:00-08:00', '0000-01-01T00:00Z']) {
      for (const day of ['0000-01-01', '0050-06-01', '0099-12-31']) {
        const request = { ...REQUEST, now, window: { start: day, end: day }, busy: [] };
        const [faults, took] = await timed(() => said(JSON.stringify(request)));
        expect(faults).toEqual([]);
        expect(took).toBeLessThan(PATIENCE_MS);
      }
    }
  });

  it('has its days one after the other', () => {
    const [first, last] = [Temporal.PlainDate.from('0098-12-25'), Temporal.PlainDate.from('0101-01-05')];
    const days = dayTable(first, last, 'America/Los_Angeles');
    expect(days).toHaveLength(first.until(last).days + 1);
    expect(days.map(({ date }) => `${date}`).slice(0, 3)).toEqual(['0098-12-25', '0098-12-26', '0098-12-27']);
  });
});

const MEGABYTE = 1024 * 1024;
const busy = JSON.stringify(REQUEST.busy[0]);

describe('A request that was made to break the program', () => {
  it.each<[string, string, RegExp?]>([
    ['lists nested without end', '['.repeat(MEGABYTE)],
    [
      'lists nested a million deep, and closed',
      `${'['.repeat(MEGABYTE)}${']'.repeat(MEGABYTE)}`,
      /nested too deeply/,
    ],
    ['maps nested without end', '{"a":'.repeat(MEGABYTE / 5)],
    ['a string that never ends', `"${'x'.repeat(MEGABYTE)}`],
    ['backslashes', `"${'\\'.repeat(MEGABYTE)}"`],
    ['escaped quotes', `{"${'\\"'.repeat(MEGABYTE / 2)}": 1}`],
    ['a number with a million digits', `{"now": ${'9'.repeat(MEGABYTE)}}`],
    [
      'one key thousands of times',
      `{${'"candidate": 1,'.repeat(amount(100_000))}"window": 1}`,
      /more faults are not listed/,
    ],
    [
      'thousands of unknown keys',
      `{${Array.from({ length: amount(100_000) }, (_, index) => `"k${index}": 1`).join(',')}}`,
      /more faults are not listed/,
    ],
    ['a key of a megabyte', `{"${'k'.repeat(MEGABYTE)}": 1}`],
    [
      'a name of a megabyte',
      JSON.stringify({ ...REQUEST, candidate: { ...REQUEST.candidate, name: 'x'.repeat(MEGABYTE) } }),
      /more than 200/,
    ],
    [
      'a zone of a megabyte',
      JSON.stringify({ ...REQUEST, candidate: { ...REQUEST.candidate, timeZone: 'x'.repeat(MEGABYTE) } }),
    ],
    [
      'an address of a megabyte',
      JSON.stringify({
        ...REQUEST,
        candidate: { ...REQUEST.candidate, email: `${'a.'.repeat(MEGABYTE / 2)}@example.com` },
      }),
    ],
    [
      'thousands of slots',
      JSON.stringify({
        ...REQUEST,
        slots: { everyday: Array.from({ length: amount(100_000) }, () => '18:00-21:00') },
      }),
    ],
    [
      'a million busy times',
      JSON.stringify(REQUEST).replace(busy, () => Array.from({ length: 1_000_000 }, () => busy).join(',')),
      /characters, expected at most 16777216/,
    ],
    [
      'as many busy times as may be',
      JSON.stringify(REQUEST).replace(busy, () =>
        Array.from({ length: amount(120_000) }, () => busy).join(','),
      ),
    ],
    [
      'as many wrong busy times',
      JSON.stringify(REQUEST).replace(busy, () =>
        Array.from({ length: amount(100_000) }, () => '{"email":"x"}').join(','),
      ),
      /more faults are not listed/,
    ],
    ['thousands of lines that are no requests', 'x\n'.repeat(amount(100_000))],
    ['two hundred thousand empty lines', '\n'.repeat(200_000), /the text ends here/],
    [
      'thousands of small requests that are wrong',
      `${'{"candidate":1}\n'.repeat(amount(100_000))}`,
      /more faults are not listed/,
    ],
    ['null characters', '\u0000'.repeat(1000)],
    ['nothing', ''],
    ['a byte order mark', '\ufeff'],
  ])('is refused or planned within seconds: %s', async (_, text, words) => {
    const [faults, took] = await timed(() => said(text));
    expect(took).toBeLessThan(PATIENCE_MS);
    if (words !== undefined) expect(faults.join('\n')).toMatch(words);
  });

  it.each(['__proto__', 'constructor', 'toString'])('with a key called %s, changes no prototype', (name) => {
    said(JSON.stringify(REQUEST).replaceAll('"busy"', `"${name}"`));
    said(JSON.stringify(REQUEST).replaceAll('"name"', `"${name}"`));
    said(JSON.stringify(REQUEST).replaceAll('Dana Fox', name));
    expect(({} as Record<string, unknown>)['email']).toBeUndefined();
  });
});

describe('A name of a candidate', () => {
  const withName = (name: string) =>
    candidateRequestFrom({
      candidate: { ...REQUEST.candidate, name },
      window: REQUEST.window,
      slots: REQUEST.slots,
    });

  it.each([
    ['turned around', 'Dana \u202Exof', 'U+202E'],
    ['with a space of no width', 'Da\u200bna', 'U+200B'],
    ['with a direction mark', 'Dana\u200f', 'U+200F'],
    ['with half of a character', 'Dana \ud83d', 'U+D83D'],
    ['with a byte order mark within', 'Da\ufeffna', 'U+FEFF'],
    ['with an escape sequence', 'Dana\u001b[31m', 'control characters'],
    ['with a line break', 'Dana\nFox', 'line breaks'],
  ])('is refused, and it is said which character is in the way: %s', (_, name, words) => {
    const reading = withName(name);
    expect(reading.ok ? '' : reading.findings.map(formatFinding).join('\n')).toContain(words);
  });

  it.each([
    'Ñandú Çelik',
    '山田 太郎',
    'فاطمه\u200cزهرا',
    'O’Neil-Smith',
    '👩\u200d👩\u200d👧 Kay',
    '🦊'.repeat(200),
  ])('is kept as it is in any script: %s', (name) => {
    const reading = withName(name);
    expect(reading.ok && reading.request.candidate.name).toBe(name);
  });
});
