import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SMALL_SOP } from '../booking/office.ts';
import { REQUEST, run, temporaryFile } from './run.ts';

const faultySop = SMALL_SOP.replace('minGap: 12h', 'minGap: soon');

describe('workspaces from the command line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mock-scheduler-'));
  const env = { DATA_DIR: folder };
  beforeAll(() => run(['workspace', 'list'], { env }));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const list = async () => JSON.parse((await run(['workspace', 'list', '--json'], { env })).stdout);

  it('are made with a procedure, whose text is kept in the store', async () => {
    const sop = temporaryFile('evening.yaml', SMALL_SOP);
    const set = ['workspace', 'set', 'evening', '--sop', sop, '--calendar', 'evening@example.com'];
    const made = await run([...set, '--admins', '7, 5000000000', '--delay', '1.5'], { env });
    expect(made).toMatchObject({ code: 0, stderr: '' });
    expect(made.stdout).toContain('evening@example.com');
    expect(await list()).toMatchObject([
      { id: 'default', sop: null, calendarId: null },
      { id: 'evening', sop, adminIds: [7, 5_000_000_000], calendarDelaySeconds: 1.5, active: 0 },
    ]);
  });

  it('give a setting back to .env where it is reset', async () => {
    const { code, stdout } = await run(['workspace', 'set', 'evening', '--reset', 'delay,admins'], { env });
    expect(code).toBe(0);
    expect(stdout).toContain('evening@example.com');
    expect(stdout.match(/as \.env says/g)).toHaveLength(2);
  });

  it.each([
    [['workspace', 'set', 'Evening School'], 'lower-case letters, digits and dashes'],
    [['workspace', 'set', 'default', '--delay', '3'], 'takes everything from .env'],
    [['workspace', 'set', 'evening', '--admins', 'Ann'], 'positive numbers'],
    [['workspace', 'set', 'evening', '--admins', '9007199254740993'], 'none above 9007199254740991'],
    [['workspace', 'set', 'evening', '--delay', 'soon'], '0 to 3600 seconds'],
    [['workspace', 'set', 'evening', '--reset', 'name'], 'sop, calendar, admins, delay'],
    [['workspace', 'set', 'evening', '--sop', '/nowhere.yaml'], 'there is no such file'],
    [
      ['enqueue', '--request', '-', '--workspace', 'evenig'],
      'There is no workspace called evenig; there are: default, evening',
    ],
  ])('are refused in words: %j', async (args, message) => {
    const { code, stdout, stderr } = await run(args, { env, input: '{}' });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(message);
  });

  it('take no faulty procedure, and say where its faults are', async () => {
    const { code, stderr } = await run(
      ['workspace', 'set', 'night', '--sop', temporaryFile('faulty.yaml', faultySop)],
      { env },
    );
    expect(code).toBe(1);
    expect(stderr).toMatch(/faulty\.yaml:\d+:\d+: /);
    expect(await list()).not.toContainEqual(expect.objectContaining({ id: 'night' }));
  });

  it('have a queue each: the same candidate may wait in two', async () => {
    for (const workspace of ['default', 'evening']) {
      const queued = await run(['enqueue', '--request', '-', '--workspace', workspace], {
        env,
        input: JSON.stringify(REQUEST),
      });
      expect(queued).toMatchObject({ code: 0, stderr: '' });
      expect(queued.stdout).toContain('number 1 in the queue');
    }
  });
});
