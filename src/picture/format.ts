/** Sizes of a picture, in pixels. */
export interface Format {
  readonly width: number;
  readonly margin: number;
  readonly titleSize: number;
  readonly textSize: number;
  readonly smallSize: number;
  /** Height of a block's line for the letters of a size. */
  readonly lead: number;
  readonly blockPadding: number;
  /** From a day's top to its first block: the date, and the strip of the day below it. */
  readonly dayHead: number;
  readonly dayHeightMin: number;
  /** `full`: both zones, and the interviewer in a line of their own. */
  readonly detail: 'full' | 'brief';
}

/** The schedule as it is sent: large enough to be read on a phone that shows it at a third. */
export const FULL: Format = {
  width: 1200,
  margin: 28,
  titleSize: 34,
  textSize: 17,
  smallSize: 15,
  lead: 1.32,
  blockPadding: 8,
  dayHead: 43,
  dayHeightMin: 96,
  detail: 'full',
};

/** The weeks of a plan that is only a proposal so far. */
export const BRIEF: Format = {
  width: 900,
  margin: 20,
  titleSize: 24,
  textSize: 15,
  smallSize: 13,
  lead: 1.28,
  blockPadding: 6,
  dayHead: 36,
  dayHeightMin: 68,
  detail: 'brief',
};
