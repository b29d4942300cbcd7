import { type DestinationStream, type Logger, pino } from 'pino';
import type { LogLevel } from '../config/settings.ts';
import { correlation } from '../correlation.ts';

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
      mixin: () => ({ ...correlation() }),
      redact: { paths: ['*.email', '*.name', 'err.config', 'err.params', 'err.query'], remove: true },
    },
    destination,
  );
}
