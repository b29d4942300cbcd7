import { type Drawing, type Picture, schedulePicture, weeksPicture } from '../picture/picture.ts';
import { lettering, pngOf } from '../picture/png.ts';
import { fileName } from './file-name.ts';
import type { ReplyFile } from './reply.ts';

/** Telegram takes no photo whose width and height are more than this together; a larger one is sent as a file. */
const PHOTO_SIDES_MAX = 10_000;

/** A candidate's schedule as a picture; null where there is no mock. */
export async function scheduleFile(drawing: Drawing): Promise<ReplyFile | null> {
  return fileOf(schedulePicture(drawing, await lettering()), `${drawing.title} schedule`);
}

/** The weeks of a plan as a small picture; null where there is no mock. */
export async function weeksFile(drawing: Drawing): Promise<ReplyFile | null> {
  return fileOf(weeksPicture(drawing, await lettering()), `${drawing.title} preview`);
}

async function fileOf(picture: Picture | null, title: string): Promise<ReplyFile | null> {
  if (picture === null) return null;
  return {
    name: fileName(title, 'png'),
    mediaType: 'image/png',
    bytes: await pngOf(picture),
    picture: picture.width + picture.height <= PHOTO_SIDES_MAX,
  };
}
