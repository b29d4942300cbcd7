import { sameZone } from '../../time/zone.ts';
import { formatClockIn } from '../canonical.ts';
import { simplified } from '../reading/plain-text.ts';
import { refused, understood } from '../reading/reading.ts';
import { slotZoneIn } from '../reading/slot-zone.ts';
import { readZone, refusedZone } from '../reading/zone.ts';
import type { Question } from './question.ts';
import { settledZone, slotsZoneText } from './slots.ts';

export const timeZoneQuestion: Question = {
  label: 'Time zone',
  ask: (answers) =>
    `In which time zone is ${answers.name}? E.g. EST, Pacific, IST, London or America/New_York.`,
  suggestions: () => ['EST', 'CST', 'MST', 'PST', 'IST', 'London'],
  take(typed, answers, { now }) {
    const zone = readZone(typed, now);
    return zone.ok ? understood({ ...answers, timeZone: zone.value }) : zone;
  },
  canonical: (answers) => answers.timeZone,
  readBack(answers, { now }) {
    const zone = answers.timeZone as string;
    const slots = answers.slotsZone === 'candidate' ? '\nThe slots are meant in this zone.' : '';
    return `Time zone: ${zone} (it is ${formatClockIn(zone, now)} there now)${slots}`;
  },
};

export const slotsZoneQuestion: Question = {
  label: 'Zone of the slots',
  ask: (answers, { sop }) =>
    `Whose time are the slots meant in? SOP time is ${sop.timeZone}, candidate time is ${answers.timeZone}.`,
  suggestions: () => ['SOP time', 'candidate time'],
  take(typed, answers, context) {
    const zone = slotZoneIn(simplified(typed.slice(0, 200)));
    if (zone !== null) return understood({ ...answers, slotsZone: settledZone(zone, context) });
    const { why, suggestions } = refusedZone(typed, context.now);
    return refused(`${why} Or say SOP time or candidate time.`, suggestions);
  },
  canonical({ slotsZone }) {
    return slotsZone === 'sop' ? 'SOP time' : slotsZone === 'candidate' ? 'candidate time' : slotsZone;
  },
  readBack(answers, context) {
    const { timeZone, slotsZone } = answers;
    const alike = slotsZone === 'candidate' && timeZone !== null && sameZone(timeZone, context.sop.timeZone);
    return `Zone of the slots: ${slotsZoneText(answers, context)}${alike ? ", the same as the SOP's" : ''}`;
  },
};
