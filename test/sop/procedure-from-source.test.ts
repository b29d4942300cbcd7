import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formatFinding } from '../../src/document/fault.ts';
import { merged } from '../../src/document/merged.ts';
import { procedureFromSource } from '../../src/sop/procedure-from-source.ts';
import { procedureOf } from './sop-of.ts';
import { TEAM_FILE } from './team-file.ts';

const TECHPATH = readFileSync(new URL('../../sop/techpath.yaml', import.meta.url), 'utf8');

describe('a procedure out of plain data', () => {
  it('is the one that its text gave', () => {
    const procedure = procedureOf(TEAM_FILE);
    expect(procedureFromSource(procedure.source)).toEqual({ ok: true, procedure });
  });

  it('takes over a change that was merged in, variants and all', () => {
    const changed = merged(procedureOf(TEAM_FILE).source, {
      rules: { maxGap: '5d' },
      interviewers: { bravo: { hours: { everyday: ['17:00-20:00'] } } },
    });
    const result = procedureFromSource(changed);
    if (!result.ok) throw new Error('refused');
    for (const sop of [result.procedure.base, ...result.procedure.variants.map((variant) => variant.sop)]) {
      expect(sop.rules.maxGap).toBe(7200);
      expect(sop.interviewers.get('bravo')?.hours.everyday).toEqual([{ start: 1020, end: 1200 }]);
    }
  });

  it('is refused with the path of everything that is wrong', () => {
    const wrong = merged(procedureOf(TEAM_FILE).source, {
      courses: { FS1: { main: ['alhpa'] } },
      rules: { minGap: '5d' },
    });
    const result = procedureFromSource(wrong);
    expect(result.ok ? [] : result.findings.map(formatFinding)).toEqual([
      'courses.FS1.main[0]: course FS1 names the interviewer "alhpa", whom nobody knows, expected an id of interviewers (did you mean "alpha"?)',
      'rules.minGap: minGap is 5d, longer than maxGap, 4d, expected minGap no longer than maxGap',
    ]);
  });

  it('is made often enough for hundreds of proposals a second', () => {
    const { source } = procedureOf(TECHPATH);
    const times = Array.from({ length: 60 }, () => {
      const started = performance.now();
      procedureFromSource(source);
      return performance.now() - started;
    });
    expect(Math.min(...times)).toBeLessThan(3);
  });
});
