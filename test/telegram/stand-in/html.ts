import { badRequest } from './refusal.ts';

const TAGS = ['b', 'strong', 'i', 'em', 'u', 's', 'code', 'pre', 'a', 'blockquote', 'tg-spoiler', 'tg-time'];
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

/** The text that people see of an HTML message; refused as the Bot API refuses markup that is none. */
export function textOfHtml(html: string): string {
  const open: string[] = [];
  let text = '';
  for (let at = 0; at < html.length; ) {
    const rest = html.slice(at);
    if (rest.startsWith('<')) {
      const tag = /^<(\/?)([a-z-]*)([^<>]*)>/i.exec(rest);
      const name = tag?.[2]?.toLowerCase() ?? '';
      if (tag === null) throw cannotParse(`Unclosed start tag at byte offset ${at}`);
      if (tag[1] === '/') {
        if (open.pop() !== name) throw cannotParse(`Unmatched end tag at byte offset ${at}`);
      } else {
        if (!TAGS.includes(name)) throw cannotParse(`Unsupported start tag "${name}" at byte offset ${at}`);
        open.push(name);
      }
      at += tag[0].length;
      continue;
    }
    const entity = /^&(?:#(\d+)|([a-z]+));/.exec(rest);
    const letter =
      entity?.[1] === undefined ? NAMED[entity?.[2] ?? ''] : String.fromCodePoint(Number(entity[1]));
    text += letter ?? rest[0];
    at += letter === undefined ? 1 : entity![0].length;
  }
  if (open.length > 0) throw cannotParse(`Can't find end tag corresponding to start tag "${open.at(-1)}"`);
  return text;
}

function cannotParse(why: string) {
  return badRequest(`can't parse entities: ${why}`);
}
