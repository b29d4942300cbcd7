import { CalendarError } from '../../calendar/calendar.ts';
import { UserError } from '../../errors.ts';
import { StoreUnavailable } from '../../store/store.ts';

/** What one check found. Only what `fails` keeps the program from doing its work. */
export interface Finding {
  readonly check: string;
  readonly status: 'ok' | 'warning' | 'fails';
  readonly message: string;
  /** What to do; null where nothing need be done. */
  readonly remedy: string | null;
}

export function ok(check: string, message: string): Finding {
  return { check, status: 'ok', message, remedy: null };
}

export function warning(check: string, message: string, remedy: string): Finding {
  return { check, status: 'warning', message, remedy };
}

export function fails(check: string, message: string, remedy: string | null): Finding {
  return { check, status: 'fails', message, remedy };
}

/** An error that is meant for people, as a finding; any other is a bug of ours and is thrown on. */
export function failure(check: string, error: unknown): Finding {
  if (error instanceof UserError || error instanceof StoreUnavailable || error instanceof CalendarError) {
    return fails(check, error.message, error.remedy ?? null);
  }
  throw error;
}
