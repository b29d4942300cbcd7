import { courseColours, PAPER } from './colours.ts';
import type { Drawing, Picture } from './drawing.ts';
import { BRIEF, type Format, FULL } from './format.ts';
import { legend } from './legend.ts';
import { type Lettering, lettersOf } from './lettering.ts';
import type { Sheet } from './sheet.ts';
import { element } from './svg.ts';
import { title } from './title.ts';
import { weekRow } from './week.ts';
import { weekRows } from './weeks.ts';

export type { Drawing, DrawnMock, Picture, Span } from './drawing.ts';

const FAMILY = 'DejaVu Sans Condensed';

/** A candidate's schedule, week by week, 1200 pixels wide. Null where there is no mock to show. */
export function schedulePicture(drawing: Drawing, lettering: Lettering): Picture | null {
  return pictureOf(drawing, lettering, FULL);
}

/** The weeks of a plan at a glance, 900 pixels wide. Null where there is no mock to show. */
export function weeksPicture(drawing: Drawing, lettering: Lettering): Picture | null {
  return pictureOf(drawing, lettering, BRIEF);
}

function pictureOf(drawing: Drawing, lettering: Lettering, format: Format): Picture | null {
  const mocks = drawing.mocks.map((mock) => ({ ...mock, course: lettersOf(mock.course, lettering) }));
  if (mocks.length === 0) return null;
  const sheet: Sheet = {
    drawing: { ...drawing, mocks },
    format,
    lettering,
    colours: courseColours([...new Set(mocks.map(({ course }) => course))]),
  };
  const head = title(sheet);
  const parts = [head.svg];
  let y = Math.ceil(head.height);
  for (const row of weekRows(sheet.drawing)) {
    const { svg, height } = weekRow(sheet, row, y);
    parts.push(svg);
    y += height;
  }
  const foot = legend(sheet, y + 10);
  const height = Math.ceil(y + 10 + foot.height + format.margin / 2);
  const svg = element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width: format.width,
      height,
      viewBox: `0 0 ${format.width} ${height}`,
      'font-family': FAMILY,
    },
    element('rect', { width: format.width, height, fill: PAPER }),
    ...parts,
    foot.svg,
  );
  return { svg, width: format.width, height };
}
