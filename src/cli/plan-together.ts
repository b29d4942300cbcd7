import { type Command, InvalidArgumentError, Option } from 'commander';
import { EXIT, UserError } from '../errors.ts';
import { answersOf } from '../planning/together/answers.ts';
import {
  planTogether,
  type TogetherPlans,
  type TogetherProgress,
} from '../planning/together/plan-together.ts';
import type { PlanRequest } from '../request/model.ts';
import type { Procedure } from '../sop/model.ts';
import { print, tell } from './output.ts';
import { planJson } from './plan-json.ts';
import { planText } from './plan-text.ts';
import { systemClock } from './system-clock.ts';

export interface TogetherFlags {
  readonly together?: true;
  readonly seed?: number;
  readonly runs?: number;
  readonly seconds?: number;
}

const SEED = 1;
const RUNS = 3000;

/** Adds `--together` and what belongs to it to the `plan` command. */
export function addTogetherOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--together', 'plan all requests jointly, so that more are placed than in order').conflicts([
        'explain',
        'alternatives',
      ]),
    )
    .addOption(
      new Option(
        '--seed <n>',
        `with --together: which of equal ways to try first; ${SEED} by default`,
      ).argParser(wholeNumber),
    )
    .addOption(
      new Option(
        '--runs <n>',
        `with --together: how often the planner may run to improve; ${RUNS} by default`,
      ).argParser(wholeNumber),
    )
    .addOption(
      new Option(
        '--seconds <n>',
        'with --together: improve no longer than this; a slower machine then gives other plans, --runs alone never does',
      ).argParser(wholeNumber),
    );
}

/** Refuses what only means something with `--together`. */
export function checkTogetherFlags({ together, seed, runs, seconds }: TogetherFlags): void {
  const given = Object.entries({ seed, runs, seconds }).find(([, value]) => value !== undefined);
  if (together === true || given === undefined) return;
  throw new UserError(`--${given[0]} has no meaning without --together.`, {
    remedy: 'Add --together, or leave it out: requests are then planned each on its own.',
  });
}

/**
 * `plan --together`: prints an answer for each request, in the order of the file; progress and, with
 * `--json`, the summary go to standard error. Returns the exit code.
 */
export function printTogether(
  procedure: Procedure,
  requests: readonly PlanRequest[],
  { json, seed = SEED, runs = RUNS, seconds }: TogetherFlags & { readonly json?: true },
): number {
  const together = planTogether(procedure, requests, {
    seed,
    runs,
    ...(seconds === undefined ? {} : { shouldStop: secondsOver(seconds) }),
    onProgress: (progress) => tell(progressText(progress)),
  });
  for (const [index, answer] of answersOf(procedure, requests, together).entries()) {
    const request = requests[index]!;
    if (json === true) print(planJson(answer, procedure.base.timeZone));
    else print(`${planText(answer, request, procedure)}\n`);
  }
  (json === true ? tell : print)(summary(requests, together));
  return together.placed === requests.length ? EXIT.ok : EXIT.infeasible;
}

/** Counts from when it is first asked: planning in order comes before that. */
function secondsOver(seconds: number): () => boolean {
  let deadline: Temporal.Instant | null = null;
  return () => {
    deadline ??= systemClock.now().add({ seconds });
    return Temporal.Instant.compare(systemClock.now(), deadline) >= 0;
  };
}

function progressText({ placed, requests, runs, runsMax }: TogetherProgress): string {
  return `${placed} of ${requests} placed after ${runs} of ${runsMax} runs`;
}

/** `Placed 31 of 40; in order 27; 4 more.` and who pays for it. */
function summary(
  requests: readonly PlanRequest[],
  { placed, placedInOrder, displaced, contention, plans }: TogetherPlans,
): string {
  const more = placed - placedInOrder;
  const lines = [
    `Placed ${placed} of ${requests.length}; in order ${placedInOrder}; ${more === 0 ? 'none' : more} more. Nothing is booked.`,
  ];
  const names = (indices: readonly number[]) =>
    indices.map((index) => requests[index]!.candidate.name).join(', ');
  if (displaced.length > 0)
    lines.push(`In order these would be placed and here are not: ${names(displaced)}.`);
  const alone = [...plans.keys()].filter((index) => plans[index] === null && !contention.has(index));
  if (alone.length > 0) lines.push(`Not possible even alone: ${names(alone)}.`);
  return lines.join('\n');
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('Give a whole number from 1 on.');
  return Number(text);
}
