import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openLocalCalendar } from '../../../src/calendar/local/local-calendar.ts';
import { at, booking, LOS_ANGELES, newEvent } from '../builders.ts';

let root = '';
let path = '';
let opened = 0;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'calendar-file-'));
});
beforeEach(() => {
  path = join(root, `${++opened}`, 'data', 'calendar.ics');
});
afterAll(() => rm(root, { recursive: true }));

const open = () =>
  openLocalCalendar({ file: path, timeZone: LOS_ANGELES, now: () => at('2026-11-22T09:00') });

async function written(): Promise<string> {
  const calendar = await open();
  await calendar.create(newEvent());
  await calendar.close();
  return await readFile(path, 'utf8');
}

describe('The calendar’s file', () => {
  it('is made by the first write, for its owner alone', async () => {
    const calendar = await open();
    expect(await readdir(dirname(path))).toEqual([]);
    await calendar.create(newEvent());
    expect(await readdir(dirname(path))).toEqual(['calendar.ics']);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(dirname(path))).mode & 0o777).toBe(0o700);
    expect(calendar.name).toBe(path);
  });

  it('is not written where nothing changes', async () => {
    const calendar = await open();
    await calendar.create(newEvent());
    const before = await stat(path, { bigint: true });
    await calendar.create(newEvent());
    await calendar.remove('never0001');
    await calendar.importIcs(await calendar.exportIcs());
    expect(await stat(path, { bigint: true })).toMatchObject({ ino: before.ino, mtimeNs: before.mtimeNs });
  });

  it('that is edited or put back while in use is read again', async () => {
    const calendar = await open();
    await calendar.create(newEvent());
    const first = await readFile(path, 'utf8');
    await calendar.create(newEvent({ id: 'second01', booking: booking({ number: 2 }) }));
    await writeFile(path, first.replace('SUMMARY:Sam', 'SUMMARY:Samuel'));
    expect(await calendar.find('second01')).toBeNull();
    expect(await calendar.find('abcde0001')).toMatchObject({ title: 'Samuel : Alpha FS1 Mock1' });
  });
});

describe('A damaged file is told with its line, and left as it is', () => {
  const line = (text: string, start: string) =>
    text.split('\r\n').findIndex((row) => row.startsWith(start)) + 1;
  const damages: [string, (text: string) => string, (text: string) => string][] = [
    [
      'cut off',
      (text) => text.slice(0, -30),
      (text) => `:${line(text, 'X-MOCK-SCHEDULER-NUMBER')}: the text ends before END:VEVENT`,
    ],
    [
      'an unreadable time',
      (text) => text.replace(/DTSTART:\d/, 'DTSTART:?'),
      (text) => `:${line(text, 'DTSTART')}: "?`,
    ],
    [
      'a lost start',
      (text) => text.replace(/DTSTART.*\r\n/, ''),
      (text) => `:${line(text, 'BEGIN:VEVENT')}: it has no start`,
    ],
    [
      'a line of something else',
      (text) => text.replace('SUMMARY:', '<<<<<<< '),
      (text) => `:${line(text, 'SUMMARY')}: "<<<<<<<`,
    ],
    ['another file altogether', () => '{"events": []}', () => ':1: "{"events": []}" is no line'],
    ['zeros, as after a power cut', (text) => '\0'.repeat(text.length), () => ':1: "\\u0000'],
    ['nothing', () => '', () => ':1: this is no iCalendar text'],
  ];

  it.each(damages)('%s', async (_, damage, message) => {
    const whole = await written();
    const running = await open();
    const damaged = damage(whole);
    await writeFile(path, damaged);
    const refusal = {
      name: 'CalendarError',
      kind: 'person',
      message: expect.stringContaining(`The calendar file is damaged: ${path}${message(whole)}`),
    };
    await expect(open()).rejects.toMatchObject(refusal);
    await expect(running.create(newEvent({ id: 'second01' }))).rejects.toMatchObject(refusal);
    await expect(running.events(at('2026-12-01T00:00'), at('2026-12-02T00:00'))).rejects.toMatchObject(
      refusal,
    );
    expect(await readFile(path, 'utf8')).toBe(damaged);
    expect(await readdir(dirname(path))).toEqual(['calendar.ics']);
  });
});

describe('A disk that does not take the file is told in plain words, and nothing is left behind', () => {
  it('where a part of the path is a file', async () => {
    await writeFile(join(root, 'plain'), '');
    await expect(
      openLocalCalendar({ file: join(root, 'plain', 'calendar.ics'), timeZone: LOS_ANGELES }),
    ).rejects.toMatchObject({
      kind: 'person',
      message: `The calendar file ${join(root, 'plain', 'calendar.ics')} could not be used: a part of its path is no directory.`,
    });
  });

  it('where the file is a directory', async () => {
    await mkdir(path, { recursive: true });
    await expect(open()).rejects.toMatchObject({
      kind: 'person',
      message: expect.stringContaining('it is a directory'),
    });
  });

  it('where nothing may be written', async () => {
    // The superuser may write anywhere except where the system itself takes no files.
    const directory = join(root, 'read-only');
    await symlink('/proc', directory);
    const calendar = await openLocalCalendar({
      file: join(directory, 'calendar.ics'),
      timeZone: LOS_ANGELES,
    });
    await expect(calendar.create(newEvent())).rejects.toMatchObject({
      name: 'CalendarError',
      kind: 'person',
    });
    expect(await calendar.find('abcde0001')).toBeNull();
  });

  const disk = tinyDisk();
  it.skipIf(disk === null)('where the disk is full (needs the right to mount one)', async () => {
    const directory = join(root, 'tiny');
    await mkdir(directory);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', directory]);
    try {
      path = join(directory, 'calendar.ics');
      const calendar = await open();
      await calendar.create(newEvent());
      const before = await readFile(path, 'utf8');
      const large = newEvent({ id: 'large0001', description: 'x'.repeat(70_000) });
      await expect(calendar.create(large)).rejects.toMatchObject({
        kind: 'person',
        message: `The calendar file ${path} could not be used: the disk is full.`,
      });
      expect(await readFile(path, 'utf8')).toBe(before);
      expect(await readdir(directory)).toEqual(['calendar.ics']);
      expect(await calendar.find('large0001')).toBeNull();
      await calendar.create(newEvent({ id: 'small0001', booking: booking({ number: 2 }) }));
      expect(await calendar.find('small0001')).not.toBeNull();
    } finally {
      execFileSync('umount', [directory]);
    }
  });
});

/** Whether a small disk can be mounted here, which takes the superuser. */
function tinyDisk(): true | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null;
  try {
    execFileSync('unshare', ['-m', 'sh', '-c', 'mount -t tmpfs -o size=64k tmpfs /mnt'], { stdio: 'ignore' });
    return true;
  } catch {
    return null;
  }
}
