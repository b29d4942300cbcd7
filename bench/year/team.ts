import type { PlainMap } from '../../src/document/plain-data.ts';
import type { Procedure, Sop } from '../../src/sop/model.ts';
import { slotsOn } from '../../src/time/weekly-slots.ts';
import { defaultProcedure, procedureOf } from '../instance.ts';

export const ZONE = 'America/Los_Angeles';

/** When each of the eight works, in place of the default's hours; and so many mocks a day at most. */
export const HOURS = {
  weekdays: ['16:00-22:00'],
  saturday: ['09:00-13:00', '17:00-21:00'],
  sunday: ['09:00-13:00', '17:00-21:00'],
};
export const MOCKS_A_DAY = 4;

/** The default procedure with longer days for its eight people, and a change laid over it. */
export function teamProcedure(edit: (source: Source) => void = () => {}): Procedure {
  const { source, base } = defaultProcedure();
  const people = [...base.interviewers.values()].map(({ id, name, email }) => [
    id,
    { name, email, hours: { ...HOURS } },
  ]);
  const changed = structuredClone({
    ...source,
    interviewers: Object.fromEntries(people),
    rules: { ...(source['rules'] as PlainMap), maxPerInterviewerPerDay: MOCKS_A_DAY },
  }) as unknown as Source;
  edit(changed);
  return procedureOf(JSON.stringify(changed));
}

/** What people edit of the file. */
export interface Source {
  readonly interviewers: Record<string, { hours: Record<string, readonly string[]> }>;
  readonly rules: Record<string, unknown>;
}

/** The two edits of a year: somebody's Saturdays end, and later all stop an hour earlier on Fridays. */
export const SOP_EDITS: readonly { readonly says: string; readonly edit: (source: Source) => void }[] = [
  {
    says: 'Bravo gives no mocks on Saturdays any more',
    edit: ({ interviewers }) => {
      interviewers['bravo']!.hours['saturday'] = [];
    },
  },
  {
    says: 'everybody stops at 21:00 on Fridays',
    edit: ({ interviewers }) => {
      for (const { hours } of Object.values(interviewers)) hours['friday'] = ['16:00-21:00'];
    },
  },
];

/** So many mocks of 90 minutes fit into a week by the hours and the daily caps alone, whoever could attend. */
export function weeklyCapacity(sop: Sop): number {
  const days = [1, 2, 3, 4, 5, 6, 7];
  return [...sop.interviewers.values()]
    .flatMap(({ hours, maxPerDay }) =>
      days.map((day) => {
        const fit = slotsOn(hours, day).map(({ start, end }) => Math.floor((end - start) / 90));
        const cap = maxPerDay ?? sop.rules.maxPerInterviewerPerDay ?? Number.POSITIVE_INFINITY;
        return Math.min(
          cap,
          fit.reduce((sum, each) => sum + each, 0),
        );
      }),
    )
    .reduce((sum, each) => sum + each, 0);
}
