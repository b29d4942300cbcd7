import type { Sop } from '../../sop/model.ts';
import { formatClockRange } from '../../time/clock-range.ts';
import { joined } from '../../time/interval.ts';
import { slotsOn } from '../../time/weekly-slots.ts';
import type { SlotGroup } from '../reading/slots.ts';

const ISO_DAYS = { weekdays: [1, 2, 3, 4, 5], weekends: [6, 7] } as const;

/** All hours in which some interviewer works on some day of the group: the most a candidate can use. */
export function sopHours(sop: Sop, group: SlotGroup): readonly string[] {
  const hours = [...sop.interviewers.values()].flatMap((interviewer) =>
    ISO_DAYS[group].flatMap((day) => slotsOn(interviewer.hours, day)),
  );
  return joined(hours).map(formatClockRange);
}
