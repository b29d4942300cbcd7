import { emailIn } from '../../sop/email.ts';
import { oneLine, quoted } from './plain-text.ts';
import { type Reading, refused, understood } from './reading.ts';

const EXAMPLE = 'e.g. dana.fox@example.com';
/** As `emailIn` has them, to say which was passed. */
const EMAIL_LENGTH_MAX = 254;
const LOCAL_LENGTH_MAX = 64;
/** Invitations go out over mail servers of which many still take plain letters only. */
const PLAIN = /^[\u0021-\u007e]+$/;

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
  if (PLAIN.test(address) && emailIn(address) !== null) return understood(address);
  return refused(
    `${quoted(bracketed)} is not an email address: ${fault(address)}. It looks like name@place, ${EXAMPLE}.`,
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
  if (!PLAIN.test(address)) return 'only plain Latin letters work in invitations';
  if (!after.includes('.')) return `${quoted(after)} has no ending such as .com`;
  if (/^\.|\.$|\.\./.test(before) || /^\.|\.$|\.\./.test(after)) return 'a dot stands in the wrong place';
  return 'it holds a character that does not belong there';
}
