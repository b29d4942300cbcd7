import { formatFault } from '../document/fault.ts';
import type { PlanRequest } from '../request/model.ts';
import { parseRequests } from '../request/parse-requests.ts';
import type { Procedure } from '../sop/model.ts';
import { readText } from './read-text.ts';
import { faultyFile } from './sop-file.ts';
import { systemClock } from './system-clock.ts';

/**
 * The requests of a file or of standard input (`-`): one JSON value, or one a line. All faults at once.
 * With the procedure, mocks that are fixed or kept must be of it.
 */
export function loadRequests(
  file: string,
  sopTimeZone: string,
  procedure?: Procedure,
): readonly PlanRequest[] {
  const parsed = parseRequests(
    readText(file, 'request file'),
    file === '-' ? 'standard input' : file,
    { jsonLines: 'detect' },
    { sopTimeZone, now: systemClock.now(), ...(procedure === undefined ? {} : { procedure }) },
  );
  if (!parsed.ok) throw faultyFile(parsed.faults.map(formatFault));
  return parsed.requests;
}
