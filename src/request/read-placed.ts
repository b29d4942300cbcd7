import { checkKeys, listIn, mapIn, textIn, wrong } from '../document/fields.ts';
import { quoted } from '../document/found.ts';
import { nearest } from '../document/nearest.ts';
import type { Path, PlainMap } from '../document/plain-data.ts';
import type { Problems } from '../document/problem.ts';
import type { FixedMock, KeptMock } from './model.ts';
import { readInstant } from './read-busy.ts';

/** How many mocks each course has that may be meant; null where the SOP is not known. */
export type KnownMocks = ReadonlyMap<string, number> | null;

export interface PlacedContext {
  /** The zone of times without an offset. */
  readonly timeZone: string;
  readonly known: KnownMocks;
}

/** Interviewer ids as SOPs have them. One whom the SOP does not know is no fault: people leave, and their mocks stay. */
const ID = /^[a-z0-9][a-z0-9-]*$/;

const FIXED_KEYS = ['course', 'number', 'start', 'end', 'interviewer'];
const KEPT_KEYS = ['course', 'number', 'start', 'interviewer'];

/** The fixed mocks of a request: each names a mock of the SOP, none twice. */
export function readFixed(value: unknown, context: PlacedContext, problems: Problems): FixedMock[] {
  const places = new Places('fixed', context, problems);
  return places.each(value, FIXED_KEYS, (map, path) => {
    const mock = places.mock(map, path);
    const start = readInstant(map['start'], [...path, 'start'], context.timeZone, problems);
    const end = readInstant(map['end'], [...path, 'end'], context.timeZone, problems);
    if (start !== null && end !== null && Temporal.Instant.compare(start, end) >= 0) {
      problems.fault([...path, 'end'], `the mock ends ${map['end']}, not after its start ${map['start']}`, {
        expected: 'an end after the start',
      });
    }
    return mock === null || start === null || end === null ? null : { ...mock, start, end };
  });
}

/** The mocks of a request that are to be kept: as fixed ones, and none that is fixed. */
export function readKept(
  value: unknown,
  fixed: readonly FixedMock[],
  context: PlacedContext,
  problems: Problems,
): KeptMock[] {
  const places = new Places('keep', context, problems, fixed);
  return places.each(value, KEPT_KEYS, (map, path) => {
    const mock = places.mock(map, path);
    const start = readInstant(map['start'], [...path, 'start'], context.timeZone, problems);
    return mock === null || start === null ? null : { ...mock, start };
  });
}

type Mock = Pick<KeptMock, 'course' | 'number' | 'interviewer'>;

/** Reads the entries of a list of placed mocks. */
class Places {
  readonly #key: string;
  readonly #context: PlacedContext;
  readonly #problems: Problems;
  readonly #seen = new Map<string, string>();

  constructor(key: string, context: PlacedContext, problems: Problems, before: readonly FixedMock[] = []) {
    this.#key = key;
    this.#context = context;
    this.#problems = problems;
    for (const { course, number } of before) this.#seen.set(nameOf(course, number), 'is fixed already');
  }

  each<T>(value: unknown, keys: readonly string[], read: (map: PlainMap, path: Path) => T | null): T[] {
    const list =
      listIn(value, [this.#key], `a list of mocks, each with ${keys.join(', ')}`, this.#problems) ?? [];
    return list.flatMap((item, index) => {
      const path = [this.#key, index];
      const map = mapIn(item, path, `a map with ${keys.join(', ')}`, this.#problems);
      if (map === null) return [];
      checkKeys(map, path, keys, this.#problems);
      const mock = read(map, path);
      return mock === null ? [] : [mock];
    });
  }

  /** Which mock it is and with whom; null where that cannot be told, which is reported. */
  mock(map: PlainMap, path: Path): Mock | null {
    const course = this.#course(map['course'], [...path, 'course']);
    const number = this.#number(map['number'], [...path, 'number'], course);
    const interviewer = this.#interviewer(map['interviewer'], [...path, 'interviewer']);
    if (course === null || number === null) return null;
    const name = nameOf(course, number);
    const seen = this.#seen.get(name);
    if (seen !== undefined) {
      this.#problems.fault(path, `${name} ${seen}`, { expected: 'each mock at most once' });
    }
    this.#seen.set(name, 'is here a second time');
    return interviewer === null ? null : { course, number, interviewer };
  }

  #course(value: unknown, path: Path): string | null {
    const expected = 'a course of the SOP';
    const course = textIn(value, path, expected, this.#problems);
    const { known } = this.#context;
    if (course === null || known === null || known.has(course)) return course;
    this.#problems.fault(path, `the SOP has no course ${quoted(course)}`, {
      expected: `one of ${[...known.keys()].join(', ')}`,
      nearest: () => nearest(course, [...known.keys()]),
    });
    return null;
  }

  #number(value: unknown, path: Path, course: string | null): number | null {
    const most = course === null ? undefined : this.#context.known?.get(course);
    const expected = most === undefined ? 'a whole number from 1 on' : `a whole number from 1 to ${most}`;
    if (typeof value !== 'number') return wrong(value, path, expected, this.#problems);
    if (Number.isSafeInteger(value) && value >= 1 && value <= (most ?? value)) return value;
    const why =
      most !== undefined && value > most ? `the SOP has no ${course} Mock${value}` : `number is ${value}`;
    this.#problems.fault(path, why, { expected });
    return null;
  }

  #interviewer(value: unknown, path: Path): string | null {
    const expected = "an interviewer's id, such as alpha";
    const id = textIn(value, path, expected, this.#problems);
    if (id === null || ID.test(id)) return id;
    this.#problems.fault(path, `${quoted(id)} is no id of an interviewer`, { expected });
    return null;
  }
}

function nameOf(course: string, number: number): string {
  return `${course} Mock${number}`;
}
