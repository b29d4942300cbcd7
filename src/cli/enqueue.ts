import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { UserError } from '../errors.ts';
import { toJson } from '../request/candidate-request.ts';
import type { PlanRequest } from '../request/model.ts';
import type { JsonObject } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { openStore } from './open-store.ts';
import { print } from './output.ts';
import { loadRequests } from './request-file.ts';
import { loadSettings } from './settings.ts';
import { DEFAULT_WORKSPACE, findWorkspace, workspaceInForce } from './workspace-in-force.ts';

/** `enqueue`: queues candidates without the chat; `start` schedules them. */
export function addEnqueueCommand(program: Command): void {
  program
    .command('enqueue')
    .description('queue a candidate without the chat; mock-scheduler start schedules them')
    .requiredOption('--request <file>', 'the request (JSON), one a line in a .jsonl; - reads standard input')
    .option('--workspace <name>', 'whose queue to join', DEFAULT_WORKSPACE)
    .action(async (options: { request: string; workspace: string }) => {
      const settings = loadSettings();
      const store = await openStore(settings);
      try {
        const row = await findWorkspace(store, options.workspace);
        const { timeZone } = workspaceInForce(settings, row).procedure.base;
        await enqueueAll(store, row.id, loadRequests(options.request, timeZone));
      } finally {
        await store.close();
      }
    });
}

async function enqueueAll(store: Store, workspace: string, requests: readonly PlanRequest[]): Promise<void> {
  const refused: string[] = [];
  for (const request of requests) {
    const { name, email, timeZone } = request.candidate;
    const result = await store.enqueue({
      workspace,
      candidateId: randomUUID(),
      name,
      email,
      timeZone,
      request: toJson(request) as unknown as JsonObject,
      chat: null,
      actor: 'command line',
    });
    if (result.outcome === 'queued') print(`${name} <${email}>: number ${result.position} in the queue`);
    else
      refused.push(
        `${name} <${email}> was not queued: this address is already ${result.state} as ${result.name}.`,
      );
  }
  if (refused.length > 0) {
    throw new UserError(refused.join('\n'), { remedy: 'See mock-scheduler status, or use another address.' });
  }
}
