import type { PlanAnswer } from '../planning/answer.ts';
import { type Counterfactuals, counterfactuals } from '../planning/counterfactuals/counterfactuals.ts';
import type { Beaten } from '../planning/counterfactuals/other-choices.ts';
import type { PlanRequest } from '../request/model.ts';
import { describeRules } from '../sop/describe-rules.ts';
import { type Procedure, procedureFor } from '../sop/model.ts';
import { dayText, spanText } from '../time/spoken.ts';
import { daysInWindow, isoWithOffset } from '../time/zoned-day.ts';
import { answerObject, plannedObject } from './plan-json.ts';
import { planText } from './plan-text.ts';

/** `plan --explain --json`: the answer, and why it is as it is. */
export function explainedJson(answer: PlanAnswer, request: PlanRequest, procedure: Procedure): string {
  const { timeZone } = procedure.base;
  const object = answerObject(answer, timeZone);
  if (answer.status === 'infeasible') {
    return JSON.stringify({
      ...object,
      proposals: answer.proposals.map(({ kind, message, change, agree, plan }) => ({
        kind,
        message,
        change,
        agree,
        plan: plannedObject(plan, timeZone),
      })),
      explanations: [],
      busy: sopFor(procedure, request).busy,
    });
  }
  const { explanations, earlierFinish } = counterfactuals(procedure, request, answer);
  return JSON.stringify({
    ...object,
    explanations: explanations.map(({ mock: { course, number }, message, beaten }) => ({
      course,
      number,
      message,
      beaten: beaten.map((each) => beatenObject(each, timeZone)),
    })),
    earlierFinish: {
      message: earlierFinish.message,
      changes: earlierFinish.changes.map(({ kind, message, finishDay }) => ({
        kind,
        message,
        finishDay: finishDay.toString(),
      })),
    },
  });
}

function beatenObject(beaten: Beaten, timeZone: string): object {
  const { choice, verdict, instead } = beaten;
  const { kind, ...how } = verdict;
  return {
    choice,
    ...(choice === 'interviewer' ? { interviewer: beaten.interviewer } : {}),
    verdict: kind,
    ...how,
    instead:
      instead === null
        ? null
        : { start: isoWithOffset(instead.start, timeZone), interviewer: instead.interviewer },
  };
}

/** `plan --explain`: the answer as people read it, then two lines for each mock. */
export function explainedText(answer: PlanAnswer, request: PlanRequest, procedure: Procedure): string {
  const text = planText(answer, request, procedure);
  if (answer.status === 'infeasible') {
    const busy = describeRules(sopFor(procedure, request)).get('busy');
    return [text, `How calendars were read: ${busy}`].join('\n');
  }
  return [text, '', ...whyLines(counterfactuals(procedure, request, answer), procedure)].join('\n');
}

function whyLines({ explanations, earlierFinish }: Counterfactuals, { base }: Procedure): string[] {
  return [
    'Why so, each tried by planning again with one choice forced:',
    ...explanations.flatMap(({ mock, message }) => [
      `  ${mock.course} Mock${mock.number}, ${spanText(mock, base.timeZone)} with ${base.interviewers.get(mock.interviewer)?.name ?? mock.interviewer}`,
      `    ${message}`,
    ]),
    earlierFinish.message,
    ...earlierFinish.changes.map(({ message, finishDay }) => {
      const day = finishDay.toZonedDateTime({ timeZone: base.timeZone, plainTime: '12:00' }).toInstant();
      return `  • ${message}: the last mock on ${dayText(day, base.timeZone)}`;
    }),
  ];
}

function sopFor(procedure: Procedure, { window }: PlanRequest) {
  return procedureFor(procedure, daysInWindow(window.start, window.end)).sop;
}
