import { execFileSync } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readText } from '../../src/cli/read-text.ts';
import { UserError } from '../../src/errors.ts';
import { run, temporaryFolder } from '../cli/run.ts';
import { TEAM_FILE } from '../sop/team-file.ts';
import { PATIENCE_MS, runs, timed, UNSAFE_TO_SHOW } from './nasty.ts';

/** What a file that cannot be read is refused with. */
function refusal(file: string): UserError {
  try {
    readText(file, 'SOP file');
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('it was read');
}

const latin = (text: string) => Buffer.from(text, 'latin1');

describe('A file given by its path', () => {
  it.each<[string, (folder: string) => string, RegExp]>([
    ['is not there', (folder) => join(folder, 'none'), /there is no such file/],
    ['is a folder', (folder) => folder, /it is a folder/],
    ['lies below a file', (folder) => join(written(folder, 'a', ''), 'b'), /a part of its path is no folder/],
    [
      'is a link to itself',
      (folder) => linked(join(folder, 'loop'), join(folder, 'loop')),
      /lead in a circle/,
    ],
    ['has an endless name', () => 'x'.repeat(5_000), /its name is too long/],
    ['has a line break in its name', (folder) => join(folder, 'a\nb'), /there is no such file/],
    ['never ends', () => '/dev/zero', /has more than 64 MiB/],
    [
      'holds letters of another encoding',
      (folder) => written(folder, 'a', latin('a: 1\nname: José\n')),
      /no text in UTF-8: see line 2/,
    ],
    [
      'holds them in its last line',
      (folder) => written(folder, 'a', latin('a: 1\nname: José')),
      /see line 2/,
    ],
    [
      'is UTF-16',
      (folder) => written(folder, 'a', Buffer.from('\ufeffname: x', 'utf16le')),
      /it seems to be UTF-16/,
    ],
    [
      'is cut off within a letter',
      (folder) => written(folder, 'a', Buffer.from('name: é').subarray(0, -1)),
      /see line 1/,
    ],
  ])('is refused in plain words where it %s', (_, make, words) => {
    const error = refusal(make(temporaryFolder()));
    expect(error.message).toMatch(words);
    expect(error.remedy).toBeDefined();
  });

  it('is read as it is where its text is right, whatever that is, and refused where its bytes are none', () => {
    const folder = temporaryFolder();
    const text = fc.string({ unit: 'grapheme', maxLength: 300 });
    fc.assert(
      fc.property(
        fc.oneof(
          text.map((each) => Buffer.from(each)),
          fc.uint8Array({ maxLength: 40 }),
        ),
        (bytes) => {
          const file = written(folder, 'text', bytes);
          const lossy = Buffer.from(bytes).toString('utf8');
          if (Buffer.from(lossy).equals(bytes)) expect(readText(file, 'SOP file')).toBe(lossy);
          else expect(refusal(file).message).toMatch(/no text in UTF-8/);
        },
      ),
      runs(100),
    );
  });

  it('may be a pipe that gives it piece by piece', () => {
    const folder = temporaryFolder();
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    execFileSync('sh', ['-c', `(printf 'a: 1\\n'; sleep 0.05; printf 'b: 2\\n') > '${pipe}' &`], {
      stdio: 'ignore',
    });
    expect(readText(pipe, 'SOP file')).toBe('a: 1\nb: 2\n');
  });
});

function written(folder: string, name: string, content: string | Uint8Array): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

function linked(file: string, to: string): string {
  symlinkSync(to, file);
  return file;
}

const ESCAPES = '\u001b[2J\u001b]0;owned\u0007\u009b31m\u202E';

describe('A command that is given what it should not be', () => {
  it.each<[string, readonly string[], string, RegExp]>([
    ['a file whose name rewrites the line', ['sop', 'check', `no${ESCAPES}\nsuch.yaml`], '', /no such file/],
    [
      'a request that rewrites the line',
      ['plan', '--request', '-'],
      `{${JSON.stringify(ESCAPES)}: 1}`,
      /unknown key/,
    ],
  ])('says so in words that a terminal can show, and ends with 1: %s', async (_, args, input, words) => {
    const [{ code, stdout, stderr }, took] = await timed(() => run(args, { input }));
    expect(`${stdout}${stderr.replaceAll('\n', ' ')}`).not.toMatch(UNSAFE_TO_SHOW);
    expect(stderr).toMatch(words);
    expect(stdout).toBe('');
    expect(code).toBe(1);
    expect(took).toBeLessThan(PATIENCE_MS);
  });

  it('shows the name of a file without what a terminal would obey', async () => {
    const file = written(temporaryFolder(), `sop${ESCAPES}.yaml`, TEAM_FILE);
    const { stdout, code } = await run(['sop', 'check', file]);
    expect(stdout).toContain('sop\\u001b[2J\\u001b]0;owned\\u0007\\u009b31m\\u202e.yaml: right.');
    expect(stdout.trimEnd()).not.toMatch(UNSAFE_TO_SHOW);
    expect(code).toBe(0);
  });
});
