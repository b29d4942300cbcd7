import { clockText, dayText, zoneText } from '../time/spoken.ts';
import { INK, MUTED, PAPER } from './colours.ts';
import type { DrawnMock } from './drawing.ts';
import type { Weight } from './lettering.ts';
import { lettersOf } from './lettering.ts';
import { type Part, type Sheet, textLine } from './sheet.ts';
import { element } from './svg.ts';

interface Line {
  /** The longest of these that fits is written. */
  readonly texts: readonly string[];
  readonly size: number;
  readonly weight: Weight;
  readonly fill: string;
}

const EDGE = 5;
const RADIUS = 6;

/** How high a mock's block is; the same for all of a picture. */
export function blockHeight(sheet: Sheet): number {
  const { format } = sheet;
  const lines = linesOf(sheet, sheet.drawing.mocks[0]!);
  return Math.ceil(lines.reduce((sum, { size }) => sum + size * format.lead, 0) + 2 * format.blockPadding);
}

/** One mock: course and number, when, and with whom. Dashed for a backup, hollow where it is not booked yet. */
export function block(sheet: Sheet, mock: DrawnMock, at: { x: number; y: number; width: number }): Part {
  const { format, colours, lettering } = sheet;
  const { hue, tint } = colours.get(mock.course)!;
  const height = blockHeight(sheet);
  const isBackup = mock.role === 'backup';
  const left = at.x + EDGE + 8;
  const room = at.width - EDGE - 8 - 6;
  let base = at.y + format.blockPadding;
  const lines = linesOf(sheet, mock).map(({ texts, size, weight, fill }) => {
    base += size * format.lead;
    const font = lettering[weight];
    const text = texts.find((each) => font.widthOf(each, size) <= room) ?? texts.at(-1)!;
    return textLine(sheet, text, { x: left, y: base - size * 0.3, size, weight, fill, width: room });
  });
  const svg = element(
    'g',
    { 'data-mock': `${mock.course} ${mock.number}` },
    element('rect', {
      x: at.x + 0.75,
      y: at.y + 0.75,
      width: at.width - 1.5,
      height: height - 1.5,
      rx: RADIUS,
      fill: mock.isPending ? PAPER : tint,
      stroke: isBackup || mock.isPending ? hue : tint,
      'stroke-width': 1.5,
      'stroke-dasharray': isBackup ? '5 4' : undefined,
    }),
    element('rect', { x: at.x, y: at.y + 4, width: EDGE, height: height - 8, rx: 2.5, fill: hue }),
    ...lines,
  );
  return { svg, height };
}

function linesOf({ format, drawing, lettering }: Sheet, mock: DrawnMock): Line[] {
  const { zone, candidateZone } = drawing;
  const { course, number, start } = mock;
  const backup = mock.role === 'backup';
  const who = lettersOf(mock.interviewer, lettering);
  const head: Line = {
    texts: [`${course} · Mock ${number}`, `${course} · ${number}`],
    size: format.textSize,
    weight: 'bold',
    fill: INK,
  };
  const line = (texts: readonly string[], fill: string, size = format.smallSize): Line => ({
    texts,
    size,
    weight: 'regular',
    fill,
  });
  if (format.detail === 'brief') {
    const when = `${clockText(start, zone)} ${who}`;
    return [head, line([...(backup ? [`${when} (backup)`] : []), when], MUTED)];
  }
  const isTold = zone !== candidateZone;
  return [
    head,
    line(clocks(mock, zone, ''), INK, format.smallSize + 1),
    ...(isTold
      ? [line(clocks(mock, candidateZone, weekdayElsewhere(mock, zone, candidateZone)), MUTED)]
      : []),
    line(backup ? [`${who} (backup)`, who] : [who], INK),
  ];
}

/** `18:00–19:30 PST`, and the same without the zone for where that is too long. */
function clocks({ start, end }: DrawnMock, zone: string, prefix: string): string[] {
  const range = `${prefix}${clockText(start, zone)}–${clockText(end, zone)}`;
  return [`${range} ${zoneText(start, zone)}`, range];
}

/** `Wed ` where the mock is on another day in the other zone. */
function weekdayElsewhere({ start }: DrawnMock, zone: string, other: string): string {
  const [here, there] = [dayText(start, zone), dayText(start, other)];
  return here === there ? '' : `${there.split(' ')[0]} `;
}
