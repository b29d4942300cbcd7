import type { BusyTable } from '../sop/model.ts';

const KINDS = [
  ['tentative', 'tentative'],
  ['unanswered', 'unanswered'],
  ['declined', 'declined'],
  ['markedFree', 'marked free'],
  ['allDay', 'all-day'],
  ['outOfOffice', 'out of office'],
  ['workingLocation', 'working location'],
] as const satisfies readonly (readonly [keyof BusyTable, string])[];

/** The SOP's `busy:` table in one line, for explanations that rest on entries of a calendar. */
export function busyTableText(table: BusyTable): string {
  const counted = (as: 'busy' | 'free') => KINDS.filter(([key]) => table[key] === as).map(([, name]) => name);
  const parts = (['busy', 'free'] as const).flatMap((as) =>
    counted(as).length === 0 ? [] : [`as ${as}: ${counted(as).join(', ')}`],
  );
  return `Calendar entries were counted by the SOP's “busy” table, ${parts.join('; ')}.`;
}
