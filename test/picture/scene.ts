import type { Drawing, DrawnMock } from '../../src/picture/picture.ts';

export const ZONE = 'America/Los_Angeles';

/** A mock that starts at a wall-clock time of the SOP's zone. */
export function mock(course: string, number: number, start: string, changes: Partial<DrawnMock> = {}) {
  const from = Temporal.PlainDateTime.from(start).toZonedDateTime(ZONE).toInstant();
  const drawn: DrawnMock = {
    course,
    number,
    interviewer: 'Alpha',
    role: 'main',
    start: from,
    end: from.add({ minutes: 90 }),
    isPending: false,
    ...changes,
  };
  return drawn;
}

/** Two weeks of December with evenings on the days from Monday to Saturday. */
export function drawing(mocks: readonly DrawnMock[], changes: Partial<Drawing> = {}): Drawing {
  const start = Temporal.PlainDate.from('2026-12-01');
  const days = Array.from({ length: 28 }, (_, index) => start.add({ days: index }));
  const at = (day: Temporal.PlainDate, hour: number) =>
    day.toPlainDateTime({ hour }).toZonedDateTime(ZONE).toInstant();
  return {
    title: 'Dana Fox',
    otherTitle: 'dana@example.com',
    zone: ZONE,
    candidateZone: 'America/New_York',
    window: { start, end: start.add({ days: 27 }) },
    free: days
      .filter(({ dayOfWeek }) => dayOfWeek < 7)
      .map((day) => ({ start: at(day, 18), end: at(day, 22) })),
    holidays: [],
    mocks,
    ...changes,
  };
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What stands in a picture, read back from its SVG. */
export interface Seen {
  readonly width: number;
  readonly height: number;
  readonly texts: readonly (Box & { readonly text: string; readonly block: string | null })[];
  readonly rects: readonly (Box & { readonly fill: string; readonly dashed: boolean })[];
  /** The blocks by course and number, each with its lines. */
  readonly blocks: readonly (Box & {
    readonly name: string;
    readonly lines: readonly string[];
    readonly dashed: boolean;
    readonly fill: string;
  })[];
}

/** Reads the few elements that a picture is made of; text boxes by what `widthOf` says. */
export function seen(svg: string, widthOf: (text: string, size: number, bold: boolean) => number): Seen {
  const [, width, height] = /<svg [^>]*?width="(\d+)" height="(\d+)"/.exec(svg)!.map(Number);
  const texts: Seen['texts'][number][] = [];
  const rects: Seen['rects'][number][] = [];
  const blocks: (Box & { name: string; lines: string[]; dashed: boolean; fill: string })[] = [];
  let block: (typeof blocks)[number] | null = null;
  for (const [, tag, raw, content] of svg.matchAll(
    /<(g|\/g|text|rect)((?: [^>]*?)?)\/?>(?:([^<]*)<\/text>)?/g,
  )) {
    const attributes = new Map(
      [...raw!.matchAll(/ ([\w-]+)="([^"]*)"/g)].map(([, key, value]) => [key!, value!]),
    );
    const number = (key: string) => Number(attributes.get(key) ?? 0);
    if (tag === '/g') block = null;
    if (tag === 'g') {
      block = {
        name: plain(attributes.get('data-mock')!),
        lines: [],
        dashed: false,
        fill: '',
        x: 0,
        y: 0,
        width: 0,
        height: 0,
      };
      blocks.push(block);
    }
    if (tag === 'rect') {
      const box = { x: number('x'), y: number('y'), width: number('width'), height: number('height') };
      const dashed = attributes.has('stroke-dasharray');
      const fill = attributes.get('fill')!;
      rects.push({ ...box, fill, dashed });
      if (block !== null && block.width === 0) Object.assign(block, box, { dashed, fill });
    }
    if (tag === 'text') {
      const text = plain(content!);
      const size = number('font-size');
      const wide = widthOf(text, size, attributes.get('font-weight') === 'bold');
      const anchor = attributes.get('text-anchor') ?? 'start';
      const x = number('x') - (anchor === 'end' ? wide : anchor === 'middle' ? wide / 2 : 0);
      texts.push({
        text,
        block: block?.name ?? null,
        x,
        y: number('y') - 0.8 * size,
        width: wide,
        height: size,
      });
      block?.lines.push(text);
    }
  }
  return { width: width!, height: height!, texts, rects, blocks };
}

function plain(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

export function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
