import {
  describeGroup,
  describeHours,
  describeMocks,
  describeNames,
  describeTimeOff,
} from './describe-people.ts';
import { describeRules } from './describe-rules.ts';
import type { Procedure, Sop, Variant } from './model.ts';
import { textColumns } from './text-columns.ts';

/**
 * A procedure as people read it: courses, people and their hours, the sequence, the rules in words,
 * and what each variant changes. Plain text of at most 110 columns, without a line break at its end.
 */
export function showSop(procedure: Procedure): string {
  const sop = procedure.base;
  return [
    `${sop.name}\nAll times are ${sop.timeZone}.`,
    `Courses\n${courseTable(sop)}`,
    `People\n${peopleTable(sop)}`,
    `Sequence\n${textColumns(
      [],
      sop.sequence.map((group, index) => [`${index + 1}.`, describeGroup(group)]),
      [4, 100],
    )}`,
    `Rules\n${ruleTable([...describeRules(sop)])}`,
    ...procedure.variants.map((variant) => variantTable(variant, sop)),
  ].join('\n\n');
}

function courseTable(sop: Sop): string {
  const rows = [...sop.courses.values()].map((course) => [
    course.id,
    describeMocks(course),
    describeNames(course.main, sop),
    describeNames(course.backup, sop),
  ]);
  return textColumns(['Course', 'Mocks', 'Main', 'Backups, the first called first'], rows, [20, 24, 26, 32]);
}

function peopleTable(sop: Sop): string {
  const rows = [...sop.interviewers.values()].map((person) => [
    person.name,
    person.email,
    describeHours(person).join('\n'),
    String(person.maxPerDay ?? sop.rules.maxPerInterviewerPerDay ?? 'any'),
    person.timeOff.map((range) => describeTimeOff(range, sop.timeZone)).join('\n'),
  ]);
  return textColumns(['Person', 'Email', 'Hours', 'A day', 'Time off'], rows, [12, 24, 33, 5, 24]);
}

function ruleTable(rows: readonly (readonly [string, string])[]): string {
  return textColumns(
    [],
    rows.map((row) => [...row]),
    [24, 80],
  );
}

function variantTable(variant: Variant, base: Sop): string {
  const changes = variantChanges(variant, base);
  const body = changes.length === 0 ? '  changes nothing' : ruleTable([...changes]);
  return `${variantHead(variant)}\n${body}`;
}

/** `Variant short, for windows of at most 19 days` */
export function variantHead({ name, windowDays: { min, max } }: Variant): string {
  const days =
    min === null ? `at most ${max} days` : max === null ? `at least ${min} days` : `${min} to ${max} days`;
  return `Variant ${name}, for windows of ${days}`;
}

/** What a variant says otherwise than the file, by what it is about. */
export function variantChanges({ sop }: Variant, base: Sop): readonly (readonly [string, string])[] {
  const before = everything(base);
  return [...everything(sop)].filter(([key, text]) => before.get(key) !== text);
}

/** All that a variant can change, a text each, so that two procedures can be compared. */
function everything(sop: Sop): ReadonlyMap<string, string> {
  const parts = new Map<string, string>();
  for (const course of sop.courses.values()) {
    const people = `main ${describeNames(course.main, sop)}; backups ${describeNames(course.backup, sop)}`;
    parts.set(`course ${course.id}`, `${describeMocks(course)}; ${people}`);
  }
  for (const person of sop.interviewers.values()) {
    const timeOff = person.timeOff.map((range) => describeTimeOff(range, sop.timeZone)).join(', ');
    const most = person.maxPerDay === null ? '' : `; at most ${person.maxPerDay} a day`;
    const telegram = person.telegram === null ? '' : `; reminded in Telegram chat ${person.telegram}`;
    const calendar = person.calendar === null ? '' : `; calendar ${person.calendar}`;
    const off = timeOff === '' ? '' : `; off ${timeOff}`;
    parts.set(
      person.id,
      `${person.name}, ${person.email}; ${describeHours(person).join(' · ')}${most}${off}${calendar}${telegram}`,
    );
  }
  parts.set('sequence', sop.sequence.map(describeGroup).join('; then '));
  for (const [key, sentence] of describeRules(sop)) parts.set(key, sentence);
  return parts;
}
