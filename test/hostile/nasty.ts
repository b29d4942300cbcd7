import fc from 'fast-check';

/** How often each law is tried; `HOSTILE_RUNS=50` tries each fifty times as often. */
const TIMES = Number(process.env['HOSTILE_RUNS'] ?? 1);

/** Whether there is time for what takes seconds each. */
export const THOROUGH = TIMES >= 10;

/** How much of something there is: a part of it where there is no time for all. */
export function amount(full: number): number {
  return THOROUGH ? full : Math.ceil(full / 8);
}

/** Parameters of a property; the seed is chosen by fast-check, which prints it where a law is broken. */
export function runs(count: number): { numRuns: number } {
  return { numRuns: Math.ceil(count * TIMES) };
}

/** Far above what anything here takes, so that only a hang or a cost that explodes goes beyond it. */
export const PATIENCE_MS = 20_000;

/** Doing it, and how many milliseconds it took. */
export async function timed<Result>(work: () => Result | Promise<Result>): Promise<[Result, number]> {
  const began = performance.now();
  const result = await work();
  return [result, performance.now() - began];
}

/** What must never reach a terminal as it is: escape sequences begin with these, or they turn the line around. */
export const UNSAFE_TO_SHOW =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/;

/** Texts that broke programs of others. */
export const NASTY_TEXTS = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\u001b[31mred\u001b[0m',
  '\u001b]0;title\u0007',
  '\u009b31m',
  '\r\nSet-Cookie: a=b',
  'one\ntwo',
  '\u202Egnp.exe',
  'Al\u200bpha',
  '\ufeffAlpha',
  '\u2066Alpha\u2069',
  '\ud800',
  'x\udfffy',
  '👩‍👩‍👧‍👦',
  'e\u0301'.repeat(50),
  'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘',
  'ﷺ'.repeat(20),
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '[click](javascript:alert(1))',
  '*_`~|[]()',
  '{{7*7}}',
  '$(reboot)',
  '%s%n%x%d',
  '=HYPERLINK("http://example.com")',
  "Robert'); DROP TABLE candidates;--",
  '../../etc/passwd',
  '/dev/zero',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'null',
  'undefined',
  'NaN',
  '-0',
  '1e999',
  '9'.repeat(400),
  '0x1F',
  '2026-02-30',
  '0000-01-01',
  '9999-12-31',
  '9999999-01-01',
  '+275760-09-13T00:00:00Z',
  '-271821-04-20T00:00:00Z',
  '24:00-00:00',
  'Etc/GMT+12',
  'GMT0',
  'Mars/Olympus',
  'x'.repeat(5_000),
] as const;

/** Any text that somebody hostile, or only unlucky, sends. */
export const nastyText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...NASTY_TEXTS),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc
    .tuple(fc.constantFrom(...NASTY_TEXTS), fc.constantFrom(...NASTY_TEXTS))
    .map(([first, second]) => first + second),
);

/** Any value that JSON or YAML can bring. */
export const nastyValue: fc.Arbitrary<unknown> = fc.oneof(
  nastyText,
  fc.constantFrom<unknown>(null, true, 0, -1, 0.5, 1e308, 2 ** 53, -(2 ** 63), [], {}, [[]], [null], {
    a: { b: {} },
  }),
  fc.jsonValue({ maxDepth: 2 }),
);

type Step = string | number;

/** Every path of plain data, the root's excepted. */
function pathsOf(data: unknown): Step[][] {
  if (typeof data !== 'object' || data === null) return [];
  const steps: Step[] = Array.isArray(data) ? data.map((_, index) => index) : Object.keys(data);
  return steps.flatMap((step) => [
    [step],
    ...pathsOf((data as Record<Step, unknown>)[step]).map((path) => [step, ...path]),
  ]);
}

/** Right data in which a few values are taken out, replaced, doubled under another key, or buried. */
export function damaged(right: unknown, damage = nastyValue): fc.Arbitrary<unknown> {
  const paths = pathsOf(right);
  const key = fc.oneof(fc.constantFrom('__proto__', 'constructor', 'x'), nastyText);
  const change = fc.tuple(
    fc.constantFrom(...paths),
    fc.constantFrom<'remove' | 'replace' | 'add' | 'wrap'>('remove', 'replace', 'replace', 'add', 'wrap'),
    damage,
    key,
  );
  return fc.array(change, { minLength: 1, maxLength: 4 }).map((changes) => {
    const copy = structuredClone(right);
    // Damage is copied: one value may come twice, and be damaged itself.
    for (const [path, how, given, name] of changes) {
      const value = structuredClone(given);
      const holder = path
        .slice(0, -1)
        .reduce<unknown>((at, step) => (at as Record<Step, unknown> | null | undefined)?.[step], copy);
      if (typeof holder !== 'object' || holder === null) continue;
      const last = path.at(-1) as Step;
      const map = holder as Record<Step, unknown>;
      if (how === 'remove' && Array.isArray(map)) map.splice(Number(last), 1);
      else if (how === 'remove') delete map[last];
      else if (how === 'add' && Array.isArray(map)) map.push(value);
      else put(map, how === 'add' ? name : last, how === 'wrap' ? [map[last]] : value);
    }
    return copy;
  });
}

/** Sets an own property whatever its name: assigning to `__proto__` would change the prototype. */
function put(map: Record<Step, unknown>, key: Step, value: unknown): void {
  Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true });
}

/** A text whose bytes were cut, doubled, overwritten or inserted here and there, as raw bytes. */
export function damagedBytes(text: string): fc.Arbitrary<Buffer> {
  const bytes = Buffer.from(text);
  const insert = fc.oneof(
    fc.uint8Array({ maxLength: 4 }),
    fc
      .constantFrom('\t', '\n', '\r', ': ', '- ', '{', ']', '&a ', '*a', '"', "'", '!!', '\\', ',')
      .map((each) => Uint8Array.from(Buffer.from(each))),
  );
  const edit = fc.tuple(fc.nat(bytes.length), fc.nat(6), insert);
  return fc
    .array(edit, { minLength: 1, maxLength: 5 })
    .map((edits) =>
      edits.reduce<Buffer>(
        (all, [at, cut, put]) => Buffer.concat([all.subarray(0, at), put, all.subarray(at + cut)]),
        bytes,
      ),
    );
}
