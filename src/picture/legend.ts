import { FREE, MUTED, PAPER } from './colours.ts';
import { type Part, type Sheet, textLine } from './sheet.ts';
import { element } from './svg.ts';

interface Entry {
  readonly text: string;
  /** Draws the sign into a square of `SIGN` pixels. */
  readonly sign: (x: number, y: number) => string;
}

const SIGN = 16;
const SPACE = 24;

/** What the colours and edges mean, in as many lines as it takes. */
export function legend(sheet: Sheet, y: number): Part {
  const { format, lettering } = sheet;
  const { margin, width, smallSize } = format;
  const rowHeight = smallSize + 14;
  let [x, row] = [margin, 0];
  const drawn = entriesOf(sheet).map(({ text, sign }) => {
    const room = Math.min(lettering.regular.widthOf(text, smallSize), width - 2 * margin - SIGN - 8);
    if (x > margin && x + SIGN + 8 + room > width - margin) {
      x = margin;
      row += 1;
    }
    const top = y + row * rowHeight;
    const svg = `${sign(x, top)}${textLine(sheet, text, {
      x: x + SIGN + 8,
      y: top + SIGN - 3,
      size: smallSize,
      fill: MUTED,
      width: room + 0.01,
    })}`;
    x += SIGN + 8 + room + SPACE;
    return svg;
  });
  return { svg: drawn.join(''), height: (row + 1) * rowHeight };
}

function entriesOf({ drawing, colours }: Sheet): Entry[] {
  const { mocks } = drawing;
  const square = (attributes: Readonly<Record<string, string | number>>) => (x: number, y: number) =>
    element('rect', { x: x + 1, y: y + 1, width: SIGN - 2, height: SIGN - 2, rx: 4, ...attributes });
  const courses = [...colours].map(([course, { hue }]): Entry => {
    const count = mocks.filter((mock) => mock.course === course).length;
    return { text: count === 1 ? course : `${course} × ${count}`, sign: square({ fill: hue }) };
  });
  const edge = { fill: PAPER, stroke: MUTED, 'stroke-width': 1.5 };
  return [
    ...courses,
    ...(mocks.some(({ role }) => role === 'backup')
      ? [{ text: 'backup interviewer', sign: square({ ...edge, 'stroke-dasharray': '3.5 3' }) }]
      : []),
    ...(mocks.some(({ isPending }) => isPending) ? [{ text: 'not booked yet', sign: square(edge) }] : []),
    {
      text: "candidate's slots, 0 to 24 h",
      sign: (x, y) => element('rect', { x, y: y + 5, width: SIGN, height: 6, rx: 1.5, fill: FREE }),
    },
  ];
}
