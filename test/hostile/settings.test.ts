import { parseEnv } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeSettings } from '../../src/config/describe.ts';
import { withVariables } from '../../src/config/env-file.ts';
import { envPieces } from '../../src/config/env-text.ts';
import { readSettings } from '../../src/config/settings.ts';
import { VARIABLES } from '../../src/config/variables.ts';
import { UserError } from '../../src/errors.ts';
import { nastyText, PATIENCE_MS, runs, timed } from './nasty.ts';

const NAMES = VARIABLES.map(({ name }) => name);
const SECRETS = VARIABLES.filter(({ secret }) => secret === true).map(({ name }) => name);

const value = fc.oneof(
  nastyText,
  fc.constantFrom(
    '1',
    '0',
    '-1',
    '1e9',
    '8787',
    'http://',
    'http://[',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'postgres://u:p@h/d',
    'postgres://%',
    'https://a.example.com/x?y#z',
    '1,2,,x',
    'info',
    '0x10',
    ' ',
  ),
);

describe('Whatever stands in the settings', () => {
  it('they are in force, or refused with every fault, without the value of a secret', () => {
    const environment = fc.dictionary(fc.constantFrom(...NAMES, '__proto__', 'constructor'), value, {
      maxKeys: 12,
    });
    fc.assert(
      fc.property(environment, (given) => {
        try {
          readSettings(given);
          expect(describeSettings(given).length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
          for (const name of SECRETS) {
            const secret = given[name]?.trim() ?? '';
            // What stands in another setting too may be told of that one.
            const isOwn = Object.values(given).every(
              (other, index) => Object.keys(given)[index] === name || !other.includes(secret),
            );
            if (secret.length >= 12 && isOwn) expect((error as Error).message).not.toContain(secret);
          }
        }
      }),
      runs(400),
    );
  });

  it('a .env file is read in pieces and written to within seconds, or left as it is', async () => {
    const text = fc
      .array(
        fc.tuple(
          fc.constantFrom(...NAMES, 'export A', '#', '', '='),
          fc.constantFrom('=', ' = ', ''),
          value,
          fc.constantFrom('\n', '\r\n', '', '"', "'", '`'),
        ),
        { maxLength: 8 },
      )
      .map((lines) => lines.map((parts) => parts.join('')).join('\n'));
    await fc.assert(
      fc.asyncProperty(text, fc.constantFrom(...NAMES), value, async (before, name, written) => {
        for (const { from, to } of envPieces(before)) expect(from).toBeLessThanOrEqual(to);
        try {
          const after = withVariables(before, { [name]: written });
          expect(parseEnv(after)[name]).toBe(written);
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }),
      runs(200),
    );
  });

  it.each([
    ['lines', 'A=1\n'],
    ['quotes', '"'],
    ['open quotes', 'A="\n'],
    ['equals signs', '='],
    ['hashes', '#\n'],
    ['blanks', ' '],
    ['carriage returns', '\r'],
  ])('a .env file of a hundred kilobytes is written to within seconds: %s', async (_, unit) => {
    const [, took] = await timed(() => {
      try {
        return withVariables(unit.repeat(100_000 / unit.length), { PORT: '1' });
      } catch (error) {
        expect(error).toBeInstanceOf(UserError);
        return null;
      }
    });
    expect(took).toBeLessThan(PATIENCE_MS);
  });
});
