import { type DestinationStream, type Logger, pino, stdSerializers } from 'pino';
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
      serializers: { err: toldOf },
      redact: { paths: ['*.email', '*.name'], remove: true },
    },
    destination,
  );
}

/** Of an error what it says and where. Libraries keep in theirs what was sent: keys, and data of people. */
function toldOf(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const { type, message, stack } = stdSerializers.err(error);
  const { code } = error as { readonly code?: unknown };
  return { type, message, stack, ...(typeof code === 'string' ? { code } : {}) };
}
