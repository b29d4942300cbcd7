import type { PlainMap } from '../../document/plain-data.ts';
import type { SequenceGroup } from '../../sop/model.ts';

/** Courses that may be permuted; a course of a fixed order is a unit by itself. Units follow each other. */
export type Units = readonly (readonly string[])[];

export function unitsOf(sequence: readonly SequenceGroup[]): Units {
  return sequence.flatMap(({ order, courses }) =>
    order === 'any' ? [courses] : courses.map((course) => [course]),
  );
}

/** The units as an SOP file writes a sequence. */
export function sequenceText(units: Units): PlainMap[] {
  const groups: { anyOrder?: string[]; inOrder?: string[] }[] = [];
  for (const courses of units) {
    const last = groups.at(-1)?.inOrder;
    if (courses.length > 1) groups.push({ anyOrder: [...courses] });
    else if (last !== undefined) last.push(...courses);
    else groups.push({ inOrder: [...courses] });
  }
  return groups;
}

/** With more courses in one group a single run could take seconds: each doubles its cost. */
export const ANY_ORDER_MAX = 8;

/** Neighbouring units as one whose courses may change places; larger ones stay as they are. */
export function inAnyOrder(units: Units): Units {
  const merged: (readonly string[])[] = [];
  for (const unit of units) {
    const last = merged.at(-1);
    if (last === undefined || last.length + unit.length > ANY_ORDER_MAX) merged.push(unit);
    else merged[merged.length - 1] = [...last, ...unit];
  }
  return merged;
}
