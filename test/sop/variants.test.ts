import { describe, expect, it } from 'vitest';
import { formatFault } from '../../src/document/fault.ts';
import { loadSop } from '../../src/sop/load-sop.ts';
import { procedureFor } from '../../src/sop/model.ts';
import { faultOf, faultsOf } from './marked.ts';
import { procedureOf } from './sop-of.ts';
import { teamFile } from './team-file.ts';

/** The file with these lines, indented by four, as what its only variant changes. */
function withVariant(...lines: string[]): string {
  return teamFile([
    '    courses: { Own: { mocks: [90] } }\n    rules: { courseGap: 12h }\n',
    lines.map((line) => `    ${line}\n`).join(''),
  ]);
}

describe('a variant', () => {
  it('changes what it names and keeps the rest', () => {
    const { base, variants } = procedureOf(teamFile());
    const short = variants[0]?.sop;
    expect(short?.courses.get('Own')).toEqual({ ...base.courses.get('Own'), mocks: [90] });
    expect(short?.rules).toEqual({ ...base.rules, courseGap: { kind: 'elapsed', minutes: 720 } });
    expect(short?.interviewers).toEqual(base.interviewers);
  });

  it('replaces a list, a single value by a map and a map by a single value', () => {
    const text = withVariant('rules: { courseGap: { days: 2 } }', 'prefer: [balance]').replace(
      'courseGap: { days: 1 }',
      'courseGap: 12h',
    );
    const short = procedureOf(text).variants[0]?.sop;
    expect(short?.rules.courseGap).toEqual({ kind: 'days', days: 2 });
    expect(short?.prefer).toEqual(['balance', 'finishDay', 'mainInterviewers', 'timeOfDay']);
  });

  it('may bring a new course and a new person, who are checked like any other', () => {
    const text = withVariant(
      'interviewers: { delta: { name: Delta, email: delta@example.com, hours: { everyday: ["09:00-10:00"] } } }',
      'courses: { New: { mocks: [60], main: [delta] } }',
      'sequence: [{ inOrder: [FS1, FS2, Own, New] }]',
    );
    expect(procedureOf(text).variants[0]?.sop.courses.get('New')?.main).toEqual(['delta']);
  });

  it('may have a policy of its own for changes', () => {
    const { base, variants } = procedureOf(
      withVariant('onChange: { notWithin: 24h }').replace(
        'prefer:',
        'onChange: { sopEdited: mend }\nprefer:',
      ),
    );
    expect(variants[0]?.sop.onChange).toEqual({ ...base.onChange, notWithin: 1440 });
    expect(base.onChange).toMatchObject({ sopEdited: 'mend', notWithin: 720 });
  });

  it('holds for the windows of its condition, and the first that holds is taken', () => {
    const text = teamFile([
      'variants:\n',
      'variants:\n  - { name: week, when: { windowDays: { min: 5, max: 7 } } }\n',
    ]);
    const held = [4, 5, 7, 8, 19, 20].map((days) => procedureFor(procedureOf(text), days).variant);
    expect(held).toEqual(['short', 'week', 'week', 'short', 'short', null]);
  });

  it.each([
    [
      'names somebody nobody knows',
      'courses: { Own: { mocks: [90], backup: [‸alhpa] } }',
      'in variant "short", course Own names the interviewer "alhpa", whom nobody knows, expected an id of interviewers (did you mean "alpha"?)',
    ],
    [
      'misspells a key of the rules',
      'rules: { ‸intervieverBuffer: 15m }',
      'in variant "short", unknown key "intervieverBuffer", expected one of startEvery, minGap, maxGap, courseGap, maxPerInterviewerPerDay, maxPerInterviewerPerWeek, interviewerBuffer, maxPerCandidatePerDay, minNotice, holidays (did you mean "interviewerBuffer"?)',
    ],
    [
      'misspells a key of its own',
      '‸ruls: {}',
      'unknown key "ruls", expected one of name, when, interviewers, courses, sequence, rules, prefer, timeOfDay, busy, event, onChange (did you mean "rules"?)',
    ],
    [
      'changes the zone',
      '‸timeZone: UTC',
      'a variant changes timeZone, which holds for the whole file, expected timeZone at the top of the file alone',
    ],
    [
      'changes when people are reminded',
      '‸remindAt: "18:00"',
      'a variant changes remindAt, which holds for the whole file, expected remindAt at the top of the file alone',
    ],
    [
      'misspells a course of the file',
      'courses: { ‸Owm: { mocks: [90] } }',
      'the file has no course "Owm" to change, expected one of courses, or a new one with mocks, main (did you mean "Own"?)',
    ],
    [
      'misspells a person of the file',
      'interviewers: { ‸bravvo: { maxPerDay: 1 } }',
      'the file has no interviewer "bravvo" to change, expected one of interviewers, or a new one with name, email, hours (did you mean "bravo"?)',
    ],
    [
      'brings half a course',
      'courses: { ‸New: { mocks: [60] } }\n    sequence: [{ inOrder: [FS1, FS2, Own, New] }]',
      'in variant "short", the key "main" is missing, expected a list of at least one interviewer',
    ],
    [
      'brings a course that no sequence names',
      'courses: { ‸New: { mocks: [60], main: [alpha] } }',
      'in variant "short", course "New" is not in the sequence, expected every course there once',
    ],
    [
      'leaves a course out of its sequence',
      '‸sequence: [{ inOrder: [FS1, FS2] }]',
      'in variant "short", course "Own" is not in the sequence, expected every course there once',
    ],
    [
      'has a most gap below the least gap of the file',
      'rules: { maxGap: ‸10h, courseGap: 1h }',
      'in variant "short", minGap is 12h, longer than maxGap, 10h, expected minGap no longer than maxGap',
    ],
    [
      'has hours too short for a mock of the file',
      'interviewers: { bravo: { hours: ‸{ everyday: ["17:00-17:30"] } } }',
      'in variant "short", course FS2 has a mock of 60 minutes, but bravo works at most 30 minutes at a stretch, expected a shorter mock, or hours of 60 minutes',
    ],
  ])('is refused where it %s', (_, line, fault) => {
    expect(faultOf(withVariant(line))).toBe(fault);
  });

  it('is not blamed for what is wrong in the file already', () => {
    expect(faultOf(teamFile(['minGap: 12h', 'minGap: ‸5d']))).toMatch(/^minGap is 5d, longer than maxGap/);
    expect(faultOf(teamFile(['main: [bravo]', 'main: [‸barvo]']))).toMatch(/^course FS2 names/);
  });

  it('that repeats a fault of the file has one of its own', () => {
    const faults = faultsOf(teamFile(['minGap: 12h', 'minGap: 5d'], ['courseGap: 12h', 'minGap: 5d']));
    expect(faults.map((fault) => fault.replace(/^.*?: /, ''))).toEqual([
      'minGap is 5d, longer than maxGap, 4d, expected minGap no longer than maxGap',
      'in variant "short", minGap is 5d, longer than maxGap, 4d, expected minGap no longer than maxGap',
    ]);
  });

  it.each([
    ['no name', '- name: short\n    when', '- ‸when', 'the key "name" is missing, expected a name'],
    [
      'no condition',
      'name: short\n    when: { windowDays: { max: 19 } }\n',
      '‸name: short\n',
      'the key "when" is missing, expected a condition such as { windowDays: { max: 19 } }',
    ],
    ['an empty condition', '{ max: 19 }', '‸{}', 'windowDays says nothing, expected min, max or both'],
    [
      'a misspelt condition',
      '{ max: 19 }',
      '{ ‸maxx: 19 }',
      'unknown key "maxx", expected one of min, max (did you mean "max"?)',
    ],
    [
      'a condition that never holds',
      '{ max: 19 }',
      '{ min: ‸20, max: 19 }',
      'min is 20, more than max, 19, expected min at most max',
    ],
    [
      'the name of another',
      'name: short\n',
      'name: short\n    when: { windowDays: { max: 3 } }\n  - name: ‸short\n',
      'two variants are called "short", expected a name of its own',
    ],
  ])('is refused where it has %s', (_, from, to, fault) => {
    const text = teamFile([from, to]);
    expect(faultOf(text)).toBe(fault);
  });

  it('that can never hold is warned of', () => {
    const tiny = '  - { name: tiny, when: { windowDays: { min: 2, max: 5 } } }\n';
    const loaded = loadSop(teamFile(['\nprefer:', `${tiny}\nprefer:`]), 'team.yaml');
    expect(loaded.ok ? loaded.warnings.map(formatFault) : loaded.faults).toEqual([
      'team.yaml:39:25: variant "tiny" never holds, since "short" comes before it and holds for the same windows',
    ]);
  });

  it('is refused with all others where they are no list, or endlessly many', () => {
    const [file] = teamFile().split('variants:');
    expect(faultOf(`${file}variants: ‸none\n`)).toBe(
      'variants is the text "none", expected a list of variants',
    );
    const many = Array.from({ length: 51 }, (_, i) => `{ name: v${i}, when: { windowDays: { max: 1 } } }`);
    expect(faultOf(`${file}variants: ‸[${many.join()}]\n`)).toBe(
      'there are 51 variants, expected at most 50',
    );
  });
});
