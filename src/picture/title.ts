import { dayText, zoneText } from '../time/spoken.ts';
import { INK, MUTED } from './colours.ts';
import type { Drawing } from './drawing.ts';
import { lettersOf } from './lettering.ts';
import { type Part, type Sheet, textLine } from './sheet.ts';

/** Whose mocks, how many, from when to when, and whose clock the times are of. */
export function title(sheet: Sheet): Part {
  const { drawing, format, lettering } = sheet;
  const { margin, width, titleSize, textSize, smallSize } = format;
  const name = lettersOf(drawing.title, lettering) || lettersOf(drawing.otherTitle, lettering);
  const right = width * 0.42;
  const left = width - 2 * margin - right - 20;
  const zones = zoneLines(drawing);
  const base = margin + titleSize * 0.85;
  const second = base + textSize * 1.7;
  return {
    svg: [
      textLine(sheet, name, { x: margin, y: base, size: titleSize, weight: 'bold', fill: INK, width: left }),
      textLine(sheet, extent(drawing), { x: margin, y: second, size: textSize, fill: MUTED, width: left }),
      ...zones.map((line, index) =>
        textLine(sheet, line, {
          x: width - margin,
          y: second - (zones.length - 1 - index) * smallSize * 1.5,
          size: smallSize,
          fill: index === 0 ? INK : MUTED,
          anchor: 'end',
          width: right,
        }),
      ),
    ].join(''),
    height: second + textSize,
  };
}

/** `13 mock interviews · Tue Dec 1 – Sun Dec 20, 2026` */
function extent({ mocks, zone }: Drawing): string {
  const [first, last] = [mocks[0]!.start, mocks.at(-1)!.start];
  const year = (instant: Temporal.Instant) => instant.toZonedDateTimeISO(zone).year;
  const count = mocks.length === 1 ? '1 mock interview' : `${mocks.length} mock interviews`;
  const end = `${dayText(last, zone)}, ${year(last)}`;
  const begin = `${dayText(first, zone)}${year(first) === year(last) ? '' : `, ${year(first)}`}`;
  const isOneDay = end.startsWith(begin);
  return `${count} · ${isOneDay ? end : `${begin} – ${end}`}`;
}

function zoneLines({ mocks, zone, candidateZone }: Drawing): string[] {
  const named = (each: string) => {
    const short = [...new Set(mocks.map(({ start }) => zoneText(start, each)))].join('/');
    return `${each.replaceAll('_', ' ')} (${short})`;
  };
  if (zone === candidateZone) return [`Times: ${named(zone)}`];
  return [`Times: ${named(zone)}`, `Candidate: ${named(candidateZone)}`];
}
