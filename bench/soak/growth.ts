/** Less than so large a part of what is there already is no growth worth the word, over all that was measured. */
const WORTH = 0.1;
/** Of all pairs of measurements, so many more must rise than fall before it counts as growth. */
const STEADY = 0.7;

/**
 * Whether something goes on growing: it rises from measurement to measurement (Kendall's tau), and by the
 * median of all slopes (Theil and Sen) it has grown by a tenth or more. One value that is off, a step at
 * the beginning or a saw that falls back again are no growth. Needs five measurements.
 *
 * @param least growth by less than that is none, for what is counted in small numbers
 */
export function goesOnGrowing(values: readonly number[], least = 0): boolean {
  if (values.length < 5) return false;
  const slopes = values.flatMap((later, to) =>
    values.slice(0, to).map((earlier, from) => (later - earlier) / (to - from)),
  );
  const tau = slopes.reduce((sum, slope) => sum + Math.sign(slope), 0) / slopes.length;
  const grown = median(slopes) * (values.length - 1);
  return tau >= STEADY && grown > Math.max(least, WORTH * Math.abs(median(values)));
}

/** Of the slopes between all pairs of measurements. */
export function slopeOf(values: readonly number[]): number {
  if (values.length < 2) return 0;
  return median(
    values.flatMap((later, to) =>
      values.slice(0, to).map((earlier, from) => (later - earlier) / (to - from)),
    ),
  );
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.floor(middle - 0.5)]! + sorted[Math.ceil(middle - 0.5)]!) / 2;
}
