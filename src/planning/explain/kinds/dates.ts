import type { Draft } from '../draft.ts';
import { timeOffText } from '../sentences/time-off-text.ts';
import type { Situation } from '../situation.ts';
import { dateText } from '../wording.ts';

/** One holiday that is worked, one time off that is given up. */
export function dateDrafts(situation: Situation): Draft[] {
  return [...holidayDrafts(situation), ...timeOffDrafts(situation)];
}

function holidayDrafts(situation: Situation): Draft[] {
  if (situation.inConflict('holidays').length === 0) return [];
  const { holidays } = situation.sop.rules;
  const without = (day: Temporal.PlainDate) => ({
    rules: { holidays: holidays.filter((each) => !each.equals(day)).map(String) },
  });
  const { start, end } = situation.request.window;
  return holidays
    .filter((day) => Temporal.PlainDate.compare(day, start) >= 0 && Temporal.PlainDate.compare(day, end) <= 0)
    .filter((day) => !situation.isSpent && situation.isPossibleWith(without(day)))
    .map((day, index) => ({
      kind: 'holiday',
      agree: 'sop-owner',
      effort: 1,
      size: index,
      say: () => `Give mocks on ${dateText(day)} (no holiday any more)`,
      confirm: () => situation.confirmPatch(without(day)),
    }));
}

function timeOffDrafts(situation: Situation): Draft[] {
  return situation.inConflict('timeOff').flatMap((id) => {
    const { name, timeOff } = situation.sop.interviewers.get(id!)!;
    const entries = situation.valueInForce(['interviewers', id!, 'timeOff']);
    if (!Array.isArray(entries)) return [];
    return timeOff.flatMap((off, index): Draft[] => {
      const patch = { interviewers: { [id!]: { timeOff: entries.filter((_, other) => other !== index) } } };
      if (situation.isSpent || !situation.isPossibleWith(patch)) return [];
      return [
        {
          kind: 'time-off',
          agree: 'interviewer',
          effort: 2,
          size: index,
          say: () => `Let ${name} work ${timeOffText(off, situation.sop.timeZone)}, which is time off now`,
          confirm: () => situation.confirmPatch(patch),
        },
      ];
    });
  });
}
