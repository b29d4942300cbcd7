import { z } from 'zod';
import { oneLine, quoted } from './plain-text.ts';
import { type Reading, refused, understood } from './reading.ts';

const EMAIL = z.email();
const EXAMPLE = 'e.g. dana.fox@example.com';
/** What mail servers accept: RFC 5321, 4.5.3.1 (the path less its angle brackets) and RFC 1035, 2.3.4. */
const EMAIL_LENGTH_MAX = 254;
const LOCAL_LENGTH_MAX = 64;
const LABEL_LENGTH_MAX = 63;

/** One email address in lower case; `mailto:`, angle brackets and a name before them are dropped. */
export function readEmail(typed: string): Reading<string> {
  if (typed.length > 1000)
    return refused(`That is too long for an email address. Send only the address, ${EXAMPLE}.`);
  const line = oneLine(typed);
  const bracketed = /<([^<>]*)>$/.exec(line)?.[1] ?? line;
  const address = bracketed
    .replace(/^mailto:/i, '')
    .trim()
    .toLowerCase();
  if (address === '') return refused(`I need an email address to send the invitations to, ${EXAMPLE}.`);
  if (EMAIL.safeParse(address).success && isDeliverable(address)) return understood(address);
  return refused(
    `${quoted(bracketed)} is not an email address: ${fault(address)}. It looks like name@place, ${EXAMPLE}.`,
  );
}

/** The limits that a shape alone does not hold. */
function isDeliverable(address: string): boolean {
  const [local = '', domain = ''] = address.split('@');
  const labels = domain.split('.');
  return (
    address.length <= EMAIL_LENGTH_MAX &&
    local.length <= LOCAL_LENGTH_MAX &&
    labels.every((label) => label.length <= LABEL_LENGTH_MAX && !label.endsWith('-'))
  );
}

function fault(address: string): string {
  const parts = address.split('@');
  const [before = '', after = ''] = parts;
  if (parts.length === 1) return 'it has no @';
  if (parts.length > 2) return /[\s,;]/.test(address) ? 'send one address only' : 'it has more than one @';
  if (/\s/.test(address)) return 'it has a space in it';
  if (before === '') return 'nothing stands before the @';
  if (after === '') return 'nothing stands after the @';
  if (address.length > EMAIL_LENGTH_MAX) return `it is longer than ${EMAIL_LENGTH_MAX} characters`;
  if (before.length > LOCAL_LENGTH_MAX) return `more than ${LOCAL_LENGTH_MAX} characters stand before the @`;
  if (/[^\u0021-\u007e]/.test(address)) return 'only plain Latin letters work in invitations';
  if (!after.includes('.')) return `${quoted(after)} has no ending such as .com`;
  if (/^\.|\.$|\.\./.test(before) || /^\.|\.$|\.\./.test(after)) return 'a dot stands in the wrong place';
  return 'it holds a character that does not belong there';
}
