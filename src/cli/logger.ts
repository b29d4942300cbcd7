import { type DestinationStream, type Logger, pino } from 'pino';
import type { LogLevel } from '../config/settings.ts';
import { correlation } from '../correlation.ts';
import { visibleLines } from '../document/visible.ts';

/**
 * Logs go to standard error as JSON lines; each names the candidate and the update that it is about, and
 * names and addresses of people are left out.
 */
export function openLog(
  level: LogLevel,
  destination: DestinationStream = pino.destination({ dest: 2, sync: true }),
): Logger {
  return pino(
    {
      level,
      base: null,
      // Within JSON these mean the same escaped; raw, a terminal that shows the log would obey them.
      hooks: { streamWrite: (line) => visibleLines(line) },
      mixin: () => ({ ...correlation() }),
      redact: { paths: ['*.email', '*.name', 'err.config', 'err.params', 'err.query'], remove: true },
    },
    destination,
  );
}
