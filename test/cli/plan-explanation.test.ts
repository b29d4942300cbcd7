import { describe, expect, it } from 'vitest';
import { REQUEST, run } from './run.ts';

const TOO_SHORT = { ...REQUEST, window: { start: '2026-12-01', end: '2026-12-05' } };
const plan = (request: object, ...flags: string[]) =>
  run(['plan', '--sop', 'sop/techpath.yaml', '--request', '-', ...flags], { input: JSON.stringify(request) });

describe('mock-scheduler plan --explain', () => {
  it('adds to the plan why every mock is as it is, and what an earlier last day would take', async () => {
    const { code, stdout } = await plan(REQUEST, '--explain', '--json');
    expect(code).toBe(0);
    const answer = JSON.parse(stdout);
    expect(answer.status).toBe('planned');
    expect(answer.explanations).toHaveLength(13);
    for (const [index, explanation] of answer.explanations.entries()) {
      const { course, number } = answer.mocks[index];
      expect(explanation).toMatchObject({ course, number, message: expect.any(String) });
      expect(explanation.beaten.map(({ choice }: { choice: string }) => choice)).toContain('earlier');
    }
    expect(answer.earlierFinish.changes).toContainEqual({
      kind: 'courseGap',
      message: expect.stringContaining('now 1 full free day'),
      finishDay: expect.stringMatching(/^2026-12-/),
    });
  });

  it('says of a request without a plan how calendars were read, and which plan each proposal leads to', async () => {
    const [json, text] = await Promise.all([
      plan(TOO_SHORT, '--explain', '--json'),
      plan(TOO_SHORT, '--explain'),
    ]);
    expect([json.code, text.code]).toEqual([2, 2]);
    const answer = JSON.parse(json.stdout);
    expect(answer).toMatchObject({ explanations: [], busy: { unreadable: 'refuse' } });
    for (const { agree, plan } of answer.proposals) {
      expect(['candidate', 'interviewer', 'sop-owner']).toContain(agree);
      expect(plan).toMatchObject({ mocks: expect.any(Array), score: { finishDay: expect.any(String) } });
    }
    expect(text.stdout).toContain('How calendars were read:');
  });
});

describe('mock-scheduler plan --alternatives', () => {
  it('writes one object with plans to choose from, each labelled', async () => {
    const { code, stdout } = await plan(REQUEST, '--alternatives', '2', '--json');
    expect(code).toBe(0);
    const answer = JSON.parse(stdout);
    expect(answer).toMatchObject({ status: 'planned', alternatives: { length: 2 } });
    expect(answer.alternatives[0].labels).toContain('earliest finish');
    expect(answer.alternatives[0].mocks).toHaveLength(13);
  });

  it('compares them in a table for people', async () => {
    const { stdout } = await plan(REQUEST, '--alternatives', '3');
    expect(stdout).toMatch(/Last day +Backups +Evenings +Weekends +Load/);
    expect(stdout).toContain('3. Best for ');
  });

  it('asks for a whole number', async () => {
    const { code, stdout, stderr } = await plan(REQUEST, '--alternatives', 'many');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('Give a whole number from 1 on.');
  });
});
