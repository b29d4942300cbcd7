import { type Random, seeded } from '../src/planning/together/random.ts';

export { type Random, seeded };

/** A whole number from `min` to `max`, both included. */
export function between(random: Random, min: number, max: number): number {
  return min + Math.floor(random() * (max - min + 1));
}
