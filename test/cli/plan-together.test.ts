import { describe, expect, it } from 'vitest';
import { REQUEST, run, temporaryFile } from './run.ts';

// Sixteen days are enough for a candidate, and far too few for sixteen.
const CANDIDATES = 16;
const requestOf = (index: number) => ({
  ...REQUEST,
  candidate: { ...REQUEST.candidate, name: `Candidate ${index}`, email: `candidate-${index}@example.com` },
  window: { start: '2026-12-01', end: '2026-12-16' },
});
const IMPOSSIBLE = { ...requestOf(99), window: { start: '2026-12-01', end: '2026-12-03' } };

function fileOf(requests: readonly object[]): string {
  return temporaryFile('batch.jsonl', requests.map((request) => JSON.stringify(request)).join('\n'));
}

describe('mock-scheduler plan --together', () => {
  it('answers each request on its line, in the order of the file, and says on standard error what it gained', async () => {
    const file = fileOf([
      ...Array.from({ length: CANDIDATES }, (_, index) => requestOf(index + 1)),
      IMPOSSIBLE,
    ]);
    const { code, stdout, stderr } = await run([
      'plan',
      '--requests',
      file,
      '--together',
      '--runs',
      '60',
      '--json',
    ]);
    const answers = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(answers).toHaveLength(CANDIDATES + 1);
    const placed = answers.filter(({ status }) => status === 'planned').length;
    expect(placed).toBeGreaterThan(0);
    expect(placed).toBeLessThan(CANDIDATES);
    const waiting = answers.slice(0, CANDIDATES).filter(({ status }) => status === 'infeasible');
    for (const { reasons } of waiting) {
      expect(reasons).toEqual([
        { code: 'contention', message: expect.stringMatching(/Candidate \d+ \(with /) },
      ]);
    }
    expect(answers[CANDIDATES].status).toBe('infeasible');
    expect(answers[CANDIDATES].reasons[0].code).not.toBe('contention');
    expect(stderr).toMatch(/\d of 17 placed after \d+ of 60 runs/);
    expect(stderr).toContain(`Placed ${placed} of 17; in order `);
    expect(stderr).toContain('Not possible even alone: Candidate 99.');
    expect(code).toBe(2);
  });

  it('shows the plans and the summary as text, and exits with 0 where all are placed', async () => {
    const { code, stdout, stderr } = await run(['plan', '--together', '--requests', fileOf([REQUEST])]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('13 mocks');
    expect(stdout).toContain('Placed 1 of 1; in order 1; none more. Nothing is booked.');
  });

  it('plans each on its own without --together', async () => {
    const { code, stdout } = await run(['plan', '--requests', fileOf([REQUEST, REQUEST]), '--json']);
    const [first, second] = stdout.trim().split('\n');
    expect(code).toBe(0);
    expect(second).toBe(first);
  });

  it('refuses a call that does not say what to plan, or what only means something together', async () => {
    const calls = [
      ['plan', '--together'],
      ['plan', '--request', 'a.json', '--requests', 'b.jsonl'],
      ['plan', '--requests', fileOf([REQUEST]), '--seed', '2'],
      ['plan', '--requests', fileOf([REQUEST]), '--together', '--runs', 'many'],
      ['plan', '--requests', fileOf([REQUEST]), '--together', '--explain'],
    ];
    for (const call of calls) {
      const { code, stdout, stderr } = await run(call);
      expect({ call, code, stdout }).toEqual({ call, code: 1, stdout: '' });
      expect(stderr).toMatch(/--request|--together|whole number/);
    }
  });
});
