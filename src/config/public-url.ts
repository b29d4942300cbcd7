import { z } from 'zod';
import { type Environment, settingOf } from './setting-of.ts';
import { VARIABLES } from './variables.ts';

/** Google sends its messages over HTTPS only; what is below the address must be ours, so nothing follows a path. */
const PUBLIC_URL = z
  .url({ protocol: /^https$/, normalize: true })
  .transform((text) => new URL(text))
  .refine(({ search, hash, username, password }) => `${search}${hash}${username}${password}` === '');

/** Reads `PUBLIC_URL`, adding to `faults` what is none; null where it is not set. */
export function readPublicUrl(environment: Environment, faults: string[]): string | null {
  const text = settingOf(environment, VARIABLES.find(({ name }) => name === 'PUBLIC_URL')!);
  if (text === undefined) return null;
  const read = PUBLIC_URL.safeParse(text);
  if (read.success) return `${read.data.origin}${read.data.pathname}`.replace(/\/+$/, '');
  faults.push(
    `PUBLIC_URL is "${withoutCredentials(text)}"; expected an https address without a user, ? or #, such as https://mocks.example.com.`,
  );
  return null;
}

function withoutCredentials(text: string): string {
  return text.replace(/\/\/[^/@]*@/, '//••••••••@');
}
