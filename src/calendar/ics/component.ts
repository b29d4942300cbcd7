import { IcsFault } from './fault.ts';
import { type Property, parseProperty } from './property.ts';

/** A `BEGIN:NAME … END:NAME` block (RFC 5545, 3.4), its lines unfolded but not yet read. */
export interface Component {
  readonly name: string;
  /** Where it begins, 1-based. */
  readonly line: number;
  readonly lines: readonly RawLine[];
  readonly children: readonly Component[];
}

interface RawLine {
  /** Upper-case. */
  readonly name: string;
  readonly text: string;
  readonly line: number;
}

interface OpenComponent extends Component {
  readonly lines: RawLine[];
  readonly children: Component[];
}

/** Real files nest three deep (calendar, zone or event, rule or alarm). */
const DEPTH_MAX = 10;

/**
 * The outermost components of a text. A block that is not closed, or closed twice, is a fault: the
 * file was cut off or put together badly, and what it means is anyone's guess. A line that is no
 * property is passed over if `tolerant` (exporters do break long descriptions wrongly), else a fault.
 */
export function componentsOf(text: string, options: { tolerant: boolean }): Component[] {
  const roots: Component[] = [];
  const open: OpenComponent[] = [];
  let lastLine = 1;
  for (const { text: content, line } of unfolded(text)) {
    lastLine = line;
    const name = /^[A-Za-z0-9-]+(?=[:;])/.exec(content)?.[0].toUpperCase();
    const current = open.at(-1);
    if (name === 'BEGIN') {
      const component: OpenComponent = { name: blockName(content), line, lines: [], children: [] };
      if (open.length >= DEPTH_MAX)
        throw new IcsFault(`more than ${DEPTH_MAX} blocks inside each other`, line);
      if (current === undefined) roots.push(component);
      else current.children.push(component);
      open.push(component);
    } else if (name === 'END') {
      if (current?.name !== blockName(content)) {
        const expected =
          current === undefined ? 'no open block' : `END:${current.name} (open since line ${current.line})`;
        throw new IcsFault(`found END:${blockName(content)}, expected ${expected}`, line);
      }
      open.pop();
    } else if (
      name !== undefined &&
      current !== undefined &&
      (options.tolerant || parseProperty(content, line) !== null)
    ) {
      current.lines.push({ name, text: content, line });
    } else if (!options.tolerant) {
      throw new IcsFault(`"${content.slice(0, 40)}" is no line of an iCalendar block`, line);
    }
  }
  const unclosed = open.at(-1);
  if (unclosed !== undefined) {
    throw new IcsFault(
      `the text ends before END:${unclosed.name} (open since line ${unclosed.line})`,
      lastLine,
    );
  }
  return roots;
}

/** All properties of a name, in order; lines that cannot be read are passed over. */
export function properties(component: Component, name: string): Property[] {
  const found: Property[] = [];
  for (const raw of component.lines) {
    const property = raw.name === name ? parseProperty(raw.text, raw.line) : null;
    if (property !== null) found.push(property);
  }
  return found;
}

/** The first property of a name, or null. */
export function property(component: Component, name: string): Property | null {
  return properties(component, name)[0] ?? null;
}

/** The unfolded lines (RFC 5545, 3.1) that are not blank, each with the number of its first line. */
function* unfolded(text: string): Generator<{ text: string; line: number }> {
  let pending: { text: string; line: number } | null = null;
  let line = 0;
  for (const physical of text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)) {
    line += 1;
    if (pending !== null && /^[ \t]/.test(physical)) {
      pending.text += physical.slice(1);
      continue;
    }
    if (pending !== null) yield pending;
    pending = physical.trim() === '' ? null : { text: physical, line };
  }
  if (pending !== null) yield pending;
}

function blockName(content: string): string {
  return content
    .slice(content.indexOf(':') + 1)
    .trim()
    .toUpperCase();
}
