import type { Procedure } from '../sop/model.ts';

/** A mock as somebody typed it, and what else was said. */
export interface MockNamed {
  readonly who: string;
  /** Null where no mock is named. */
  readonly mock: { readonly course: string; readonly number: number } | null;
  readonly note: string;
}

/**
 * Splits `dana fox FS1 2 was late`, `dana FS1 Mock2` or `dana FS1#2` into whom it is about, which mock, and
 * what is added. Courses of the procedure are known by their names, which may be several words; any other
 * is a word.
 */
export function splitMock(argument: string, { base, variants }: Procedure): MockNamed {
  const text = argument.trim();
  const courses = [base, ...variants.map(({ sop }) => sop)].flatMap((sop) => [...sop.courses.keys()]);
  const known = [...new Set(courses)].sort((a, b) => b.length - a.length).map(escaped);
  for (const course of [known.join('|'), '\\S+?']) {
    const found = new RegExp(
      `^(.+?)\\s+(${course})(?:\\s*(?:mock|#)\\s*|\\s+)(\\d{1,3})(?:[\\s,:]+([\\s\\S]*))?$`,
      'i',
    ).exec(text);
    if (found === null) continue;
    const [, who = '', named = '', number = '', note = ''] = found;
    return { who, mock: { course: named, number: Number(number) }, note: note.trim() };
  }
  const courseAlone = new RegExp(`^(.+?)\\s+(?:${known.join('|')})$`, 'i').exec(text);
  return { who: courseAlone?.[1] ?? text, mock: null, note: '' };
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
