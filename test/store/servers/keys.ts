import { createHmac } from 'node:crypto';

/** A key of the older kind: a JWT with a role, signed with the secret of the project (HS256). */
export function roleKey(secret: string, role: string, expires: Temporal.Instant): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const exp = Math.floor(expires.epochMilliseconds / 1000);
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ role, iss: 'supabase', iat: 1_600_000_000, exp })}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}
