import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Lettering } from '../../src/picture/lettering.ts';
import { type Drawing, schedulePicture, weeksPicture } from '../../src/picture/picture.ts';
import { lettering } from '../../src/picture/png.ts';
import { drawing, mock, overlap, seen } from './scene.ts';

let letters: Lettering;
beforeAll(async () => {
  letters = await lettering();
});

const look = (of: Drawing, make = schedulePicture) =>
  seen(make(of, letters)!.svg, (text, size, bold) => letters[bold ? 'bold' : 'regular'].widthOf(text, size));

const TWO = [
  mock('FS1', 1, '2026-12-01T18:00'),
  mock('FS1', 2, '2026-12-03T21:30', { role: 'backup', interviewer: 'Golf' }),
];

describe('the picture of a schedule', () => {
  it('says whose mocks they are, how many, from when to when, and whose clocks the times are of', () => {
    const texts = look(drawing(TWO)).texts.map(({ text }) => text);
    expect(texts.slice(0, 4)).toEqual([
      'Dana Fox',
      '2 mock interviews · Tue Dec 1 – Thu Dec 3, 2026',
      'Times: America/Los Angeles (PST)',
      'Candidate: America/New York (EST)',
    ]);
  });

  it('shows each mock with its times in both zones, the other day named where it is one, and its interviewer', () => {
    expect(look(drawing(TWO)).blocks.map(({ lines }) => lines)).toEqual([
      ['FS1 · Mock 1', '18:00–19:30 PST', '21:00–22:30 EST', 'Alpha'],
      ['FS1 · Mock 2', '21:30–23:00 PST', 'Fri 00:30–02:00', 'Golf (backup)'],
    ]);
  });

  it('shows one time alone to a candidate in the SOP’s own zone', () => {
    const here = drawing(TWO, { candidateZone: 'America/Los_Angeles' });
    expect(look(here).blocks[0]?.lines).toEqual(['FS1 · Mock 1', '18:00–19:30 PST', 'Alpha']);
    expect(look(here).texts.map(({ text }) => text)).toContain('Times: America/Los Angeles (PST)');
  });

  it('names the zone as it is called on each day where the clocks change in between', () => {
    const march = [mock('FS1', 1, '2027-03-12T18:00'), mock('FS1', 2, '2027-03-15T18:00')];
    const texts = look(drawing(march)).texts.map(({ text }) => text);
    expect(texts).toContain('Times: America/Los Angeles (PST/PDT)');
    expect(texts).toContain('18:00–19:30 PST');
    expect(texts).toContain('18:00–19:30 PDT');
  });

  it('marks a backup by a dashed edge and what is not booked yet by a hollow block, and explains both', () => {
    const pending = mock('FS2', 1, '2026-12-05T18:00', { isPending: true });
    const { blocks, texts } = look(drawing([...TWO, pending]));
    expect(blocks.map(({ dashed }) => dashed)).toEqual([false, true, false]);
    expect(blocks.map(({ fill }) => fill === '#ffffff')).toEqual([false, false, true]);
    const said = texts.map(({ text }) => text);
    expect(said).toEqual(expect.arrayContaining(['FS1 × 2', 'FS2', 'backup interviewer', 'not booked yet']));
    const plain = look(drawing(TWO.slice(0, 1))).texts.map(({ text }) => text);
    expect(plain).not.toContain('backup interviewer');
    expect(plain).not.toContain('not booked yet');
  });

  it('gives each course a colour of its own', () => {
    const courses = ['FS1', 'FS2', 'FS3', 'FS4', 'FS5', 'FS6', 'Own'];
    const mocks = courses.map((course, index) => mock(course, 1, `2026-12-${10 + index}T18:00`));
    expect(new Set(look(drawing(mocks)).blocks.map(({ fill }) => fill)).size).toBe(courses.length);
  });

  it('says which days have no slots or are holidays, and leaves out what is before and after the weeks', () => {
    const of = drawing(TWO, { holidays: [Temporal.PlainDate.from('2026-12-05')] });
    const texts = look(of).texts.map(({ text }) => text);
    expect(texts.filter((text) => text === 'no slots')).toHaveLength(1);
    expect(texts.filter((text) => text === 'holiday')).toHaveLength(1);
    expect(texts).toContain('Nov 30');
    expect(texts).not.toContain('Dec 7');
  });

  it('puts weeks without a mock into one line', () => {
    const far = [mock('FS1', 1, '2026-12-01T18:00'), mock('FS1', 2, '2026-12-24T18:00')];
    const texts = look(drawing(far)).texts.map(({ text }) => text);
    expect(texts).toContain('2 weeks without a mock');
    expect(texts).not.toContain('Dec 9');
  });

  it('is no picture without a mock', () => {
    expect(schedulePicture(drawing([]), letters)).toBeNull();
    expect(weeksPicture(drawing([]), letters)).toBeNull();
  });
});

