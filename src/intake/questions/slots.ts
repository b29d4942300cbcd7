import { formatClockRange } from '../../time/clock-range.ts';
import { DAY_NAMES } from '../../time/weekly-slots.ts';
import { sameZone } from '../../time/zone.ts';
import { formatSlots } from '../canonical.ts';
import type { IntakeContext } from '../dialogue.ts';
import { refused, understood } from '../reading/reading.ts';
import type { SlotZone } from '../reading/slot-zone.ts';
import { readSlots, type SlotGroup } from '../reading/slots.ts';
import type { Answers } from '../state.ts';
import type { Question } from './question.ts';
import { sopHours } from './sop-hours.ts';

export const weekdaysQuestion = slotsQuestion(
  'weekdays',
  'Weekday slots',
  'Which slots on weekdays, Monday to Friday?',
  ['18:00-22:00', '09:00-12:00, 18:00-22:00', 'none'],
);

export const weekendsQuestion = slotsQuestion(
  'weekends',
  'Weekend slots',
  'Which slots on weekends, Saturday and Sunday? Or none.',
  ['same', '10:00-14:00, 18:00-22:00', 'none'],
);

/** Whose time the slots are meant in, for people: `candidate time (America/New_York)`. */
export function slotsZoneText(answers: Answers, { sop }: IntakeContext): string {
  if (answers.slotsZone === 'sop') return `SOP time (${sop.timeZone})`;
  if (answers.slotsZone !== 'candidate') return answers.slotsZone;
  return answers.timeZone === null ? "the candidate's time zone" : `candidate time (${answers.timeZone})`;
}

/** `sop` where the zone named is the SOP's anyway. */
export function settledZone(zone: SlotZone, { sop }: IntakeContext): SlotZone {
  return zone !== 'sop' && zone !== 'candidate' && sameZone(zone, sop.timeZone) ? 'sop' : zone;
}

function slotsQuestion(group: SlotGroup, label: string, ask: string, common: readonly string[]): Question {
  const otherGroup = group === 'weekdays' ? 'weekends' : 'weekdays';
  return {
    label,
    ask: (answers, context) =>
      [
        `${ask} E.g. 18:00-22:00 or 9-12, 4pm-7pm.`,
        `The times are meant in ${slotsZoneText(answers, context)}.${answers.slotsZone === 'sop' ? ' For the candidate\'s own clock add "candidate time".' : ' For the SOP\'s clock add "SOP time".'}`,
      ].join('\n'),
    suggestions: (answers, { sop }) => {
      const hours = answers.slotsZone === 'sop' ? sopHours(sop, group) : [];
      return [...new Set([...(hours.length === 0 ? [] : [formatSlots(hours)]), ...common])];
    },
    take(typed, answers, context) {
      const said = readSlots(typed, { group, other: answers[otherGroup] });
      if (!said.ok) return said;
      const ranges = said.value.ranges.map(formatClockRange);
      if (group === 'weekends' && ranges.length === 0 && answers.weekdays?.length === 0)
        return noSlotsFault();
      const slotsZone = said.value.zone === null ? answers.slotsZone : settledZone(said.value.zone, context);
      return understood({ ...answers, [group]: ranges, slotsZone, days: daysLeft(answers, group, ranges) });
    },
    canonical: (answers) => {
      const ranges = answers[group];
      return ranges === null ? null : formatSlots(ranges);
    },
    readBack: (answers, context, previous) => {
      const ranges = answers[group] ?? [];
      const zone = slotsZoneText(answers, context);
      const line = `${label}: ${formatSlots(ranges)}${ranges.length === 0 ? '' : `, ${zone}`}`;
      const others = answers[otherGroup] ?? [];
      // One zone holds for all slots, so naming it here has moved the others.
      const moved = answers.slotsZone !== previous.slotsZone && others.length > 0;
      return moved ? `${line}\nAll slots are now meant in ${zone}, ${formatSlots(others)} too.` : line;
    },
  };
}

/** Days with slots of their own, a line each: `Saturday slots: 09:00-14:00`. */
export function ownDays({ days }: Answers): readonly string[] {
  return DAY_NAMES.flatMap((day) => {
    const ranges = days[day];
    return ranges === undefined
      ? []
      : [`${day[0]!.toUpperCase()}${day.slice(1)} slots: ${formatSlots(ranges)}`];
  });
}

/** New slots for a group speak for all its days; the same ones once more leave what single days have. */
function daysLeft(answers: Answers, group: SlotGroup, ranges: readonly string[]): Answers['days'] {
  if (answers[group] !== null && formatSlots(answers[group]) === formatSlots(ranges)) return answers.days;
  const others = group === 'weekdays' ? DAY_NAMES.slice(5) : DAY_NAMES.slice(0, 5);
  return Object.fromEntries(
    others.flatMap((day) => (answers.days[day] === undefined ? [] : [[day, answers.days[day]]])),
  );
}

/** Without any slot there is no time for a mock. */
export function noSlotsFault() {
  return refused(
    'There are no slots on weekdays either, so no mock could ever take place. Give weekend slots, e.g. 10:00-14:00, or go /back.',
    ['10:00-14:00', '10:00-14:00, 18:00-22:00'],
  );
}
