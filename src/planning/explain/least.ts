/**
 * The least number of `1 … most` that is possible, null where none is. Whatever is possible must
 * stay so for every larger number.
 */
export function least(most: number, isPossible: (number: number) => boolean): number | null {
  if (most < 1 || !isPossible(most)) return null;
  let impossible = 0;
  let possible = most;
  // Small answers are the usual ones, and small changes are the quicker to plan.
  for (let next = 1; next < possible; next *= 2) {
    if (isPossible(next)) {
      possible = next;
      break;
    }
    impossible = next;
  }
  while (possible - impossible > 1) {
    const middle = Math.floor((impossible + possible) / 2);
    if (isPossible(middle)) possible = middle;
    else impossible = middle;
  }
  return possible;
}
