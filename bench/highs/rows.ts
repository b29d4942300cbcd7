/** A linear model in the making: columns with bounds, rows with entries; duplicates of a column in a row add up. */
export class Rows {
  readonly lower: number[] = [];
  readonly upper: number[] = [];
  readonly starts: number[] = [0];
  readonly indices: number[] = [];
  readonly values: number[] = [];

  /** `lower ≤ Σ value · column ≤ upper`. */
  add(lower: number, upper: number, entries: Iterable<readonly [column: number, value: number]>): void {
    const merged = new Map<number, number>();
    for (const [column, value] of entries) merged.set(column, (merged.get(column) ?? 0) + value);
    for (const [column, value] of merged) {
      if (value === 0) continue;
      this.indices.push(column);
      this.values.push(value);
    }
    this.lower.push(lower);
    this.upper.push(upper);
    this.starts.push(this.indices.length);
  }

  get count(): number {
    return this.lower.length;
  }
}
