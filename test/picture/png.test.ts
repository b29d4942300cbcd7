import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { schedulePicture, weeksPicture } from '../../src/picture/picture.ts';
import { lettering, pngOf } from '../../src/picture/png.ts';
import { drawing, mock } from './scene.ts';

interface Pixels {
  readonly width: number;
  readonly height: number;
  /** RGB or RGBA of a pixel, as `#rrggbb`. */
  at(x: number, y: number): string;
}

/** A PNG of eight bits a channel, without interlacing (ISO/IEC 15948). */
function decoded(png: Uint8Array): Pixels {
  const bytes = Buffer.from(png);
  expect(bytes.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  const channels = bytes[25] === 6 ? 4 : 3;
  expect([bytes[24], bytes[28]]).toEqual([8, 0]);
  const parts: Buffer[] = [];
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(bytes.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  const raw = inflateSync(Buffer.concat(parts));
  const stride = width * channels;
  const pixels = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (stride + 1)]!;
    for (let x = 0; x < stride; x += 1) {
      const left = x < channels ? 0 : pixels[y * stride + x - channels]!;
      const up = y === 0 ? 0 : pixels[(y - 1) * stride + x]!;
      const corner = y === 0 || x < channels ? 0 : pixels[(y - 1) * stride + x - channels]!;
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter]!;
      pixels[y * stride + x] = raw[y * (stride + 1) + 1 + x]! + guess;
    }
  }
  const at = (x: number, y: number) =>
    `#${pixels.toString('hex', y * stride + x * channels, y * stride + x * channels + 3)}`;
  return { width, height, at };
}

function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [up - corner, left - corner, left + up - 2 * corner].map(Math.abs) as [
    number,
    number,
    number,
  ];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

describe('a picture as PNG', () => {
  it('has the picture’s size, its colours where its blocks are, and letters', async () => {
    const mocks = [mock('FS1', 1, '2026-12-01T18:00'), mock('FS2', 1, '2026-12-04T18:00')];
    const picture = schedulePicture(drawing(mocks), await lettering())!;
    const { width, height, at } = decoded(await pngOf(picture));
    expect([width, height]).toEqual([picture.width, picture.height]);
    for (const [x, y, colour] of edges(picture.svg)) expect(at(x, y)).toBe(colour);
    const inTitle = Array.from({ length: 300 * 60 }, (_, index) =>
      at(28 + (index % 300), 10 + Math.floor(index / 300)),
    );
    expect(inTitle.filter((colour) => colour === '#1f2733').length).toBeGreaterThan(200);
  });

  it('is drawn with letters of every script that the fonts have, each unlike the other', async () => {
    const drawn = async (title: string) => {
      const of = drawing([mock('FS1', 1, '2026-12-01T18:00')], { title });
      return Buffer.from(await pngOf(schedulePicture(of, await lettering())!)).toString('base64');
    };
    const pictures = await Promise.all(['Dana', 'محمد', 'Дана'].map(drawn));
    expect(new Set(pictures).size).toBe(3);
  });
});

describe('whatever the names are', () => {
  it('the picture can be drawn', async () => {
    const name = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({ unit: 'grapheme', maxLength: 60 }),
    );
    const letters = await lettering();
    const property = fc.asyncProperty(name, name, name, async (title, interviewer, course) => {
      const of = drawing([mock(course, 1, '2026-12-01T18:00', { interviewer })], { title });
      const picture = weeksPicture(of, letters)!;
      expect(Buffer.from(await pngOf(picture)).readUInt32BE(20)).toBe(picture.height);
    });
    await fc.assert(property, { numRuns: 20 });
  });
});

/** The middle of each block's coloured edge, and its colour. */
function edges(svg: string): [number, number, string][] {
  const found = [
    ...svg.matchAll(/<rect x="([\d.]+)" y="([\d.]+)" width="5" height="([\d.]+)"[^>]*fill="(#\w+)"/g),
  ];
  expect(found).toHaveLength(2);
  return found.map(([, x, y, height, fill]) => [
    Math.round(Number(x)) + 2,
    Math.round(Number(y) + Number(height) / 2),
    fill!,
  ]);
}
