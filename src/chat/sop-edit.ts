import { merged } from '../document/merged.ts';
import { isMap, type PlainMap } from '../document/plain-data.ts';

/** A value of the SOP file that is to be another one. */
interface Edit {
  /** As people find it in the file: `interviewers`, `golf`, `hours`, `weekdays`. */
  readonly path: readonly string[];
  /** Undefined where nothing is written so far. */
  readonly now: unknown;
  /** Undefined where the line is to go. */
  readonly then: unknown;
}

/**
 * What to write where in the SOP file, so that it says what a proposal's change says: a line for each
 * value that differs, as YAML takes it.
 */
export function sopEditText(source: PlainMap, change: PlainMap): string {
  const edits = editsBetween(source, merged(source, change), []);
  return [
    'That is a change of the SOP, which is made in its file and not from here:',
    ...edits.map(editLine),
    ...(edits.some(({ path }) => path.includes('timeOff'))
      ? ['Time off that was added in the chat is not in the file: /timeoff lists it, to be taken back there.']
      : []),
    'Save the file, start the program again, and then retry.',
  ].join('\n');
}

function editLine({ path, now, then }: Edit): string {
  const place = path.slice(0, -1).join(' → ');
  const key = path.at(-1)!;
  const where = place === '' ? 'at the top' : `under ${place}`;
  if (then === undefined) return `• ${where}, take out: ${key}: ${yamlText(now)}`;
  const before = now === undefined ? 'a new line' : `now ${yamlText(now)}`;
  return `• ${where}, write: ${key}: ${yamlText(then)} (${before})`;
}

function editsBetween(now: unknown, then: unknown, path: readonly string[]): Edit[] {
  if (isMap(now) && isMap(then)) {
    const keys = [...new Set([...Object.keys(now), ...Object.keys(then)])];
    return keys.flatMap((key) => editsBetween(now[key], then[key], [...path, key]));
  }
  if (
    Array.isArray(now) &&
    Array.isArray(then) &&
    now.length === then.length &&
    [...now, ...then].every(isMap)
  ) {
    return then.flatMap((item: PlainMap, index) =>
      editsBetween(now[index], item, [...path, nameOf(item, index)]),
    );
  }
  return yamlText(now) === yamlText(then) ? [] : [{ path, now, then }];
}

/** An item of a list as people speak of it: by its name, or by its number. */
function nameOf(item: PlainMap, index: number): string {
  return typeof item['name'] === 'string' ? item['name'] : `number ${index + 1}`;
}

/** A value in one line: words bare, all else as JSON, which YAML reads too. */
function yamlText(value: unknown): string {
  if (typeof value === 'string' && /^[A-Za-z0-9][\w.@/-]*$/.test(value)) return value;
  if (Array.isArray(value)) return `[${value.map(yamlText).join(', ')}]`;
  if (isMap(value)) {
    const pairs = Object.entries(value).map(([key, each]) => `${key}: ${yamlText(each)}`);
    return `{ ${pairs.join(', ')} }`;
  }
  return JSON.stringify(value) ?? '';
}
