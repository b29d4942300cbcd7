import { UserError } from '../errors.ts';
import type { SqlFault } from './driver.ts';
import { IllegalChange, LostLease, StaleConversation, StoreUnavailable } from './store.ts';

/**
 * What an answer of the database means to the program. The codes `MS…` are raised by our own
 * functions (`supabase/migrations/…_invariants.sql` lists them), the others are PostgreSQL's.
 */
export function meaningOf(fault: SqlFault): Error {
  const told = meanings[fault.sqlstate];
  if (told !== undefined) {
    return told(fault);
  }
  return new Error(`The database function ${fault.calling} failed (${fault.sqlstate}): ${fault.message}`);
}

const meanings: Readonly<Record<string, (fault: SqlFault) => Error>> = {
  MS001: (fault) => new LostLease(fault.message),
  MS002: (fault) => new StaleConversation(fault.message),
  MS003: (fault) => new UserError(fault.message, fault.hint === undefined ? {} : { remedy: fault.hint }),
  MS004: (fault) => new IllegalChange(fault.message),
  '22021': unstorableText,
  '22P05': unstorableText,
  '53100': (fault) =>
    new StoreUnavailable(
      `The disk of the database is full: ${fault.message}.`,
      'Free some space; nothing that was confirmed is lost, and the program goes on by itself.',
    ),
};

function unstorableText(): Error {
  return new UserError('A text holds a character that cannot be stored (a null character).', {
    remedy: 'Type the text again instead of pasting it.',
  });
}
