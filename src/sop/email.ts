const ADDRESS_LENGTH_MAX = 254;
const LOCAL_LENGTH_MAX = 64;
const LOCAL = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const DOMAIN = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}$/u;

/**
 * An email address as it is kept and compared, trimmed and in lower case; null where a text is
 * none. Quoted local parts, addresses without a dot and bare IP addresses are refused: nobody is
 * invited to a calendar event by them. Lengths as in RFC 5321.
 */
export function emailIn(text: string): string | null {
  const address = text.trim().toLowerCase();
  if (address.length > ADDRESS_LENGTH_MAX) return null;
  const at = address.lastIndexOf('@');
  const [local, domain] = [address.slice(0, at), address.slice(at + 1)];
  if (at < 1 || local.length > LOCAL_LENGTH_MAX) return null;
  return LOCAL.test(local) && DOMAIN.test(domain) ? address : null;
}
