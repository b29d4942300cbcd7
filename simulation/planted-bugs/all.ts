import { AT_THE_CALENDAR } from './at-the-calendar.ts';
import { AT_THE_STORE } from './at-the-store.ts';
import type { PlantedBug } from './bug.ts';
import { IN_THE_PROCEDURE } from './in-the-procedure.ts';
import { IN_THE_SCHEMA } from './in-the-schema.ts';

export const PLANTED: readonly PlantedBug[] = [
  ...IN_THE_SCHEMA,
  ...AT_THE_STORE,
  ...AT_THE_CALENDAR,
  ...IN_THE_PROCEDURE,
];

export function bugNamed(name: string): PlantedBug {
  const bug = PLANTED.find((each) => each.name === name);
  if (bug !== undefined) return bug;
  throw new RangeError(`There is no bug ${name}; there are ${PLANTED.map((each) => each.name).join(', ')}.`);
}
