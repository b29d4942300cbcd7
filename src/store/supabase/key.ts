import { UserError } from '../../errors.ts';

const remedy =
  'Copy the service_role key or a secret key (sb_secret_…) from the API settings of the project into .env.';

/**
 * Refuses what cannot be the key of a server before it is sent anywhere: a text with blanks in it, or
 * the key that is meant for browsers. The key itself is never told.
 */
export function checkKey(key: string): void {
  if (!/^[\x21-\x7e]+$/.test(key)) {
    throw new UserError('SUPABASE_SERVICE_ROLE_KEY holds blanks or other characters that no key has.', {
      remedy,
    });
  }
  const role = key.startsWith('sb_publishable_') ? 'publishable' : roleOf(key);
  if (role === 'publishable' || role === 'anon' || role === 'authenticated') {
    throw new UserError(
      `SUPABASE_SERVICE_ROLE_KEY is the ${role} key, which is meant for browsers and may do nothing here.`,
      { remedy },
    );
  }
}

/** The role that a key of the older kind (a JWT) names. */
function roleOf(key: string): unknown {
  try {
    const claims: unknown = JSON.parse(Buffer.from(key.split('.')[1] ?? '', 'base64url').toString());
    return typeof claims === 'object' && claims !== null && 'role' in claims ? claims.role : undefined;
  } catch {
    return undefined;
  }
}
