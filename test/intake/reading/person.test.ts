import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readEmail } from '../../../src/intake/reading/email.ts';
import { readName } from '../../../src/intake/reading/name.ts';

function name(text: string): string {
  const read = readName(text);
  return read.ok ? read.value : `refused: ${read.why}`;
}

function email(text: string): string {
  const read = readEmail(text);
  return read.ok ? read.value : `refused: ${read.why}`;
}

describe('a name as people type it', () => {
  it.each([
    ['  Dana \n Fox ', 'Dana Fox'],
    ['דנה שועל', 'דנה שועל'],
    ['دانا فاکس', 'دانا فاکس'],
    ['Dana 👩‍💻', 'Dana 👩‍💻'],
    ['张伟', '张伟'],
    ["O'Neil-Smith, Jr.", "O'Neil-Smith, Jr."],
    ['Da\u0000na\u202e Fo\u200bx\u0007', 'Dana Fox'],
    ['Dana \ud800Fox', 'Dana Fox'],
    ['Zoe\u0308', 'Zoë'],
  ])('%j is %s', (text, read) => {
    expect(name(text)).toBe(read);
  });

  it.each([
    ['', /need a name.*Dana Fox/],
    [' \u0000\u200b ', /need a name/],
    ['...', /at least one letter/],
    ['dana@example.com', /looks like an email address/],
    ['a'.repeat(201), /has 201 characters, and at most 200 fit/],
    ['👍'.repeat(5000), /has 5000 characters/],
  ])('%j is refused with the reason and an example', (text, why) => {
    expect(name(text)).toMatch(why);
  });

  it('may have 200 characters, however many bytes they take', () => {
    expect(name('👍'.repeat(200))).toBe('👍'.repeat(200));
  });

  it('is read back as itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const read = readName(text);
        if (read.ok) expect(name(read.value)).toBe(read.value);
      }),
    );
  });
});

describe('an email address as people type it', () => {
  it.each([
    ['dana@example.com', 'dana@example.com'],
    [' Dana.Fox@Example.COM ', 'dana.fox@example.com'],
    ['mailto:dana@example.com', 'dana@example.com'],
    ['Dana Fox <dana@example.com>', 'dana@example.com'],
    ['dana+mock@mail.example.co.uk', 'dana+mock@mail.example.co.uk'],
  ])('%s is %s', (text, read) => {
    expect(email(text)).toBe(read);
  });

  it.each([
    ['', /need an email address/],
    ['dana', /it has no @/],
    ['dana@', /nothing stands after the @/],
    ['@example.com', /nothing stands before the @/],
    ['dana fox@example.com', /it has a space in it/],
    ['dana@@example.com', /more than one @/],
    ['dana@example.com, eve@example.com', /send one address only/],
    ['dana@example', /“example” has no ending such as \.com/],
    ['dana..fox@example.com', /a dot stands in the wrong place/],
    ['dana@example..com', /a dot stands in the wrong place/],
    ['dänä@example.com', /only plain Latin letters/],
    [`${'d'.repeat(65)}@example.com`, /more than 64 characters stand before the @/],
    ['dana@example-.com', /a character that does not belong there/],
    ['dana"@example.com', /a character that does not belong there/],
    [`${'d'.repeat(250)}@example.com`, /longer than 254 characters/],
    ['d@'.repeat(5000), /too long for an email address/],
  ])('%s is refused with the reason and an example', (text, why) => {
    expect(email(text)).toMatch(why);
    expect(email(text)).toMatch(/e\.g\. dana\.fox@example\.com/);
  });
});
