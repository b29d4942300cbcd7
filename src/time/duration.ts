const UNIT_MINUTES = { d: 24 * 60, h: 60, m: 1 } as const;

/**
 * Whole minutes of an elapsed time such as `30m`, `12h`, `4d` or `1d12h` (1d is 24 h).
 * Returns null where the text is none.
 */
export function parseDuration(text: string): number | null {
  const match = /^(?:(\d{1,4})d)?(?:(\d{1,5})h)?(?:(\d{1,6})m)?$/.exec(text.trim());
  if (match === null || text.trim() === '') return null;
  const [, days = '0', hours = '0', minutes = '0'] = match;
  return Number(days) * UNIT_MINUTES.d + Number(hours) * UNIT_MINUTES.h + Number(minutes) * UNIT_MINUTES.m;
}

/** The shortest text that `parseDuration` reads back as the same number of minutes: `90` → `1h30m`. */
export function formatDuration(minutes: number): string {
  if (minutes === 0) return '0m';
  // Up to two days people say hours ("24h", "36h"), beyond that days.
  const days = minutes >= 2 * UNIT_MINUTES.d ? Math.floor(minutes / UNIT_MINUTES.d) : 0;
  const hours = Math.floor((minutes - days * UNIT_MINUTES.d) / UNIT_MINUTES.h);
  const rest = minutes - days * UNIT_MINUTES.d - hours * UNIT_MINUTES.h;
  return `${days > 0 ? `${days}d` : ''}${hours > 0 ? `${hours}h` : ''}${rest > 0 ? `${rest}m` : ''}`;
}
