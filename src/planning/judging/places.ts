import type { PlanRequest } from '../../request/model.ts';
import { formatClockRange } from '../../time/clock-range.ts';
import { formatDuration } from '../../time/duration.ts';
import { joined } from '../../time/interval.ts';
import { dayText } from '../../time/spoken.ts';
import { slotsOn, type WeeklySlots } from '../../time/weekly-slots.ts';
import { rangesOfDay } from '../../time/zoned-day.ts';
import type { BrokenRule, BrokenRuleCode, PlannedPlace } from '../broken-rule.ts';
import { brokenRule, dateOf, isBefore, type Judged, minutesBetween, shareTime } from './judged.ts';
import { listed, named, nameOf, rangeText } from './wording.ts';

/** What is wrong with a mock's place, as the rest of a sentence that begins with its name; null where nothing is. */
type Fault = (judged: Judged, mock: PlannedPlace) => string | null;

const FAULTS: readonly (readonly [BrokenRuleCode, Fault])[] = [
  ['length', lengthFault],
  ['window', windowFault],
  ['slots', slotsFault],
  ['hours', hoursFault],
  ['startEvery', gridFault],
  ['day', midnightFault],
  ['holidays', holidayFault],
  ['timeOff', timeOffFault],
  ['minNotice', noticeFault],
  ['interviewers', interviewerFault],
  ['unreadable', unreadableFault],
];

/** Rules 2 and 4: of the place of each mock, whatever the others are. */
export function placesBroken(judged: Judged): BrokenRule[] {
  return judged.open.flatMap((mock) =>
    FAULTS.flatMap(([code, faultOf]) => {
      const fault = faultOf(judged, mock);
      return fault === null ? [] : [brokenRule(code, [mock], `${named(judged.sop, mock)} ${fault}.`)];
    }),
  );
}

function lengthFault({ sop }: Judged, { course, number, start, end }: PlannedPlace): string | null {
  const length = sop.courses.get(course)?.mocks[number - 1];
  const lasts = minutesBetween(start, end);
  return length === undefined || lasts === length
    ? null
    : `lasts ${Math.round(lasts * 10) / 10} minutes, and by the SOP it is ${length}`;
}

function windowFault({ sop, request }: Judged, { start }: PlannedPlace): string | null {
  const day = dateOf(start, sop);
  const { window } = request;
  const isInside =
    Temporal.PlainDate.compare(window.start, day) <= 0 && Temporal.PlainDate.compare(day, window.end) <= 0;
  return isInside ? null : `is not in the window, ${dateText(window.start)} to ${dateText(window.end)}`;
}

function slotsFault({ sop, request }: Judged, mock: PlannedPlace): string | null {
  const { slots, candidate } = request;
  const zone = slots.timeZone ?? sop.timeZone;
  const day = mock.start.toZonedDateTimeISO(zone).toPlainDate();
  // A slot that ends at midnight goes on in one that begins there.
  const days = [-1, 0, 1].map((more) => day.add({ days: more }));
  if ([[day], days].some((each) => isInsideOne(mock, each, slots.weekly, zone))) return null;
  const where = slots.timeZone === null ? '' : ` ${zone} time`;
  return `is not inside ${candidate.name}'s slots (${rangesText(slots.weekly, day)}${where} on ${dayName(day)})`;
}

function hoursFault({ sop }: Judged, mock: PlannedPlace): string | null {
  const person = sop.interviewers.get(mock.interviewer);
  if (person === undefined) return null;
  const day = dateOf(mock.start, sop);
  if (isInsideOne(mock, [day], person.hours, sop.timeZone)) return null;
  return `is not inside ${person.name}'s hours (${rangesText(person.hours, day)} on ${dayName(day)})`;
}

function gridFault({ sop }: Judged, { start }: PlannedPlace): string | null {
  const { startEvery } = sop.rules;
  const { hour, minute, second, millisecond } = start.toZonedDateTimeISO(sop.timeZone);
  const isOn = (hour * 60 + minute) % startEvery === 0 && second === 0 && millisecond === 0;
  return isOn ? null : `does not start on the grid of ${startEvery} minutes (startEvery)`;
}

function midnightFault({ sop }: Judged, { start, end }: PlannedPlace): string | null {
  const midnight = dateOf(start, sop).add({ days: 1 }).toZonedDateTime(sop.timeZone).toInstant();
  return isBefore(midnight, end) ? 'goes on past midnight' : null;
}

function holidayFault({ sop }: Judged, { start }: PlannedPlace): string | null {
  const day = dateOf(start, sop);
  return sop.rules.holidays.some((holiday) => holiday.equals(day)) ? 'is on a holiday (holidays)' : null;
}

function timeOffFault({ sop }: Judged, mock: PlannedPlace): string | null {
  const timeOff = (sop.interviewers.get(mock.interviewer)?.timeOff ?? []).map(({ from, to }) => ({
    start: from,
    end: to,
  }));
  const found = timeOff.find((range) => shareTime(mock, range));
  if (found === undefined) return null;
  return `is in the time off of ${nameOf(sop, mock.interviewer)}, ${rangeText(sop, found)}`;
}

function noticeFault({ sop, request, notice }: Judged, { start }: PlannedPlace): string | null {
  const { minNotice } = sop.rules;
  if (!notice || !isBefore(start, request.now.add({ minutes: minNotice }))) return null;
  return minNotice === 0
    ? 'starts in the past'
    : `starts less than ${formatDuration(minNotice)} from now (minNotice)`;
}

function interviewerFault({ sop }: Judged, { course: id, interviewer }: PlannedPlace): string | null {
  if (!sop.interviewers.has(interviewer)) return 'is with somebody whom the SOP does not have';
  const course = sop.courses.get(id);
  if (course === undefined || [...course.main, ...course.backup].includes(interviewer)) return null;
  const names = [...course.main, ...course.backup].map((each) => nameOf(sop, each));
  return `is with somebody who gives no ${id}: that is given by ${listed(names, 'or')}`;
}

function unreadableFault({ sop, request }: Judged, { interviewer }: PlannedPlace): string | null {
  const email = sop.interviewers.get(interviewer)?.email.toLowerCase();
  if (sop.busy.unreadable === 'ignore' || email === undefined || !request.unreadable.has(email)) return null;
  return 'is with somebody whose calendar cannot be read';
}

function isInsideOne(
  mock: PlannedPlace,
  days: readonly Temporal.PlainDate[],
  weekly: WeeklySlots,
  zone: string,
): boolean {
  const ranges = joined(days.flatMap((day) => rangesOfDay(day, slotsOn(weekly, day.dayOfWeek), zone)));
  const [from, to] = [mock.start, mock.end].map(({ epochMilliseconds }) => epochMilliseconds / 60_000) as [
    number,
    number,
  ];
  return ranges.some(({ start, end }) => start <= from && to <= end);
}

function rangesText(weekly: WeeklySlots, day: Temporal.PlainDate): string {
  const ranges = joined(slotsOn(weekly, day.dayOfWeek));
  return ranges.length === 0 ? 'none' : listed(ranges.map(formatClockRange));
}

function dayName(day: Temporal.PlainDate): string {
  return `${day.toLocaleString('en-US', { weekday: 'long' })}s`;
}

function dateText(day: PlanRequest['window']['start']): string {
  return dayText(day.toZonedDateTime('UTC').toInstant(), 'UTC');
}
