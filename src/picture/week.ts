import { block, blockHeight } from './block.ts';
import { BLOCKED, FAINT, FREE, INK, LINE, MUTED, OUTSIDE, PAPER } from './colours.ts';
import { type Part, type Sheet, textLine } from './sheet.ts';
import { element } from './svg.ts';
import type { DrawnDay, WeekRow } from './weeks.ts';

const GAP = 6;
const PADDING = 6;
const STRIP = 6;
const PAUSE = 34;

const DAY = new Intl.DateTimeFormat('en-US', { weekday: 'short', timeZone: 'UTC' });
const MONTH = new Intl.DateTimeFormat('en-US', { month: 'short', timeZone: 'UTC' });

/** A week as a row of seven days, as high as its fullest day; or a line for weeks without a mock. */
export function weekRow(sheet: Sheet, row: WeekRow, y: number): Part {
  const { format } = sheet;
  const { margin, width } = format;
  if (row.kind === 'pause') {
    const text = row.weeks === 1 ? 'a week without a mock' : `${row.weeks} weeks without a mock`;
    const middle = y + PAUSE / 2;
    const svg = textLine(sheet, text, {
      x: width / 2,
      y: middle + format.smallSize * 0.1,
      size: format.smallSize,
      fill: FAINT,
      anchor: 'middle',
      width: width - 2 * margin,
    });
    return { svg, height: PAUSE };
  }
  const dayWidth = (width - 2 * margin - 6 * GAP) / 7;
  const most = Math.max(...row.days.map(({ mocks }) => mocks.length));
  const blocks = most * (blockHeight(sheet) + GAP) - GAP;
  const height = Math.max(format.dayHeightMin, format.dayHead + blocks + PADDING);
  const days = row.days.map((day, index) =>
    dayCell(sheet, day, { x: margin + index * (dayWidth + GAP), y, width: dayWidth, height }),
  );
  return { svg: days.join(''), height: height + GAP };
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const BEHIND: Readonly<Record<DrawnDay['kind'], string>> = {
  free: PAPER,
  blocked: BLOCKED,
  holiday: BLOCKED,
  outside: OUTSIDE,
};

function dayCell(sheet: Sheet, day: DrawnDay, box: Box): string {
  const { format } = sheet;
  const { smallSize } = format;
  const isOutside = day.kind === 'outside';
  const inner = box.width - 2 * PADDING;
  const at = new Date(`${day.date}T00:00Z`);
  const date = `${MONTH.format(at)} ${day.date.day}`;
  const weekday = DAY.format(at);
  const base = box.y + 8 + smallSize;
  const dateWidth = sheet.lettering.bold.widthOf(weekday, smallSize);
  const blocks = day.mocks.map(({ mock }, index) =>
    block(sheet, mock, {
      x: box.x + PADDING - 1,
      y: box.y + format.dayHead + index * (blockHeight(sheet) + GAP),
      width: inner + 2,
    }),
  );
  return [
    element('rect', {
      x: box.x + 0.5,
      y: box.y + 0.5,
      width: box.width - 1,
      height: box.height - 1,
      rx: 8,
      fill: BEHIND[day.kind],
      stroke: LINE,
    }),
    textLine(sheet, weekday, {
      x: box.x + PADDING + 2,
      y: base,
      size: smallSize,
      weight: 'bold',
      fill: isOutside ? FAINT : INK,
      width: inner,
    }),
    textLine(sheet, date, {
      x: box.x + PADDING + 8 + dateWidth,
      y: base,
      size: smallSize,
      fill: isOutside ? FAINT : MUTED,
      width: inner - dateWidth - 8,
    }),
    ...strip(sheet, day, { x: box.x + PADDING + 1, y: base + 6, width: inner - 2, height: STRIP }),
    ...(day.mocks.length > 0 ? [] : [remark(sheet, day, box)]),
    ...blocks.map(({ svg }) => svg),
  ].join('');
}

/** The day from midnight to midnight: the candidate's free time, and the mocks in it. */
function strip({ colours }: Sheet, day: DrawnDay, box: Box): string[] {
  if (day.kind === 'outside' && day.mocks.length === 0) return [];
  const part = (from: number, to: number, fill: string) =>
    element('rect', {
      x: box.x + from * box.width,
      y: box.y,
      width: Math.max(2, (to - from) * box.width),
      height: box.height,
      rx: 1.5,
      fill,
    });
  return [
    element('rect', {
      x: box.x,
      y: box.y + box.height / 2 - 0.5,
      width: box.width,
      height: 1,
      fill: LINE,
    }),
    ...day.free.map(({ from, to }) => part(from, to, FREE)),
    ...day.mocks.map(({ mock, part: { from, to } }) => part(from, to, colours.get(mock.course)!.hue)),
  ];
}

/** Why a day has no mock, where it could have none. */
function remark(sheet: Sheet, { kind }: DrawnDay, box: Box): string {
  const text = kind === 'holiday' ? 'holiday' : kind === 'blocked' ? 'no slots' : '';
  const { smallSize, dayHead } = sheet.format;
  return textLine(sheet, text, {
    x: box.x + box.width / 2,
    y: box.y + dayHead + smallSize + 4,
    size: smallSize,
    fill: FAINT,
    anchor: 'middle',
    width: box.width - 2 * PADDING,
  });
}
