import { type Interval, joined, overlaps } from '../time/interval.ts';
import { dayRange, minuteCeil, minuteFloor } from '../time/zoned-day.ts';
import type { Drawing, DrawnMock, Span } from './drawing.ts';

/** A part of a day, 0 for its beginning and 1 for its end. */
export interface DayPart {
  readonly from: number;
  readonly to: number;
}

export interface DrawnDay {
  readonly date: Temporal.PlainDate;
  /** `free`: the candidate has time; `blocked`: none within the window. */
  readonly kind: 'free' | 'blocked' | 'holiday' | 'outside';
  readonly free: readonly DayPart[];
  /** In time order; a mock belongs to the day on which it starts. */
  readonly mocks: readonly { readonly mock: DrawnMock; readonly part: DayPart }[];
}

/** A week with mocks, or several without any, one after the other. */
export type WeekRow =
  | { readonly kind: 'week'; readonly days: readonly DrawnDay[] }
  | { readonly kind: 'pause'; readonly weeks: number };

/** The weeks, Monday to Sunday, from the first mock's to the last mock's. */
export function weekRows(drawing: Drawing): readonly WeekRow[] {
  const byDate = new Map<string, DrawnMock[]>();
  for (const mock of drawing.mocks) {
    const key = dateOf(mock.start, drawing.zone).toString();
    byDate.set(key, [...(byDate.get(key) ?? []), mock]);
  }
  const dates = [...byDate.keys()].sort();
  const [first, last] = [dates[0], dates.at(-1)];
  if (first === undefined || last === undefined) return [];
  const rows: WeekRow[] = [];
  const free = joined(drawing.free.map(inMinutes));
  const until = Temporal.PlainDate.from(last);
  for (
    let monday = mondayOf(Temporal.PlainDate.from(first));
    Temporal.PlainDate.compare(monday, until) <= 0;
    monday = monday.add({ weeks: 1 })
  ) {
    const days = [0, 1, 2, 3, 4, 5, 6].map((day) => monday.add({ days: day }));
    const before = rows.at(-1);
    if (days.some((date) => byDate.has(date.toString()))) {
      rows.push({ kind: 'week', days: days.map((date) => dayOf({ drawing, free, byDate }, date)) });
    } else if (before?.kind === 'pause') {
      rows[rows.length - 1] = { kind: 'pause', weeks: before.weeks + 1 };
    } else {
      rows.push({ kind: 'pause', weeks: 1 });
    }
  }
  return rows;
}

interface Known {
  readonly drawing: Drawing;
  readonly free: readonly Interval[];
  readonly byDate: ReadonlyMap<string, readonly DrawnMock[]>;
}

function dayOf({ drawing, free, byDate }: Known, date: Temporal.PlainDate): DrawnDay {
  const { window, zone } = drawing;
  const day = dayRange(date, zone);
  const partOf = ({ start, end }: Interval): DayPart => ({
    from: Math.max(0, (start - day.start) / (day.end - day.start)),
    to: Math.min(1, (end - day.start) / (day.end - day.start)),
  });
  const isInside =
    Temporal.PlainDate.compare(date, window.start) >= 0 && Temporal.PlainDate.compare(date, window.end) <= 0;
  const here = isInside ? free.filter((range) => overlaps(range, day)) : [];
  const isHoliday = drawing.holidays.some((holiday) => holiday.equals(date));
  return {
    date,
    kind: !isInside ? 'outside' : isHoliday ? 'holiday' : here.length === 0 ? 'blocked' : 'free',
    free: here.map(partOf),
    mocks: (byDate.get(date.toString()) ?? []).map((mock) => ({ mock, part: partOf(inMinutes(mock)) })),
  };
}

function inMinutes({ start, end }: Span): Interval {
  return { start: minuteFloor(start), end: minuteCeil(end) };
}

function dateOf(instant: Temporal.Instant, zone: string): Temporal.PlainDate {
  return instant.toZonedDateTimeISO(zone).toPlainDate();
}

function mondayOf(date: Temporal.PlainDate): Temporal.PlainDate {
  return date.subtract({ days: date.dayOfWeek - 1 });
}
