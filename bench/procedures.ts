import { merged } from '../src/document/merged.ts';
import type { PlainMap } from '../src/document/plain-data.ts';
import type { Procedure } from '../src/sop/model.ts';
import { defaultProcedure, procedureOf } from './instance.ts';

/** The default procedure with a change laid over its file. */
export function defaultWith(change: PlainMap): Procedure {
  return procedureOf(JSON.stringify(merged(defaultProcedure().source, change)));
}

/** The default procedure with another grid of starts. */
export function onGrid(minutes: number): Procedure {
  return defaultWith({ rules: { startEvery: `${minutes}m` } });
}

/** The default procedure where everybody works from 08:00 to 22:00 on a 5-minute grid: the most starts there are. */
export function longDays(): Procedure {
  const { interviewers } = defaultProcedure().base;
  const hours = {
    hours: { everyday: ['08:00-22:00'], weekdays: ['08:00-22:00'], weekends: ['08:00-22:00'] },
  };
  const people = [...interviewers.values()].map(({ id, name, email }) => [id, { name, email, ...hours }]);
  return procedureOf(
    JSON.stringify({
      ...defaultProcedure().source,
      interviewers: Object.fromEntries(people),
      rules: { ...(defaultProcedure().source['rules'] as PlainMap), startEvery: '5m' },
    }),
  );
}

/**
 * So many courses of two mocks that may come in any order, each with a main and two backups of the
 * default procedure's people; one course after the other takes about three days.
 */
export function anyOrder(courses: number): Procedure {
  const { source, base } = defaultProcedure();
  const people = [...base.interviewers.keys()];
  const person = (index: number) => people[index % people.length]!;
  const ids = Array.from({ length: courses }, (_, index) => `C${index + 1}`);
  return procedureOf(
    JSON.stringify({
      ...source,
      courses: Object.fromEntries(
        ids.map((id, index) => [
          id,
          { mocks: [90, 90], main: [person(index)], backup: [person(index + 3), person(index + 5)] },
        ]),
      ),
      sequence: [{ anyOrder: ids }],
      variants: [],
    }),
  );
}

/**
 * The default courses with more people: everybody has the hours of one of the eight, and gives the
 * courses that one gives, in the same role.
 */
export function withPeople(count: number): Procedure {
  const { source, base } = defaultProcedure();
  const originals = [...base.interviewers.keys()];
  const hours = source['interviewers'] as Record<string, PlainMap>;
  const copies = Array.from({ length: count }, (_, index) => {
    const original = originals[index % originals.length]!;
    const id =
      index < originals.length ? original : `${original}-${Math.floor(index / originals.length) + 1}`;
    return { id, original };
  });
  const copiesOf = (id: string) => copies.filter(({ original }) => original === id).map((copy) => copy.id);
  const courses = [...base.courses.values()].map(({ id, mocks, main, backup }) => [
    id,
    { mocks, main: main.flatMap(copiesOf), backup: backup.flatMap(copiesOf) },
  ]);
  const people = copies.map(({ id, original }) => [
    id,
    { ...hours[original], name: id, email: `${id}@example.com` },
  ]);
  return procedureOf(
    JSON.stringify({
      ...source,
      interviewers: Object.fromEntries(people),
      courses: Object.fromEntries(courses),
    }),
  );
}
