import type { CourseColour } from './colours.ts';
import type { Drawing } from './drawing.ts';
import type { Format } from './format.ts';
import { fitted, type Lettering, type Weight } from './lettering.ts';
import { element, escaped } from './svg.ts';

/** What every part of a picture is drawn with. */
export interface Sheet {
  readonly drawing: Drawing;
  readonly format: Format;
  readonly lettering: Lettering;
  readonly colours: ReadonlyMap<string, CourseColour>;
}

/** A part of a picture, drawn from `y` on, and how high it became. */
export interface Part {
  readonly svg: string;
  readonly height: number;
}

export interface Letters {
  readonly x: number;
  /** Of the base line. */
  readonly y: number;
  readonly size: number;
  readonly fill: string;
  readonly weight?: Weight;
  readonly anchor?: 'start' | 'end' | 'middle';
  /** What does not fit is cut off with an ellipsis. */
  readonly width: number;
}

/** One line of text; nothing where no letter fits. */
export function textLine({ lettering }: Sheet, text: string, letters: Letters): string {
  const { x, y, size, fill, weight = 'regular', anchor = 'start', width } = letters;
  const shown = fitted(text, lettering[weight], size, width);
  if (shown === '') return '';
  return element(
    'text',
    {
      x,
      y,
      'font-size': size,
      'font-weight': weight === 'bold' ? 'bold' : undefined,
      'text-anchor': anchor === 'start' ? undefined : anchor,
      fill,
    },
    escaped(shown),
  );
}
