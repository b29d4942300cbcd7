import { createHash } from 'node:crypto';

/**
 * What an event of ours carries of the title that it was given, so that a title which somebody changed by hand
 * is told from one that the SOP would give otherwise by now: SHA-256, 16 hexadecimal digits. Line ends, control
 * characters and space, which calendars change by themselves, are of no matter.
 */
export function titleDigest(title: string): string {
  const kept = title
    .toWellFormed()
    .normalize('NFC')
    .replace(/[^\P{Cc}\t\n\r]/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
  return createHash('sha256').update(kept).digest('hex').slice(0, 16);
}
