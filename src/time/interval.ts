/** A half-open range `[start, end)` on one number line: epoch minutes, or minutes of a day. */
export interface Interval {
  readonly start: number;
  readonly end: number;
}

/** Whether two half-open ranges share any time; touching is no overlap. */
export function overlaps(a: Interval, b: Interval): boolean {
  return a.start < b.end && b.start < a.end;
}

/** The same time as sorted ranges that neither overlap nor touch; empty ranges vanish. */
export function joined(ranges: readonly Interval[]): Interval[] {
  const sorted = ranges.filter((range) => range.start < range.end).sort((a, b) => a.start - b.start);
  const result: { start: number; end: number }[] = [];
  for (const range of sorted) {
    const last = result.at(-1);
    if (last !== undefined && range.start <= last.end) last.end = Math.max(last.end, range.end);
    else result.push({ start: range.start, end: range.end });
  }
  return result;
}

/** The time of `ranges` that lies in none of `holes`, as sorted ranges that do not touch. */
export function without(ranges: readonly Interval[], holes: readonly Interval[]): Interval[] {
  const blocked = joined(holes);
  const result: Interval[] = [];
  for (const range of joined(ranges)) {
    let from = range.start;
    for (const hole of blocked) {
      if (hole.end <= from) continue;
      if (hole.start >= range.end) break;
      if (hole.start > from) result.push({ start: from, end: hole.start });
      from = hole.end;
    }
    if (from < range.end) result.push({ start: from, end: range.end });
  }
  return result;
}
