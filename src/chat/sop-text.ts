import {
  describeGroup,
  describeHours,
  describeMocks,
  describeNames,
  describeTimeOff,
} from '../sop/describe-people.ts';
import { describeRules } from '../sop/describe-rules.ts';
import type { Interviewer, Procedure, Sop, Variant } from '../sop/model.ts';
import { variantChanges, variantHead } from '../sop/show-sop.ts';

/** The parts of a procedure that can be shown alone. */
export const SOP_PARTS = ['courses', 'people', 'sequence', 'rules', 'variants'] as const;
export type SopPart = (typeof SOP_PARTS)[number];

/** A part of the procedure in lines that a phone can wrap. */
export function sopPart({ base, variants }: Procedure, part: SopPart): string {
  switch (part) {
    case 'courses':
      return listed(
        'Courses',
        [...base.courses.values()].map((course) => {
          const people = `${describeNames(course.main, base)}; backups ${describeNames(course.backup, base)}`;
          return `${course.id}: ${describeMocks(course)}; ${people}`;
        }),
      );
    case 'people':
      return listed(
        'People',
        [...base.interviewers.values()].map((person) => personLine(person, base)),
      );
    case 'sequence':
      return listed(
        'Sequence',
        base.sequence.map((group) => describeGroup(group)),
      );
    case 'rules':
      return listed('Rules', [...describeRules(base).values()]);
    case 'variants':
      return variants.length === 0
        ? listed('Variants', [])
        : variants.map((variant) => listed(variantHead(variant), changesOf(variant, base))).join('\n\n');
  }
}

function changesOf(variant: Variant, base: Sop): string[] {
  return variantChanges(variant, base).map(([about, text]) => `${about}: ${text}`);
}

function personLine(person: Interviewer, { rules, timeZone }: Sop): string {
  const cap = person.maxPerDay ?? rules.maxPerInterviewerPerDay;
  return [
    `${person.name} <${person.email}>: ${describeHours(person).join('; ')}`,
    ...(cap === null ? [] : [`at most ${cap} a day`]),
    ...person.timeOff.map((range) => `off ${describeTimeOff(range, timeZone)}`),
  ].join('; ');
}

function listed(title: string, lines: readonly string[]): string {
  return [title, ...(lines.length === 0 ? ['none'] : lines.map((line) => `• ${line}`))].join('\n');
}
