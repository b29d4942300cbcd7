import { type Logger, pino } from 'pino';
import type { LogLevel } from '../config/settings.ts';

/** Logs go to standard error as JSON lines; names and addresses of people are left out of them. */
export function openLog(level: LogLevel): Logger {
  return pino(
    {
      level,
      base: null,
      redact: { paths: ['*.email', '*.name', 'err.config', 'err.params', 'err.query'], remove: true },
    },
    pino.destination({ dest: 2, sync: true }),
  );
}
