import { describe, expect, it } from 'vitest';
import { run, temporaryFile, temporaryFolder } from './run.ts';

const event = (...lines: string[]) =>
  ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', ...lines, 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n');

describe('mock-scheduler calendar', () => {
  it('takes over an .ics file once, and writes it out again with every line ended as the standard asks', async () => {
    const env = { DATA_DIR: temporaryFolder() };
    const file = temporaryFile(
      'busy.ics',
      event('UID:1', 'DTSTART:20261202T020000Z', 'DTEND:20261202T030000Z', 'SUMMARY:Away'),
    );
    const imported = () => run(['calendar', 'import', '--owner', 'alpha@example.com', file], { env });
    expect(await imported()).toMatchObject({ code: 0, stdout: expect.stringContaining('Events: 1 added') });
    expect(await imported()).toMatchObject({ code: 0, stdout: expect.stringContaining('1 there already') });
    const { stdout } = await run(['calendar', 'export'], { env });
    expect(stdout).toContain('SUMMARY:Away\r\n');
    expect(stdout).not.toMatch(/[^\r]\n/);
  });

  it('fails where nothing of a file could be taken over, and where a file cannot be written', async () => {
    const env = { DATA_DIR: temporaryFolder() };
    const file = temporaryFile('broken.ics', event('UID:1', 'DTSTART:2026'));
    const imported = await run(['calendar', 'import', file], { env });
    expect(imported).toMatchObject({ code: 1, stdout: expect.stringContaining('is no date or time') });
    expect(imported.stderr).toContain('→');
    const exported = await run(['calendar', 'export', '/nowhere/at/all.ics'], { env });
    expect(exported).toMatchObject({ code: 1, stdout: '' });
    expect(exported.stderr).toContain('cannot be written: there is no such folder.');
  });
});
