import type { Command } from 'commander';
import { EXIT } from '../errors.ts';
import { plan } from '../planning/plan.ts';
import { print } from './output.ts';
import { planJson } from './plan-json.ts';
import { planText } from './plan-text.ts';
import { loadRequests } from './request-file.ts';
import { loadProcedure } from './sop-file.ts';

/** `plan`: plans without booking; nothing is read but the two files. */
export function addPlanCommand(
  program: Command,
  finish: (exitCode: number) => void,
  sopFile: () => string,
): void {
  program
    .command('plan')
    .description('plan without booking: exit code 0 planned, 2 infeasible, 1 a faulty file or call')
    .requiredOption('--request <file>', 'the request (JSON), one a line in a .jsonl; - reads standard input')
    .option('--sop <file>', 'the procedure; by default SOP_FILE')
    .option('--json', 'one JSON object for each request')
    .addHelpText('after', '\nExample: mock-scheduler plan --request request.json --json')
    .action((options: { request: string; sop?: string; json?: true }) => {
      const procedure = loadProcedure(options.sop ?? sopFile());
      const { timeZone } = procedure.base;
      const requests = loadRequests(options.request, timeZone);
      for (const request of requests) {
        const answer = plan(procedure, request);
        if (answer.status === 'infeasible') finish(EXIT.infeasible);
        print(options.json === true ? planJson(answer, timeZone) : planText(answer, request, procedure));
      }
    });
}
