import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { UserError } from '../errors.ts';
import { toJson } from '../request/candidate-request.ts';
import type { PlanRequest } from '../request/model.ts';
import type { JsonObject } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { DEFAULT_WORKSPACE, openServices } from './open-services.ts';
import { print } from './output.ts';
import { loadRequests } from './request-file.ts';
import { loadSettings } from './settings.ts';
import { loadProcedure } from './sop-file.ts';

/** `enqueue`: queues candidates without the chat; `start` schedules them. */
export function addEnqueueCommand(program: Command): void {
  program
    .command('enqueue')
    .description('queue a candidate without the chat; mock-scheduler start schedules them')
    .requiredOption('--request <file>', 'the request (JSON), one a line in a .jsonl; - reads standard input')
    .action(async (options: { request: string }) => {
      const settings = loadSettings();
      const { timeZone } = loadProcedure(settings.sopFile).base;
      const requests = loadRequests(options.request, timeZone);
      const services = await openServices(settings, timeZone);
      try {
        await enqueueAll(services.store, requests);
      } finally {
        await services.close();
      }
    });
}

async function enqueueAll(store: Store, requests: readonly PlanRequest[]): Promise<void> {
  const refused: string[] = [];
  for (const request of requests) {
    const { name, email, timeZone } = request.candidate;
    const result = await store.enqueue({
      workspace: DEFAULT_WORKSPACE,
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
