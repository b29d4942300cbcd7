const WRITTEN: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const READ: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/**
 * A plain text as Google shows descriptions, which may hold HTML: what looks like markup in a name is
 * seen as it was typed, and becomes no link in an invitation.
 */
export function writtenDescription(text: string): string {
  return text.replace(/[&<>]/g, (sign) => WRITTEN[sign]!);
}

/** The plain text that `writtenDescription` made this of; markup of somebody else's stays as it is. */
export function readDescription(html: string): string {
  return html.replace(/&(?:amp|lt|gt);/g, (entity) => READ[entity]!);
}
