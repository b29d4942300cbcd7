import type { PlanRequest } from '../../request/model.ts';
import type { Sop } from '../../sop/model.ts';
import { formatClock } from '../../time/clock-range.ts';
import type { PlannedMock } from '../answer.ts';
import { count, dateText, list } from '../explain/wording.ts';
import { likesLate } from '../problem.ts';
import type { Beaten } from './other-choices.ts';
import type { Verdict } from './verdict.ts';

/** Why this person and why this time: a sentence each. */
export function whyText(
  sop: Sop,
  request: PlanRequest,
  mock: PlannedMock,
  beaten: readonly Beaten[],
): string {
  const late = likesLate(sop, request.candidate.timeZone);
  const people = beaten.filter(({ choice }) => choice === 'interviewer' || choice === 'anybody else');
  const times = beaten.filter(({ choice }) => choice === 'earlier' || choice === 'later');
  const who =
    people.length === 0
      ? `Only ${nameOf(sop, mock.interviewer)} gives ${mock.course}.`
      : effects(people, (each) => `with ${personText(sop, each)}`, late);
  return `${who} ${effects(times, (each) => timeText(sop, each), late)}`;
}

/** Choices that come out alike are named together. */
function effects(beaten: readonly Beaten[], name: (beaten: Beaten) => string, late: boolean): string {
  const byEffect = new Map<string, string[]>();
  for (const each of beaten) {
    const effect = effectText(each.verdict, late);
    byEffect.set(effect, [...(byEffect.get(effect) ?? []), name(each)]);
  }
  const parts = [...byEffect].map(([effect, names]) => `${list(names, 'or')} ${effect}`).join('; ');
  return `${parts[0]!.toUpperCase()}${parts.slice(1)}.`;
}

function personText(sop: Sop, beaten: Beaten): string {
  return beaten.choice === 'interviewer' ? nameOf(sop, beaten.interviewer) : 'anybody else';
}

/** `earlier (Tue Dec 1 18:00 with Golf)` */
function timeText(sop: Sop, { choice, instead }: Beaten): string {
  if (instead === null) return choice;
  const start = instead.start.toZonedDateTimeISO(sop.timeZone);
  const clock = formatClock(start.hour * 60 + start.minute);
  return `${choice} (${dateText(start.toPlainDate())} ${clock} with ${nameOf(sop, instead.interviewer)})`;
}

function effectText(verdict: Verdict, late: boolean): string {
  if (verdict.kind === 'impossible') return 'there is no right plan';
  if (verdict.kind === 'equal') return 'the plan is as good';
  const { criterion, by } = verdict;
  switch (criterion) {
    case 'moved':
      return `${count(by, 'more mock')} would get another time`;
    case 'changed':
      return `${count(by, 'more mock')} would get another interviewer`;
    case 'finishDay':
      return `the plan ends ${count(by, 'day')} later`;
    case 'mainInterviewers':
      return `the plan goes ${count(by, 'step')} further down the backups`;
    case 'timeOfDay':
      return `the starts are ${count(by, 'minute')} ${late ? 'earlier' : 'later'} in sum`;
    case 'balance':
      return `the plan falls to people with ${count(by, 'mock')} more`;
  }
}

function nameOf(sop: Sop, id: string): string {
  return sop.interviewers.get(id)?.name ?? id;
}
