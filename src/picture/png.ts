import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { type Font, readFont } from './font.ts';
import type { Lettering } from './lettering.ts';
import type { Picture } from './picture.ts';

interface Studio {
  readonly lettering: Lettering;
  readonly files: Uint8Array[];
}

const resolve = createRequire(import.meta.url).resolve;
let opened: Promise<Studio> | null = null;

/** The fonts that `pngOf` draws with. They and the renderer are read once, when first needed. */
export async function lettering(): Promise<Lettering> {
  return (await studio()).lettering;
}

/** A picture as PNG, pixel by pixel its own size. */
export async function pngOf({ svg }: Picture): Promise<Uint8Array> {
  const { files } = await studio();
  const drawing = new Resvg(svg, { font: { fontBuffers: files } });
  try {
    const image = drawing.render();
    try {
      return image.asPng();
    } finally {
      image.free();
    }
  } finally {
    drawing.free();
  }
}

function studio(): Promise<Studio> {
  opened ??= open();
  return opened;
}

async function open(): Promise<Studio> {
  const [wasm, regular, bold] = (await Promise.all(
    [
      '@resvg/resvg-wasm/index_bg.wasm',
      'dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf',
      'dejavu-fonts-ttf/ttf/DejaVuSansCondensed-Bold.ttf',
    ].map((path) => readFile(resolve(path))),
  )) as [Buffer, Buffer, Buffer];
  await initWasm(wasm);
  const fonts: readonly [Font, Font] = [readFont(regular), readFont(bold)];
  return { lettering: { regular: fonts[0], bold: fonts[1] }, files: [regular, bold] };
}
