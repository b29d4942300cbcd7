import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { withVariables, writeEnvFile } from '../../src/config/env-file.ts';
import { UserError } from '../../src/errors.ts';

const TOKEN = { GOOGLE_REFRESH_TOKEN: '1//0abc-_x' };

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'mock-scheduler-env-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

describe('a variable written into the text of .env', () => {
  it.each([
    ['an empty text', '', 'GOOGLE_REFRESH_TOKEN=1//0abc-_x\n'],
    [
      'its line, with what stands around it',
      'A=1\nexport GOOGLE_REFRESH_TOKEN = "old" # mine\nB=2',
      'A=1\nexport GOOGLE_REFRESH_TOKEN = 1//0abc-_x # mine\nB=2',
    ],
    [
      'the template line of .env.example, and no other comment',
      '# what it is\n# GOOGLE_REFRESH_TOKEN=\n# GOOGLE_REFRESH_TOKEN_OLD=\n',
      '# what it is\nGOOGLE_REFRESH_TOKEN=1//0abc-_x\n# GOOGLE_REFRESH_TOKEN_OLD=\n',
    ],
    [
      'the end, where only a note of an older value stands',
      '# GOOGLE_REFRESH_TOKEN=older\nA=1',
      '# GOOGLE_REFRESH_TOKEN=older\nA=1\nGOOGLE_REFRESH_TOKEN=1//0abc-_x\n',
    ],
    [
      'a file with Windows line endings',
      '# GOOGLE_REFRESH_TOKEN=\r\nA=1\r\n',
      'GOOGLE_REFRESH_TOKEN=1//0abc-_x\r\nA=1\r\n',
    ],
    ['the end of such a file', 'A=1\r\n', 'A=1\r\nGOOGLE_REFRESH_TOKEN=1//0abc-_x\r\n'],
    [
      'the last of two lines, which is the one that counts',
      'GOOGLE_REFRESH_TOKEN=a\nGOOGLE_REFRESH_TOKEN=b\n',
      'GOOGLE_REFRESH_TOKEN=a\nGOOGLE_REFRESH_TOKEN=1//0abc-_x\n',
    ],
    [
      'the place of a value over several lines, but not inside of one',
      "A='x\nGOOGLE_REFRESH_TOKEN=no\n'\nGOOGLE_REFRESH_TOKEN=`a\nb`\n",
      "A='x\nGOOGLE_REFRESH_TOKEN=no\n'\nGOOGLE_REFRESH_TOKEN=1//0abc-_x\n",
    ],
    [
      'its own line, where the one before is set to a blank',
      'A= \n# GOOGLE_REFRESH_TOKEN=\n',
      'A=\nGOOGLE_REFRESH_TOKEN=1//0abc-_x\n',
    ],
  ])('goes to %s', (_what, text, expected) => {
    expect(withVariables(text, TOKEN)).toBe(expected);
  });

  it('is quoted where it has to be', () => {
    expect(withVariables('', { A: 'x # y' })).toBe("A='x # y'\n");
    expect(withVariables('', { A: "it's" })).toBe("A=`it's`\n");
    expect(() => withVariables('', { A: `'"\`` })).toThrow(UserError);
  });

  const NAME = fc.constantFrom('A', 'B', 'C', 'GOOGLE_CALENDAR_ID');
  const VALUE = fc.string({
    unit: fc.constantFrom(...'ab1 =#\'"`\\n$/:@.-\t'.split('')),
    maxLength: 12,
  });
  const LINE = fc.oneof(
    fc.tuple(NAME, VALUE).map(([name, value]) => `${name}=${value}`),
    fc.tuple(NAME, fc.constantFrom("'a b'", '"c\nd"', '`e`', '  ', '')).map(([n, v]) => `export ${n}=${v}`),
    NAME.map((name) => `# ${name}=`),
    VALUE,
    VALUE.map((value) => `# ${value}`),
  );
  const FILE = fc
    .tuple(fc.array(LINE, { maxLength: 8 }), fc.constantFrom('\n', '\r\n'), fc.boolean())
    .map(([lines, ending, ended]) => lines.join(ending) + (ended && lines.length > 0 ? ending : ''));

  it('is read back as it was given, whatever it is and whatever stands around it', () => {
    const written = { count: 0 };
    fc.assert(
      fc.property(FILE, VALUE, (text, value) => {
        let result: string;
        try {
          result = withVariables(text, { GOOGLE_CALENDAR_ID: value });
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
          // Refused only where quotes leave no way.
          expect(`${text}${value}`).toMatch(/['"`]/);
          return;
        }
        written.count += 1;
        expect(parseEnv(result)['GOOGLE_CALENDAR_ID'] ?? '').toBe(value);
      }),
      { numRuns: 1_000 },
    );
    expect(written.count).toBeGreaterThan(600);
  });

  it('leaves every other line as it was, in its order', () => {
    const PLAIN_VALUE = fc.string({ unit: fc.constantFrom(...'ab1=$/:@.- '.split('')), maxLength: 8 });
    const PLAIN = fc.oneof(
      fc.tuple(fc.constantFrom('A', 'B', 'C'), PLAIN_VALUE).map(([name, value]) => `${name}=x${value}`),
      PLAIN_VALUE.map((value) => `# ${value}`),
      fc.constant(''),
      fc.constantFrom('# GOOGLE_CALENDAR_ID=', 'GOOGLE_CALENDAR_ID=old', "GOOGLE_CALENDAR_ID='old one'"),
    );
    fc.assert(
      fc.property(
        fc.array(PLAIN, { maxLength: 10 }),
        fc.constantFrom('\n', '\r\n'),
        PLAIN_VALUE,
        (lines, ending, value) => {
          const result = withVariables(lines.map((line) => line + ending).join(''), {
            GOOGLE_CALENDAR_ID: value,
          });
          const others = (all: readonly string[]) => all.filter((line) => !line.includes('GOOGLE_'));
          const kept = result.replace(/\r?\n$/, '').split(ending);
          expect(others(kept)).toEqual(others(lines));
          const changed = lines.filter((line) => line.includes('GOOGLE_'));
          const still = kept.filter((line) => changed.includes(line));
          expect(still.length).toBeGreaterThanOrEqual(changed.length - 1);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('the file .env', () => {
  const modeOf = (file: string) => statSync(file).mode & 0o777;

  it('is made, readable by its owner alone', async () => {
    const file = join(folder(), '.env');
    await writeEnvFile(file, TOKEN);
    expect(readFileSync(file, 'utf8')).toBe('GOOGLE_REFRESH_TOKEN=1//0abc-_x\n');
    expect(modeOf(file)).toBe(0o600);
  });

  it('is closed to others where it was open to them, and nothing else is left in its folder', async () => {
    const inside = folder();
    const file = join(inside, '.env');
    writeFileSync(file, 'A=1\n', { mode: 0o644 });
    await writeEnvFile(file, TOKEN);
    expect(modeOf(file)).toBe(0o600);
    expect(readFileSync(file, 'utf8')).toBe('A=1\nGOOGLE_REFRESH_TOKEN=1//0abc-_x\n');
    expect(readdirSync(inside)).toEqual(['.env']);
  });

  it('stays a link where it is one', async () => {
    const inside = folder();
    writeFileSync(join(inside, 'real'), 'A=1\n');
    symlinkSync(join(inside, 'real'), join(inside, '.env'));
    await writeEnvFile(join(inside, '.env'), TOKEN);
    expect(readFileSync(join(inside, 'real'), 'utf8')).toContain('GOOGLE_REFRESH_TOKEN');
    expect(readdirSync(inside).sort()).toEqual(['.env', 'real']);
  });

  it('is left alone where it cannot be written, with words that hold no secret', async () => {
    const failure = await writeEnvFile(join(folder(), 'missing', '.env'), TOKEN).catch((error) => error);
    expect(failure).toBeInstanceOf(UserError);
    expect(failure.message).toContain('cannot be written');
    expect(JSON.stringify([failure.message, failure.remedy])).not.toContain('0abc');
  });
});
