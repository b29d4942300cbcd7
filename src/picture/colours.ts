/**
 * Hues that people with any of the usual colour blindnesses can tell apart: Paul Tol's "muted" set
 * (Colour Schemes, technical note SRON/EPS/TN/09-002), its palest ones last. Beyond nine they repeat;
 * the course stands on every block anyway.
 */
const HUES = [
  '#332288',
  '#117733',
  '#cc6677',
  '#44aa99',
  '#882255',
  '#999933',
  '#aa4499',
  '#88ccee',
  '#ddcc77',
] as const;

export const INK = '#1f2733';
export const MUTED = '#5b6573';
export const FAINT = '#9aa3af';
export const LINE = '#dfe3e8';
export const PAPER = '#ffffff';
/** Behind days on which the candidate has no time. */
export const BLOCKED = '#f1f3f5';
/** Behind days outside the window. */
export const OUTSIDE = '#f8f9fa';
/** The candidate's free time. */
export const FREE = '#c9d3de';

export interface CourseColour {
  /** Full hue, for edges. */
  readonly hue: string;
  /** The same on paper, thin enough for dark letters. */
  readonly tint: string;
}

/** A colour for each course, by their order. */
export function courseColours(courses: readonly string[]): ReadonlyMap<string, CourseColour> {
  return new Map(
    courses.map((course, index) => {
      const hue = HUES[index % HUES.length]!;
      return [course, { hue, tint: mixed(hue, 0.16) }];
    }),
  );
}

/** So much of a hue on white paper. */
function mixed(hue: string, share: number): string {
  const part = (at: number) => {
    const full = Number.parseInt(hue.slice(at, at + 2), 16);
    return Math.round(255 + (full - 255) * share)
      .toString(16)
      .padStart(2, '0');
  };
  return `#${part(1)}${part(3)}${part(5)}`;
}
