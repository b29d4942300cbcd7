import { describe, expect, it } from 'vitest';
import { emailIn } from '../../src/sop/email.ts';

describe('an email address', () => {
  it.each([
    ['alpha@example.com', 'alpha@example.com'],
    ['  Alpha.B+mocks@Mail.Example.COM ', 'alpha.b+mocks@mail.example.com'],
    ["o'neil@example.co.uk", "o'neil@example.co.uk"],
    ['josé@exämple.com', 'josé@exämple.com'],
    [`${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`],
  ])('%s is kept as %s', (text, kept) => {
    expect(emailIn(text)).toBe(kept);
  });

  it.each([
    '',
    'alpha',
    '@example.com',
    'alpha@',
    'alpha@example',
    'alpha@@example.com',
    'al pha@example.com',
    'alpha@exam ple.com',
    '.alpha@example.com',
    'alpha..b@example.com',
    'alpha@-example.com',
    'alpha@example..com',
    'alpha@example.com,bravo@example.com',
    'Alpha <alpha@example.com>',
    'alpha@example.com\nBcc: x@example.com',
    `${'a'.repeat(65)}@example.com`,
    `a@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(60)}.${'f'.repeat(60)}.com`,
  ])('%j is none', (text) => {
    expect(emailIn(text)).toBeNull();
  });
});
