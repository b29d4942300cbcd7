import type { PlanRequest } from '../../request/model.ts';
import type { Sop } from '../../sop/model.ts';
import { formatClock } from '../../time/clock-range.ts';
import { instantsOfDay } from '../../time/day-table.ts';
import { type Interval, overlaps } from '../../time/interval.ts';
import { slotsOn } from '../../time/weekly-slots.ts';
import { minuteCeil, minuteFloor } from '../../time/zoned-day.ts';
import { dateText, list } from '../explain/wording.ts';
import { finishDayOf } from '../find-plan.ts';
import { busyByInterviewer } from '../people.ts';
import { type Problem, problemOf } from '../problem.ts';
import { solve } from '../solve.ts';
import type { EarlierChange } from './earlier-change.ts';
import { fewestExtraSittings, granted, type Sitting } from './extra-sittings.ts';

/** The fewest times at which interviewers would have to be free, tried; `isHopeless` where no free time of theirs would do. */
export function sittingChange(
  sop: Sop,
  request: PlanRequest,
): { readonly isHopeless: boolean; readonly change?: EarlierChange } {
  const problem = problemOf({ ...sop, prefer: ['finishDay'] }, { ...request, keep: [] });
  const sittings = fewestExtraSittings(problem);
  if (sittings === null) return { isHopeless: true };
  const chain = solve(granted(problem, sittings));
  // A buffer or a cap beside the new times may forbid them after all.
  if (chain === null) return { isHopeless: false };
  const each = sittings.map((sitting) => sittingText(problem, request, sitting));
  return {
    isHopeless: false,
    change: {
      kind: 'interviewers',
      message: `${list(each)} would have to be free`,
      finishDay: finishDayOf(problem, request, chain),
      tried: null,
    },
  };
}

/** `Alpha on Tue Dec 1 18:00-19:30 (busy then)` */
function sittingText(problem: Problem, request: PlanRequest, { person, start, length }: Sitting): string {
  const { sop, people, starts, days } = problem;
  const { id } = people[person]!;
  const wall = starts.wall[start]!;
  const date = days[starts.day[start]!]!.date;
  const time = `${formatClock(wall)}-${formatClock(Math.min(wall + length, 1440))}`;
  const obstacle = obstacleTo(problem, request, id, start, length);
  return `${sop.interviewers.get(id)!.name} on ${dateText(date)} ${time} (${obstacle})`;
}

function obstacleTo(
  { sop, days, starts }: Problem,
  request: PlanRequest,
  id: string,
  start: number,
  length: number,
): string {
  const interviewer = sop.interviewers.get(id)!;
  const day = days[starts.day[start]!]!;
  const mock: Interval = { start: starts.minute[start]!, end: starts.minute[start]! + length };
  const hours = instantsOfDay(day, slotsOn(interviewer.hours, day.date.dayOfWeek), sop.timeZone);
  if (!hours.some((range) => range.start <= mock.start && mock.end <= range.end)) return 'outside the hours';
  const off = interviewer.timeOff.map(({ from, to }) => ({ start: minuteFloor(from), end: minuteCeil(to) }));
  if (off.some((range) => overlaps(range, mock))) return 'time off then';
  const { interviewerBuffer: buffer } = sop.rules;
  const given = [...(request.done ?? []), ...(request.fixed ?? [])];
  const own = given.filter((mock) => mock.interviewer === id);
  const busy = [...busyByInterviewer(sop, request).get(id)!, ...own];
  const isBusy = busy.some((entry) =>
    overlaps({ start: minuteFloor(entry.start) - buffer, end: minuteCeil(entry.end) + buffer }, mock),
  );
  return isBusy ? 'busy then' : 'beyond the cap';
}
