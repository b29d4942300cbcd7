import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const SOURCE = join(import.meta.dirname, '../src');

/** Which rooms a room may know. `errors.ts` and `document` are open to all; the program's root is `cli`. */
const KNOWS: Readonly<Record<string, readonly string[]>> = {
  document: [],
  time: [],
  sop: ['time'],
  request: ['sop', 'time'],
  planning: ['request', 'sop', 'time'],
  calendar: ['time'],
  store: [],
  booking: ['planning', 'request', 'sop', 'time', 'calendar', 'store'],
  watching: ['booking', 'planning', 'request', 'sop', 'time', 'calendar', 'store'],
  intake: ['request', 'sop', 'time'],
  picture: ['time'],
  chat: [
    'booking',
    'watching',
    'intake',
    'picture',
    'planning',
    'request',
    'sop',
    'time',
    'calendar',
    'store',
  ],
  telegram: ['booking', 'intake', 'chat', 'store', 'time'],
  dashboard: ['store'],
  config: [],
  cli: ['*'],
};

/** Of a room with adapters, what its neighbours may import; adapters are for the composition root alone. */
const SURFACE: Readonly<Record<string, RegExp>> = {
  store: /^store\/(store|rows|telegram-store)\.ts$/,
  calendar: /^calendar\/(calendar|event|busy|calls|title-digest|typed-mock|ics\/write-calendar)\.ts$/,
  picture: /^picture\/(picture|png)\.ts$/,
};

/** Rooms that decide and never act: no input, output, clock, environment or chance. */
const PURE = ['document', 'time', 'sop', 'request', 'planning', 'intake', 'picture'];

/** Reads the fonts and the renderer that come with the program; all else of its room is pure. */
const FONT_READER = 'picture/png.ts';

interface Import {
  readonly file: string;
  readonly target: string;
}

const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.ts'),
);

function importsOf(file: string): Import[] {
  const text = readFileSync(join(SOURCE, file), 'utf8');
  return [...text.matchAll(/^(?:import|export)\b[^;]*?from '([^']+)'/gm)].map((match) => {
    const target = match[1]!;
    return {
      file,
      target: target.startsWith('.') ? relative(SOURCE, join(SOURCE, dirname(file), target)) : target,
    };
  });
}

const imports = files.flatMap(importsOf);
const roomOf = (file: string): string => (file.includes('/') ? file.slice(0, file.indexOf('/')) : '');
const isOurs = (target: string): boolean => target.endsWith('.ts');

describe('the house', () => {
  it('has no room that the plan does not know', () => {
    expect([...new Set(files.map(roomOf))].filter((room) => room !== '' && !(room in KNOWS))).toEqual([]);
  });

  it('has no arrow against the plan', () => {
    const wrong = imports.filter(({ file, target }) => {
      const [from, to] = [roomOf(file), roomOf(target)];
      if (from === '' || !isOurs(target) || from === to || to === '' || to === 'document') return false;
      const known = KNOWS[from]!;
      return !known.includes('*') && !known.includes(to);
    });
    expect(wrong).toEqual([]);
  });

  it('lets nobody but the composition root know an adapter', () => {
    const wrong = imports.filter(({ file, target }) => {
      const [from, to] = [roomOf(file), roomOf(target)];
      const surface = SURFACE[to];
      return surface !== undefined && from !== to && from !== 'cli' && !surface.test(target);
    });
    expect(wrong).toEqual([]);
  });

  it('keeps the deciding rooms free of input, output, clock, environment and chance', () => {
    const actions =
      /\bprocess\.|Temporal\.Now|Date\.now|new Date\(\)|Math\.random|randomUUID|setTimeout|console\./;
    const wrong = files.filter((file) => {
      if (!PURE.includes(roomOf(file)) || file === FONT_READER) return false;
      const text = readFileSync(join(SOURCE, file), 'utf8');
      return actions.test(text) || importsOf(file).some(({ target }) => target.startsWith('node:'));
    });
    expect(wrong).toEqual([]);
  });

  it('can see arrows at all', () => {
    expect(imports).toContainEqual({ file: 'planning/problem.ts', target: 'sop/model.ts' });
    expect(imports.length).toBeGreaterThan(100);
  });
});
