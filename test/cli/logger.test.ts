import { describe, expect, it } from 'vitest';
import { openLog } from '../../src/cli/logger.ts';
import { onBehalfOf } from '../../src/correlation.ts';

function logged(write: (log: ReturnType<typeof openLog>) => unknown): Record<string, unknown>[] {
  const lines: string[] = [];
  write(openLog('info', { write: (line) => lines.push(line) }));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('the log', () => {
  it('names the candidate in every line that is written for them, however deep down', async () => {
    const lines: Record<string, unknown>[] = [];
    const log = openLog('info', { write: (line) => lines.push(JSON.parse(line) as Record<string, unknown>) });
    const call = async (method: string) => {
      await new Promise(setImmediate);
      log.info({ method }, 'A call is repeated');
    };
    await Promise.all([
      onBehalfOf({ workspace: 'default' }, () =>
        onBehalfOf({ candidateId: 'dana' }, async () => {
          await call('list');
          await call('insert');
        }),
      ),
      onBehalfOf({ candidateId: 'eli' }, () => call('patch')),
      call('get'),
    ]);
    const about = (name: string) =>
      lines
        .filter(({ candidateId }) => candidateId === name)
        .map(({ workspace, method }) => [workspace, method]);
    expect(about('dana')).toEqual([
      ['default', 'list'],
      ['default', 'insert'],
    ]);
    expect(about('eli')).toEqual([[undefined, 'patch']]);
    expect(lines).toHaveLength(4);
  });

  it('leaves names and addresses of people out', () => {
    const [line] = logged((log) =>
      log.info({ candidate: { id: 'c1', name: 'Dana Fox', email: 'dana@example.com' } }, 'Queued'),
    );
    expect(line).toMatchObject({ candidate: { id: 'c1' }, msg: 'Queued' });
    expect(JSON.stringify(line)).not.toMatch(/Dana|dana@/);
  });

  it('shows of an error what it says and where, and nothing that a library keeps in it', () => {
    const request = { headers: { Authorization: 'Bearer canary' } };
    const cause = Object.assign(new Error('The socket closed'), { config: request });
    const error = Object.assign(new RangeError('It broke', { cause }), {
      code: 'ERR_X',
      ...{ config: request, response: { config: request }, parameters: ['canary'], detail: 'canary' },
    });
    const [line, thrown] = logged((log) => {
      log.error({ reference: '1', err: error }, 'Failed');
      log.error({ err: { request } }, 'Failed');
    });
    expect(line).toMatchObject({
      reference: '1',
      err: {
        type: 'RangeError',
        code: 'ERR_X',
        message: expect.stringContaining('It broke'),
        stack: expect.stringMatching(/It broke\n {4}at .*logger\.test\.ts[\s\S]*The socket closed/),
      },
    });
    expect(JSON.stringify([line, thrown])).not.toContain('canary');
  });

  it('is one line an entry, whatever stands in it', () => {
    const hostile = 'x\n{"level":60,"msg":"all is lost"}\r\n\u001b[2J\u2028y';
    const lines = logged((log) => log.warn({ cause: hostile }, hostile));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ level: 40, msg: hostile, cause: hostile });
  });
});
