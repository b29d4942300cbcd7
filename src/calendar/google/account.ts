import { createHash } from 'node:crypto';

/** The OAuth client and the person's consent to it: all secret but the client's id. */
export interface GoogleAccount {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
}

/**
 * Names an account without its secrets: `google ` and 12 hexadecimal digits. Google counts calls by
 * project and person, and a refresh token stands for both; two tokens of the same person count as two
 * accounts here, so all processes are to be given the same one.
 */
export function accountName({ clientId, refreshToken }: GoogleAccount): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([clientId, refreshToken]))
    .digest('hex');
  return `google ${digest.slice(0, 12)}`;
}
