import { type Command, Option } from 'commander';
import { EXIT, UserError } from '../errors.ts';
import { alternatives } from '../planning/alternatives/alternatives.ts';
import type { PlanAnswer } from '../planning/answer.ts';
import { plan } from '../planning/plan.ts';
import type { PlanRequest } from '../request/model.ts';
import type { Procedure } from '../sop/model.ts';
import { print, tell } from './output.ts';
import { alternativesJson, alternativesText, parseCount } from './plan-alternatives.ts';
import { explainedJson, explainedText } from './plan-explanation.ts';
import { planJson } from './plan-json.ts';
import { planText } from './plan-text.ts';
import {
  addTogetherOptions,
  checkTogetherFlags,
  printTogether,
  type TogetherFlags,
} from './plan-together.ts';
import { loadRequests } from './request-file.ts';
import { loadProcedure } from './sop-file.ts';
import { unknownPeople } from './unknown-people.ts';

/** `plan`: plans without booking; nothing is read but the two files. */
export function addPlanCommand(
  program: Command,
  finish: (exitCode: number) => void,
  sopFile: () => string,
): void {
  const command = program
    .command('plan')
    .description('plan without booking: exit code 0 planned, 2 infeasible, 1 a faulty file or call')
    .option('--request <file>', 'the request (JSON), one a line in a .jsonl; - reads standard input')
    .addOption(new Option('--requests <file>', 'the same, for many').conflicts('request'))
    .option('--sop <file>', 'the procedure; by default SOP_FILE')
    .option('--json', 'one JSON object for each request')
    .option('--explain', 'why every mock is when it is and with whom, and what would end the plan earlier')
    .addOption(
      new Option('--alternatives <n>', 'up to n plans, each best under another preference')
        .argParser(parseCount)
        .conflicts('explain'),
    )
    .addHelpText(
      'after',
      '\nExamples:\n  mock-scheduler plan --request request.json --json\n  mock-scheduler plan --requests batch.jsonl --together',
    );
  addTogetherOptions(command).action((options: PlanOptions) => {
    checkTogetherFlags(options);
    const file = requestFile(options);
    const procedure = loadProcedure(options.sop ?? sopFile());
    const { timeZone } = procedure.base;
    const requests = loadRequests(file, timeZone, procedure);
    for (const warning of unknownPeople(requests, procedure)) tell(warning);
    if (options.together === true) {
      finish(printTogether(procedure, requests, options));
      return;
    }
    for (const request of requests) {
      const answer = plan(procedure, request);
      if (answer.status === 'infeasible') finish(EXIT.infeasible);
      print(shown(answer, request, procedure, options));
    }
  });
}

function requestFile({ request, requests }: PlanOptions): string {
  const file = request ?? requests;
  if (file !== undefined) return file;
  throw new UserError('It is not said what to plan.', {
    remedy: 'Give a file with --request, or with --requests for many; - reads standard input.',
  });
}

interface PlanOptions extends TogetherFlags {
  readonly request?: string;
  readonly requests?: string;
  readonly sop?: string;
  readonly json?: true;
  readonly explain?: true;
  readonly alternatives?: number;
}

function shown(
  answer: PlanAnswer,
  request: PlanRequest,
  procedure: Procedure,
  { json, explain, alternatives: countMax }: PlanOptions,
): string {
  const { timeZone } = procedure.base;
  if (countMax !== undefined && answer.status === 'planned') {
    const range = alternatives(procedure, request, countMax);
    return json === true ? alternativesJson(range, timeZone) : alternativesText(range, request, procedure);
  }
  if (explain === true) {
    return json === true
      ? explainedJson(answer, request, procedure)
      : explainedText(answer, request, procedure);
  }
  return json === true ? planJson(answer, timeZone) : planText(answer, request, procedure);
}
