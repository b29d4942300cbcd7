import { Resvg } from '@resvg/resvg-wasm';
import { lettering, pngOf } from '../src/picture/png.ts';

const NOTHING = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>';
let isReady = false;

/**
 * Reads the fonts and the renderer, which takes real time, before simulated time begins; and has every
 * picture painted as one empty pixel from then on. What pictures look like is none of the simulation's
 * concern, and painting one takes as long as a tenth of a run.
 */
export async function preparePictures(): Promise<void> {
  if (isReady) return;
  isReady = true;
  await lettering();
  const pixel = await pngOf({ svg: NOTHING, width: 1, height: 1 });
  Resvg.prototype.render = () =>
    ({ width: 1, height: 1, pixels: new Uint8Array(4), asPng: () => pixel, free: () => {} }) as never;
}
