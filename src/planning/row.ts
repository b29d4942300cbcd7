/** Costs by start over a stretch of starts; Infinity where nothing leads there. */
export interface Row {
  readonly from: number;
  readonly values: Float64Array;
}

/** Rows by load. */
export type Rows = Map<number, Row>;

export function emptyRow(from: number, to: number): Row {
  return { from, values: new Float64Array(Math.max(0, to - from + 1)).fill(Number.POSITIVE_INFINITY) };
}

/** The cost at a start, Infinity outside the row. */
export function at(row: Row, start: number): number {
  return row.values[start - row.from] ?? Number.POSITIVE_INFINITY;
}

/**
 * Lowers `target` at each start `t` to the least cost of `source` over starts `low[t] … high[t]`, but
 * not where `opens` is 0. Both bounds only grow, so a monotone queue needs one pass whatever the
 * windows' length.
 */
export function lowerToWindowMinimum(
  target: Row,
  source: Row,
  low: Int32Array,
  high: Int32Array,
  opens: Uint8Array | null = null,
): void {
  const queue = scratch(source.values.length);
  const values = source.values;
  const last = values.length - 1;
  let head = 0;
  let tail = 0;
  let read = 0;
  for (let index = 0, start = target.from; index < target.values.length; index += 1, start += 1) {
    const until = Math.min(high[start]! - source.from, last);
    for (; read <= until; read += 1) {
      const value = values[read]!;
      if (value === Number.POSITIVE_INFINITY) continue;
      while (tail > head && values[queue[tail - 1]!]! > value) tail -= 1;
      queue[tail] = read;
      tail += 1;
    }
    const oldest = low[start]! - source.from;
    while (head < tail && queue[head]! < oldest) head += 1;
    if (head < tail && (opens === null || opens[start] === 1)) {
      const value = values[queue[head]!]!;
      if (value < target.values[index]!) target.values[index] = value;
    }
  }
}

let queueMemory = new Int32Array(1024);

/** One buffer for all queues: the search makes thousands of passes, each over before the next begins. */
function scratch(length: number): Int32Array {
  if (queueMemory.length < length) queueMemory = new Int32Array(length * 2);
  return queueMemory;
}
