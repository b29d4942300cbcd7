import { CalendarError } from '../calendar/calendar.ts';
import { EXIT, UserError } from '../errors.ts';
import { StoreUnavailable } from '../store/store.ts';
import { tell } from './output.ts';

/** Says what went wrong in words for whoever has to mend it; returns the exit code. */
export function reportFailure(error: unknown): number {
  if (error instanceof UserError) {
    tell(error.message);
    if (error.remedy !== undefined) tell(`→ ${error.remedy}`);
    return EXIT.fault;
  }
  if (error instanceof StoreUnavailable || error instanceof CalendarError) {
    tell(error.message);
    tell(`→ ${error.remedy}`);
    return EXIT.fault;
  }
  tell(`The program failed unexpectedly. This is a bug; please report it with these lines:`);
  tell(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return EXIT.bug;
}
