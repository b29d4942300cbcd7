import { describe, expect, it } from 'vitest';
import { REQUEST, run, temporaryFolder } from './run.ts';

const requestOf = (name: string) =>
  JSON.stringify({ ...REQUEST, candidate: { ...REQUEST.candidate, name, email: `${name}@example.com` } });

describe('the queue from the command line', () => {
  it('is listed whole, in the order in which candidates will be taken', async () => {
    const env = { DATA_DIR: temporaryFolder() };
    const names = Array.from({ length: 205 }, (_, index) => `candidate${index + 1}`);
    const queued = await run(['enqueue', '--request', '-'], { env, input: names.map(requestOf).join('\n') });
    expect(queued).toMatchObject({ code: 0, stderr: '' });
    const listed = JSON.parse((await run(['status', '--json'], { env })).stdout);
    expect(listed.candidates.map((each: { name: string }) => each.name)).toEqual(names);
    expect(listed.candidates[0]).toMatchObject({ state: 'queued', position: 1 });

    const again = await run(['enqueue', '--request', '-'], { env, input: requestOf('Candidate7') });
    expect(again).toMatchObject({ code: 1, stdout: '' });
    expect(again.stderr).toContain('this address is already queued as candidate7');
  });

  it('is left alone by a chat that somebody quits at once', async () => {
    const env = { DATA_DIR: temporaryFolder() };
    const { code, stdout } = await run(['start'], { env, input: '/quit\n/start\n' });
    expect(code).toBe(0);
    expect(stdout).not.toContain('A new candidate');
  });
});
