import type { GapWindow } from './gaps.ts';
import { EMPTY_LOAD, type Era, type Loads, type Tracked } from './load.ts';
import type { Problem } from './problem.ts';
import { at, emptyRow, lowerToWindowMinimum, type Row, type Rows } from './row.ts';

/** Where a next mock may come from: the last mocks of some courses, or the mock before it. */
export interface Departure {
  readonly length: number;
  readonly window: Reach;
  readonly rows: Rows;
}

/** The starts `low[t] … high[t]` that start `t` may follow, where `opens` is not 0 for it. */
export interface Reach {
  readonly low: Int32Array;
  readonly high: Int32Array;
  /** Null where every start may follow. */
  readonly opens: Uint8Array | null;
}

/** What a mock may be followed by: within its stretch, and beyond fixed mocks where there are any. */
export function departuresFrom(length: number, window: GapWindow, rows: Rows): Departure[] {
  const within = { length, window, rows };
  const { crossing } = window;
  if (crossing === null) return [within];
  return [within, { length, window: crossing, rows: leaving(rows, crossing.leaves) }];
}

/**
 * Carries the costs of mocks done over to the starts of the next one. A load shrinks on the way: a
 * new day ends the day's counts, a new week the week's, time ends a buffer. Starts far enough apart
 * are carried by one sliding window for each era; starts so near that a buffer still matters are
 * carried one by one, since there each gap is another load.
 */
export class Arrivals {
  readonly #problem: Problem;
  readonly #loads: Loads;
  readonly #eras: readonly { readonly era: Era; readonly first: Int32Array; readonly last: Int32Array }[];
  readonly #nearMinutes: number;
  readonly #bounds = new Map<Reach, readonly EraWindow[]>();

  constructor(problem: Problem, loads: Loads, tracked: Tracked) {
    this.#problem = problem;
    this.#loads = loads;
    this.#nearMinutes = tracked.buffer.size > 0 ? problem.sop.rules.interviewerBuffer : 0;
    this.#eras = erasOf(problem, tracked);
  }

  /** Costs and loads at the starts `from … to`, of everything that may come before them. */
  arrive(departures: readonly Departure[], from: number, to: number): Rows {
    const arrived: Rows = new Map();
    const rowOf = (load: number): Row => {
      let row = arrived.get(load);
      if (row === undefined) {
        row = emptyRow(from, to);
        arrived.set(load, row);
      }
      return row;
    };
    for (const departure of departures) {
      for (const { era, low, high } of this.#windows(departure)) {
        for (const [load, row] of departure.rows) {
          const carried = this.#loads.atStart(load, era, Number.POSITIVE_INFINITY);
          lowerToWindowMinimum(rowOf(carried), row, low, high, departure.window.opens);
        }
      }
      if (this.#nearMinutes > 0) this.#arriveNear(departure, from, to, rowOf);
    }
    return arrived;
  }

  /** The load at start `next` of a plan that had `load` after its mock at `start`. */
  loadAt(load: number, start: number, length: number, next: number): number {
    const { minute } = this.#problem.starts;
    return this.#loads.atStart(load, this.#eraOf(start, next), minute[next]! - minute[start]! - length);
  }

  #eraOf(start: number, next: number): Era {
    return this.#eras.find(({ first, last }) => start >= first[next]! && start <= last[next]!)?.era ?? 'far';
  }

  #arriveNear(departure: Departure, from: number, to: number, rowOf: (load: number) => Row): void {
    const { minute } = this.#problem.starts;
    const { window, length, rows } = departure;
    for (let next = from; next <= to; next += 1) {
      if (window.opens !== null && window.opens[next] === 0) continue;
      for (let start = window.high[next]!; start >= window.low[next]!; start -= 1) {
        if (minute[next]! - minute[start]! - length >= this.#nearMinutes) break;
        for (const [load, row] of rows) {
          const cost = at(row, start);
          if (cost === Number.POSITIVE_INFINITY) continue;
          const target = rowOf(this.loadAt(load, start, length, next));
          if (cost < target.values[next - from]!) target.values[next - from] = cost;
        }
      }
    }
  }

  #windows({ window, length }: Departure): readonly EraWindow[] {
    let found = this.#bounds.get(window);
    if (found === undefined) {
      const high = this.#nearMinutes > 0 ? this.#highBeyondBuffer(window, length) : window.high;
      // Where no day and no week ends a count there is one era, which all starts belong to.
      found =
        this.#eras.length === 1
          ? [{ era: 'far', low: window.low, high }]
          : this.#eras.map(({ era, first, last }) => ({
              era,
              low: window.low.map((low, next) => Math.max(low, first[next]!)),
              high: high.map((most, next) => Math.min(most, last[next]!)),
            }));
      this.#bounds.set(window, found);
    }
    return found;
  }

  #highBeyondBuffer(window: Reach, length: number): Int32Array {
    const { minute } = this.#problem.starts;
    let start = -1;
    return window.high.map((high, next) => {
      while (start < high && minute[next]! - minute[start + 1]! - length >= this.#nearMinutes) start += 1;
      return Math.min(start, high);
    });
  }
}

interface EraWindow {
  readonly era: Era;
  readonly low: Int32Array;
  readonly high: Int32Array;
}

/** For each era that matters, the first and last start that belong to it, as seen from each start. */
function erasOf(problem: Problem, tracked: Tracked) {
  const { day, count } = problem.starts;
  const always = new Int32Array(count);
  const toTheEnd = new Int32Array(count).fill(count - 1);
  const countsDays = tracked.day.size > 0 || tracked.candidateDay;
  const countsWeeks = tracked.week.size > 0;
  if (!countsDays && !countsWeeks) return [{ era: 'far' as const, first: always, last: toTheEnd }];
  const firstOfDay = new Int32Array(count);
  const firstOfWeek = new Int32Array(count);
  for (let start = 1; start < count; start += 1) {
    const sameDay = day[start] === day[start - 1];
    const sameWeek = problem.weeks[day[start]!] === problem.weeks[day[start - 1]!];
    firstOfDay[start] = sameDay ? firstOfDay[start - 1]! : start;
    firstOfWeek[start] = sameWeek ? firstOfWeek[start - 1]! : start;
  }
  const eras: { era: Era; first: Int32Array; last: Int32Array }[] = [];
  let last = toTheEnd;
  if (countsDays) {
    eras.push({ era: 'day', first: firstOfDay, last });
    last = firstOfDay.map((first) => first - 1);
  }
  if (countsWeeks) {
    eras.push({ era: 'week', first: firstOfWeek, last });
    last = firstOfWeek.map((first) => first - 1);
  }
  eras.push({ era: 'far', first: always, last });
  return eras;
}

/** The rows before the first mock, which may start where `mayBegin` says so: nothing used up. */
export function beforeTheFirst(from: number, to: number, mayBegin: (start: number) => boolean): Rows {
  const row = emptyRow(from, to);
  for (let start = from; start <= to; start += 1) if (mayBegin(start)) row.values[start - from] = 0;
  return new Map([[EMPTY_LOAD, row]]);
}

function leaving(rows: Rows, leaves: Uint8Array): Rows {
  const left: Rows = new Map();
  for (const [load, { from, values }] of rows) {
    const kept = values.map((cost, index) => (leaves[from + index] === 0 ? Number.POSITIVE_INFINITY : cost));
    left.set(load, { from, values: kept });
  }
  return left;
}
