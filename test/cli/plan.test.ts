import { describe, expect, it } from 'vitest';
import { REQUEST, run, temporaryFile } from './run.ts';

const SOP = 'sop/techpath.yaml';
const TOO_SHORT = { ...REQUEST, window: { start: '2026-12-01', end: '2026-12-05' } };

describe('mock-scheduler plan', () => {
  it('writes one JSON object with every mock, in the zone of the SOP, and exits with 0', async () => {
    const file = temporaryFile('request.json', JSON.stringify(REQUEST));
    const { code, stdout, stderr } = await run(['plan', '--sop', SOP, '--request', file, '--json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const answer = JSON.parse(stdout);
    expect(answer).toMatchObject({ status: 'planned', variant: null, score: { mainInterviewers: 0 } });
    expect(answer.mocks).toHaveLength(13);
    expect(answer.mocks[0]).toEqual({
      course: expect.stringMatching(/^FS\d$/),
      number: 1,
      start: expect.stringMatching(/^2026-12-\d\dT\d\d:\d\d:00-08:00$/),
      end: expect.stringMatching(/^2026-12-\d\dT\d\d:\d\d:00-08:00$/),
      interviewer: expect.any(String),
      role: 'main',
    });
    expect(answer.score).toEqual({
      finishDay: expect.stringMatching(/^2026-12-\d\d$/),
      mainInterviewers: 0,
      timeOfDay: expect.any(Number),
      balance: expect.any(Number),
    });
  });

  it('says whose calendar could not be read, and gives them no mock', async () => {
    const request = JSON.stringify({ ...REQUEST, unreadable: ['Alpha@example.com', 'nobody@example.com'] });
    const json = await run(['plan', '--sop', SOP, '--request', '-', '--json'], { input: request });
    expect(JSON.parse(json.stdout)).toMatchObject({ status: 'planned', unreadable: ['alpha'] });
    expect(json.stdout).not.toContain('"interviewer":"alpha"');
    const text = await run(['plan', '--sop', SOP, '--request', '-'], { input: request });
    expect(text.stdout).toContain("Alpha's calendar could not be read, so Alpha is given no mock.");
  });

  it('uses the variant that holds for the window', async () => {
    const request = { ...REQUEST, window: { start: '2026-12-01', end: '2026-12-19' } };
    const { stdout } = await run(['plan', '--sop', SOP, '--request', '-', '--json'], {
      input: JSON.stringify(request),
    });
    expect(JSON.parse(stdout)).toMatchObject({ variant: 'short', mocks: { length: 12 } });
  });

  it('exits with 2 where no plan is possible, with reasons and proposals that carry their change', async () => {
    const { code, stdout } = await run(['plan', '--request', '-', '--json'], {
      input: JSON.stringify(TOO_SHORT),
    });
    expect(code).toBe(2);
    const answer = JSON.parse(stdout);
    expect(answer).toMatchObject({ status: 'infeasible', variant: 'short' });
    expect(answer.reasons.length).toBeGreaterThan(0);
    expect(answer.proposals.length).toBeGreaterThan(0);
    for (const proposal of answer.proposals) {
      expect(proposal).toEqual({
        kind: expect.any(String),
        message: expect.any(String),
        change: expect.any(Object),
      });
    }
  });

  it('answers a .jsonl line by line in one process', async () => {
    const file = temporaryFile(
      'requests.jsonl',
      [REQUEST, TOO_SHORT, REQUEST].map((each) => JSON.stringify(each)).join('\n'),
    );
    const { code, stdout } = await run(['plan', '--request', file, '--json']);
    expect(code).toBe(2);
    const answers = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(answers.map(({ status }) => status)).toEqual(['planned', 'infeasible', 'planned']);
    expect(answers[0]).toEqual(answers[2]);
  });

  it('shows people a table', async () => {
    const { stdout } = await run(['plan', '--request', '-'], { input: JSON.stringify(REQUEST) });
    expect(stdout).toContain('Dana Fox <dana@example.com>: 13 mocks');
    expect(stdout).toContain('America/New_York');
  });

  it.each([
    ['a request that is no JSON', '{ "candidate": ', 'standard input:1:'],
    [
      'a window that ends before it starts',
      JSON.stringify({ ...REQUEST, window: { start: '2026-12-05', end: '2026-12-01' } }),
      'window',
    ],
    ['a misspelt key', JSON.stringify({ ...REQUEST, slotz: {} }), 'slots'],
    ['nothing', '', 'standard input:1:1'],
  ])(
    'refuses %s with exit code 1, says where, and writes nothing on standard output',
    async (_what, input, place) => {
      const { code, stdout, stderr } = await run(['plan', '--request', '-', '--json'], { input });
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toContain(place);
      expect(stderr).not.toMatch(/\n\s+at /);
    },
  );

  it('refuses a faulty line of a .jsonl with its line, and answers none', async () => {
    const file = temporaryFile('requests.jsonl', `${JSON.stringify(REQUEST)}\n{"candidate":1}\n`);
    const { code, stdout, stderr } = await run(['plan', '--request', file, '--json']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('requests.jsonl:2:');
  });

  it.each([
    [['plan', '--request', 'no-such-file.json'], 'there is no such file'],
    [['plan', '--sop', 'no-such.yaml', '--request', '-'], 'there is no such file'],
    [['plan'], '--request'],
    [['plan', '--request', '-', '--jsn'], '--json'],
    [['plna'], 'plan'],
  ])('refuses the call %j with exit code 1', async (args, message) => {
    const { code, stdout, stderr } = await run(args, { input: JSON.stringify(REQUEST) });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(message);
  });
});

describe('mock-scheduler sop', () => {
  it('finds the default procedure right', async () => {
    expect(await run(['sop', 'check', SOP])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('13 mocks'),
    });
  });

  it('lists every fault of a wrong one with line and column, and exits with 1', async () => {
    const file = temporaryFile('wrong.yaml', 'sop: 1\nname: X\ntimeZone: America/Los_Angles\nrule: {}\n');
    const { code, stdout, stderr } = await run(['sop', 'check', file]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(`${file}:3:11: `);
    expect(stderr).toContain('America/Los_Angeles');
    expect(stderr).toContain(`${file}:4:1: `);
    expect(stderr).toContain('rules');
  });

  it('prints its schema, and the procedure as people read it', async () => {
    const schema = await run(['sop', 'schema']);
    expect(JSON.parse(schema.stdout)).toMatchObject({ type: 'object' });
    const shown = await run(['sop', 'show', SOP]);
    expect(shown.stdout).toContain('Charlie');
  });
});
