import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair, parseDocument } from 'yaml';
import { DEPTH_MAX, extentOf } from './extent.ts';
import { type Fault, firstFaults } from './fault.ts';
import { quoted } from './found.ts';
import { LineStarts } from './line-starts.ts';
import type { Reading } from './positions.ts';
import { YamlPositions } from './yaml-positions.ts';

/** Bounds that no honest file comes near, so that a hostile one costs seconds at most. */
const TEXT_LENGTH_MAX = 512 * 1024;
const VALUES_MAX = 200_000;
/** What aliases of aliases may come to. */
const EXPANSIONS_MAX = 10_000;
/** Following one costs as much as the text before it is long. */
const ALIASES_MAX = 1000;

/** The commonest slips, for people who do not know the parser's words. */
const SYNTAX: Readonly<Record<string, { readonly what: string; readonly expected: string }>> = {
  MULTIPLE_DOCS: {
    what: 'there are multiple documents',
    expected: 'one, without a line "---" in the middle',
  },
  TAB_AS_INDENT: { what: 'a tab at the start of the line', expected: 'spaces' },
  MULTILINE_IMPLICIT_KEY: {
    what: 'this line does not go with the lines around it',
    expected: 'a colon and a space after each key, and the same indentation for keys of one map',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    what: 'a key within a value',
    expected:
      'one "key: value" a line, texts with a colon in quotes, and keys of one map at the same indentation',
  },
};

/**
 * Reads a YAML text (1.2, core schema: dates and times stay text) as plain data. Refused are wrong
 * syntax, duplicate keys, keys that are no plain text, tags, and anything beyond the bounds on
 * length, depth and what aliases expand to; all faults of one kind at once.
 */
export function readYaml(text: string, file: string): Reading {
  const body = text.startsWith('\ufeff') ? text.slice(1) : text;
  const lines = new LineStarts(body);
  const fault = (offset: number, message: string, expected?: string): Fault => ({
    file,
    ...lines.place(offset),
    path: '',
    message,
    ...(expected === undefined ? {} : { expected }),
  });
  const refused = (...faults: readonly Fault[]): Reading => ({ ok: false, faults: firstFaults(faults) });

  if (body.length > TEXT_LENGTH_MAX) {
    return refused(fault(0, `the file has ${body.length} characters`, `at most ${TEXT_LENGTH_MAX}`));
  }
  const document = parseDocument(body, {
    schema: 'core',
    resolveKnownTags: false,
    // The library's own check compares every key with every other; `structureFaults` does it faster.
    uniqueKeys: false,
    prettyErrors: false,
  });
  if (document.errors.length > 0) {
    const faults = document.errors
      .slice(0, 20)
      .map(({ code, message, pos }) =>
        code === 'RESOURCE_EXHAUSTION'
          ? fault(pos[0], 'values are nested too deeply', `at most ${DEPTH_MAX} levels`)
          : fault(
              pos[0],
              `this is not YAML: ${SYNTAX[code]?.what ?? plain(message)}`,
              SYNTAX[code]?.expected,
            ),
      );
    // What the parser says after its first stumble in a line is an echo of it.
    return refused(...faults.filter(({ line }, index) => faults[index - 1]?.line !== line));
  }
  if (document.warnings.length > 0) {
    return refused(
      ...document.warnings
        .slice(0, 20)
        .map(({ message, pos }) => fault(pos[0], `this YAML is not understood: ${plain(message)}`)),
    );
  }
  if (document.contents === null || (isScalar(document.contents) && document.contents.value === null)) {
    return refused(fault(0, 'the file is empty'));
  }
  const structure = structureFaults(document, fault);
  if (structure.length > 0) return refused(...structure);

  let data: unknown;
  try {
    data = document.toJS({ maxAliasCount: EXPANSIONS_MAX });
  } catch (error) {
    const why = error instanceof Error ? plain(error.message) : String(error);
    return refused(fault(0, `the file's aliases cannot be followed: ${why}`));
  }
  if (extentOf(data, VALUES_MAX) === null) {
    return refused(
      fault(
        0,
        'the file is too large or too deep once its aliases are followed',
        `at most ${VALUES_MAX} values and ${DEPTH_MAX} levels`,
      ),
    );
  }
  return { ok: true, data, positions: new YamlPositions(document, lines) };
}

/** Keys that are no text or written twice, and nesting beyond the bound, which ends the search. */
function structureFaults(
  document: Document.Parsed,
  fault: (offset: number, message: string, expected?: string) => Fault,
): Fault[] {
  const faults: Fault[] = [];
  const open: { node: unknown; depth: number }[] = [{ node: document.contents, depth: 1 }];
  let aliases = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, depth } = next;
    if (isAlias(node)) {
      aliases += 1;
      if (aliases > ALIASES_MAX) {
        return [fault(node.range?.[0] ?? 0, 'there are too many aliases', `at most ${ALIASES_MAX}`)];
      }
    }
    if (!isMap(node) && !isSeq(node)) continue;
    if (depth > DEPTH_MAX) {
      return [fault(node.range?.[0] ?? 0, 'values are nested too deeply', `at most ${DEPTH_MAX} levels`)];
    }
    if (isSeq(node)) {
      for (const item of node.items) open.push({ node: item, depth: depth + 1 });
      continue;
    }
    const keys = new Set<string>();
    for (const pair of node.items as Pair<Node | null, unknown>[]) {
      open.push({ node: pair.value, depth: depth + 1 });
      const offset = pair.key?.range?.[0] ?? node.range?.[0] ?? 0;
      const key = isScalar(pair.key) && pair.key.value !== null ? String(pair.key.value) : null;
      if (isAlias(pair.key) || key === null) {
        faults.push(fault(offset, 'a key that is not plain text', 'a name'));
      } else if (keys.has(key)) {
        faults.push({
          ...fault(offset, `the key ${quoted(key)} is written twice`, 'each key once'),
          path: key,
        });
      } else keys.add(key);
    }
  }
  return faults.sort((a, b) => a.line - b.line || a.column - b.column);
}

/** The library's messages may quote the text, control characters and all. */
function plain(message: string): string {
  return quoted(message.split('\n', 1)[0] ?? '')
    .slice(1, -1)
    .replaceAll('\\"', '"');
}
