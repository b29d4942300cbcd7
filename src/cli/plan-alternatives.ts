import { InvalidArgumentError } from 'commander';
import type { Alternatives } from '../planning/alternatives/alternatives.ts';
import type { PlanRequest } from '../request/model.ts';
import type { Procedure } from '../sop/model.ts';
import { plannedObject } from './plan-json.ts';
import { scheduleTable } from './plan-text.ts';
import { columns } from './table.ts';

/** The `n` of `--alternatives n`. */
export function parseCount(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('Give a whole number from 1 on.');
  return Number(text);
}

/** `plan --alternatives n --json`: one object, the plans in it as `plan` writes them. */
export function alternativesJson({ plans, notShown, impossible }: Alternatives, timeZone: string): string {
  return JSON.stringify({
    status: 'planned',
    alternatives: plans.map(({ labels, plan, figures: { finishDay: _, ...figures } }) => ({
      labels,
      ...plannedObject(plan, timeZone),
      figures,
    })),
    notShown,
    impossible,
  });
}

/** `plan --alternatives n`: a table to compare the plans by, then each of them. */
export function alternativesText(
  { plans, notShown, impossible }: Alternatives,
  request: PlanRequest,
  procedure: Procedure,
): string {
  const head = ['', 'Last day', 'Backups', 'Evenings', 'Weekends', 'Load', 'Most by one', 'Best for'];
  const rows = plans.map(({ labels, figures }, index) => [
    `${index + 1}`,
    figures.finishDay.toString(),
    ...[figures.backups, figures.evenings, figures.weekendMocks, figures.load, figures.mostByOne].map(String),
    labels.join(', '),
  ]);
  const { name, email } = request.candidate;
  return [
    `${name} <${email}>: ${plans.length === 1 ? '1 plan' : `${plans.length} plans`} to choose from.`,
    columns(head, rows),
    ...impossible.map((label) => `Not possible: ${label}; no right plan keeps to that.`),
    ...(notShown.length > 0 ? [`Not shown are other plans that are best for ${notShown.join(', ')}.`] : []),
    ...plans.flatMap(({ plan, labels }, index) => [
      '',
      `${index + 1}. Best for ${labels.join(', ')}`,
      scheduleTable(plan.mocks, request, procedure),
    ]),
  ].join('\n');
}