describe('names', () => {
  const titleOf = (title: string) => look(drawing(TWO, { title })).texts[0]?.text;

  it('keep their letters, whatever script the fonts have', () => {
    for (const name of ['Élodie Łukasiewicz', 'محمد علي', 'Дана Лис', 'Νίκος'])
      expect(titleOf(name)).toBe(name);
  });

  it('lose what the fonts cannot show, and give way to the address where nothing is left', () => {
    expect(titleOf('Dana 李 Fox 🦊')).toBe('Dana Fox');
    expect(titleOf('李小龍')).toBe('dana@example.com');
    expect(titleOf('Dana\u202e\u0000 <b>Fox</b> & "Co"')).toBe('Dana <b>Fox</b> & "Co"');
  });

  it('are cut with an ellipsis at the side where they end', () => {
    expect(titleOf('Dana '.repeat(40))).toMatch(/^Dana .*…$/);
    expect(titleOf('محمد '.repeat(40))).toMatch(/…\u200f$/);
  });
});

describe('the picture of the weeks', () => {
  it('says of each mock its start and interviewer', () => {
    const { blocks, width } = look(drawing(TWO), weeksPicture);
    expect(blocks.map(({ lines }) => lines)).toEqual([
      ['FS1 · 1', '18:00 Alpha'],
      ['FS1 · 2', '21:30 Golf'],
    ]);
    expect(width).toBe(900);
  });
});

const NAMES = fc.oneof(
  fc.constantFrom(
    'Alpha',
    'Bravo',
    'Rosalind Featherstonehaugh-Cholmondeley',
    'محمد علي بن عبد الرحمن',
    '李小龍',
    '🦊',
  ),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 30 }),
);
const MINUTES_OF_YEAR = 366 * 24 * 60;
const anyMock = fc.record({
  course: fc.oneof(
    fc.constantFrom('FS1', 'FS2', 'Own', 'System design and architecture, the long one'),
    NAMES,
  ),
  interviewer: NAMES,
  role: fc.constantFrom('main', 'backup'),
  minute: fc.nat(MINUTES_OF_YEAR / 30),
  length: fc.integer({ min: 15, max: 240 }),
  isPending: fc.boolean(),
});
const anyDrawing = fc
  .record({
    title: NAMES,
    candidateZone: fc.constantFrom(
      'America/Los_Angeles',
      'Asia/Kolkata',
      'Pacific/Kiritimati',
      'America/St_Johns',
    ),
    mocks: fc.array(anyMock, { minLength: 1, maxLength: 20 }),
  })
  .map(({ title, candidateZone, mocks }) => {
    const base = Temporal.Instant.from('2026-12-01T08:00Z');
    const drawn = mocks
      .map(({ minute, length, ...rest }, index) => {
        const start = base.add({ minutes: minute * 30 });
        return { ...rest, number: index + 1, start, end: start.add({ minutes: length }) };
      })
      .sort((a, b) => Temporal.Instant.compare(a.start, b.start));
    return drawing(drawn, { title, candidateZone });
  });

describe('whatever the plan', () => {
  it.each([
    ['the schedule', schedulePicture],
    ['the weeks', weeksPicture],
  ])(
    '%s shows every mock once, with nothing outside the canvas and no text upon another block',
    (_, make) => {
      fc.assert(
        fc.property(anyDrawing, (of) => {
          const { width, height, texts, rects, blocks } = look(of, make);
          expect(blocks.map(({ name }) => Number(name.split(' ').at(-1))).sort((a, b) => a - b)).toEqual(
            of.mocks.map(({ number }) => number).sort((a, b) => a - b),
          );
          for (const box of [...texts, ...rects]) {
            expect(box.x).toBeGreaterThanOrEqual(0);
            expect(box.y).toBeGreaterThanOrEqual(0);
            expect(box.x + box.width).toBeLessThanOrEqual(width);
            expect(box.y + box.height).toBeLessThanOrEqual(height);
          }
          for (const [index, block] of blocks.entries()) {
            for (const other of blocks.slice(index + 1)) expect(overlap(block, other)).toBe(false);
            for (const text of texts) {
              if (text.block === block.name) {
                expect(text.x + text.width).toBeLessThanOrEqual(block.x + block.width);
                expect(text.y + text.height).toBeLessThanOrEqual(block.y + block.height);
              } else expect(overlap(text, block)).toBe(false);
            }
          }
        }),
        { numRuns: 40 },
      );
    },
  );
});
