import type { Sabotage } from '../sabotage.ts';

/** A bug that is laid over the program to see whether it is found. */
export interface PlantedBug {
  readonly name: string;
  /** What no longer holds. */
  readonly breaks: string;
  readonly sabotage: Sabotage;
}
